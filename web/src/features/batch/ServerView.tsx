import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api, send, told } from '@/api/client';
import { problem, ProblemError, problemOf, problemOfFailure } from '@/api/problem';
import { useLanguage, useMessages } from '@/i18n/language';
import { Button, buttonClass } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/Dialog';
import { ProblemMessage, wordsOf } from '@/ui/ProblemMessage';
import { Empty, Skeleton } from '@/ui/States';
import { problemTexts } from '@/i18n/problems';
import { toastProblem } from '../gallery/assets';
import { saveBlob } from '../gallery/downloads';
import { lookOfManifest, type Look } from '../gallery/look';
import { batchJobsQuery, batchQuery, everyJob, isLive, lineOfJob, type Batch } from './batches';
import page from './BatchPage.module.css';
import { LinesTable } from './LinesTable';
import { manager } from './manager';
import { Progress } from './Progress';
import { useAnnouncedEnd } from './RunView';
import type { Job } from './runs';
import { batchTexts } from './texts';
import { Told, ViewFrame } from './ViewFrame';

const CANCEL_LOOKS = 60;

/** A batch that the server runs. To pause it, or to try photos again, this browser takes it over. */
export function ServerView({ id }: { id: string }) {
  const t = useMessages(batchTexts);
  const reasons = useMessages(problemTexts);
  const batch = useQuery(batchQuery(id));
  if (batch.data) return <Shown batch={batch.data} />;
  if (batch.isError && problemOf(batch.error).status === 404) {
    return (
      <Empty
        icon="batch"
        title={reasons.what.BATCH_NOT_FOUND}
        actions={
          <Link to="/batch" search={{}} className={buttonClass({ kind: 'main' })}>
            {t.back}
          </Link>
        }
      >
        {reasons.todo.BATCH_NOT_FOUND}
      </Empty>
    );
  }
  return (
    <div className={page.page}>
      {batch.isError ? <ProblemMessage error={batch.error} onRetry={() => void batch.refetch()} /> : <Skeleton />}
    </div>
  );
}

/** The look that the photos were made with: as this browser knows it, or as the first result tells. */
async function lookOfBatch(batch: Batch, jobs: readonly Job[]): Promise<Look | null> {
  const known = await manager.lookOf(batch.id);
  if (known) return known;
  const [manifest] = jobs.flatMap((job) => job.manifests);
  return lookOfManifest(manifest?.document);
}

function Shown({ batch }: { batch: Batch }) {
  const t = useMessages(batchTexts);
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const jobs = useQuery(batchJobsQuery(batch.id, batch.state));
  const lines = useMemo(
    () =>
      (jobs.data ?? [])
        .flatMap((one) => one.jobs)
        .map(lineOfJob)
        .reverse(),
    [jobs.data],
  );
  const known = useQuery({
    queryKey: ['batches', 'look', batch.id, batch.counts.succeeded > 0],
    queryFn: async () => lookOfBatch(batch, jobs.data?.flatMap((one) => one.jobs) ?? []),
    enabled: jobs.isSuccess,
  });
  const look = known.data ?? null;
  const [busy, setBusy] = useState<'pause' | 'retry' | 'download' | null>(null);
  const [stopping, setStopping] = useState(false);
  const live = isLive(batch);
  const again = batch.counts.failed + batch.counts.cancelled;
  useAnnouncedEnd(!live, batch.name);

  const cancel = async () => {
    await told(api.DELETE('/v1/batches/{batch_id}', { params: { path: { batch_id: batch.id } } }));
    await client.invalidateQueries({ queryKey: ['batches'] });
  };
  /** Cancels what waits, lets it wait here instead. */
  const pause = async (with_: Look) => {
    await cancel();
    let all = await everyJob(batch.id);
    for (
      let looks = 0;
      looks < CANCEL_LOOKS && all.some((job) => job.state === 'queued' || job.state === 'running');
      looks += 1
    ) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      all = await everyJob(batch.id);
    }
    await take(all, with_, true);
  };
  const take = async (all: readonly Job[], with_: Look, paused: boolean) => {
    const run = await manager.adopt(batch, all, with_, paused);
    await navigate({ to: '/batch', search: { open: run } as never, replace: true });
    return run;
  };
  const retry = async (with_: Look) => {
    const run = await take(await everyJob(batch.id), with_, false);
    await manager
      .snapshot()
      .runners.find((one) => one.snapshot().run.id === run)
      ?.retry();
  };
  const download = async () => {
    const response = await send(`/v1/batches/${encodeURIComponent(batch.id)}/results.zip`);
    saveBlob(await response.blob(), `${(batch.name || batch.id).replace(/[/\\:]/g, '-')}.zip`);
  };
  const doing = (what: typeof busy, work: () => Promise<void>) => {
    setBusy(what);
    work()
      .catch(toastProblem)
      .finally(() => setBusy(null));
  };
  return (
    <ViewFrame
      name={batch.name || batch.id}
      look={look}
      actions={
        <>
          {batch.state === 'running' && look && (
            <Button
              icon="pause"
              busy={busy === 'pause'}
              title={t.pauseHint}
              onClick={() => doing('pause', () => pause(look))}
            >
              {busy === 'pause' ? t.pausing : t.pause}
            </Button>
          )}
          {!live && again > 0 && look && (
            <Button icon="refresh" busy={busy === 'retry'} onClick={() => doing('retry', () => retry(look))}>
              {t.retry(again)}
            </Button>
          )}
          {batch.counts.succeeded > 0 && (
            <Button
              icon="download"
              kind={live ? 'plain' : 'main'}
              busy={busy === 'download'}
              onClick={() => doing('download', download)}
            >
              {t.download}
            </Button>
          )}
          {live && (
            <Button icon="stop" kind="quiet" onClick={() => setStopping(true)}>
              {t.stop}
            </Button>
          )}
        </>
      }
    >
      <Progress label={batch.name} counts={{ ...batch.counts, all: batch.photos }} />
      {batch.failure && <ProblemMessage error={new ProblemError(problemOfFailure(batch.failure))} quiet />}
      {live && <Told icon="info">{t.keepZip}</Told>}
      {known.isSuccess && !look && (again > 0 || live) && <Told icon="info">{t.lookUnknown}</Told>}
      {batch.refused.length > 0 && (
        <details>
          <summary>{t.refused(batch.refused.length)}</summary>
          <ul>
            {batch.refused.map((one) => (
              <li key={one.path} className={page.soft}>
                {one.path}: {wordsOf(problem(one.reason), language).what}
              </li>
            ))}
          </ul>
        </details>
      )}
      {jobs.isError && <ProblemMessage error={jobs.error} quiet onRetry={() => void jobs.refetch()} />}
      <LinesTable lines={lines} />
      <ConfirmDialog
        open={stopping}
        onOpenChange={setStopping}
        title={t.stopTitle}
        description={t.stopText}
        action={t.stop}
        onConfirm={() => {
          setStopping(false);
          cancel().catch(toastProblem);
        }}
      />
    </ViewFrame>
  );
}
