import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Button } from '@/ui/Button';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Skeleton } from '@/ui/States';
import { ProblemError } from '@/api/problem';
import css from './BatchList.module.css';
import { batchesQuery, isLive, type Batch } from './batches';
import { manager, type ZipState } from './manager';
import { Progress, SendingBar } from './Progress';
import type { Runner } from './runner';
import { batchTexts } from './texts';

/** Runs of this browser, zips on their way, batches of the server. */
export function BatchList() {
  const t = useMessages(batchTexts);
  const { ready, storeProblem, runners, zips } = useSyncExternalStore(manager.subscribe, manager.snapshot);
  const list = useInfiniteQuery(batchesQuery);
  const adopted = new Set(runners.map((one) => one.snapshot().run.batchId));
  const batches = list.data?.pages.flatMap((page) => page.batches).filter((one) => !adopted.has(one.id)) ?? [];
  const nothing = ready && list.isSuccess && runners.length + zips.length + batches.length === 0;
  return (
    <section className={css.section} aria-labelledby="batches">
      <h2 id="batches">{t.list}</h2>
      {storeProblem && <p className={css.warning}>{t.storeProblem}</p>}
      {list.isError && <ProblemMessage error={list.error} quiet onRetry={() => void list.refetch()} />}
      {nothing && <p className={css.soft}>{t.listEmpty}</p>}
      {list.isPending && (
        <div className={css.waiting}>
          <Skeleton />
        </div>
      )}
      <ul className={css.list}>
        {zips.map((one) => (
          <ZipCard key={one.zip.id} state={one} />
        ))}
        {runners.map((runner) => (
          <RunCard key={runner.snapshot().run.id} runner={runner} />
        ))}
        {batches.map((batch) => (
          <BatchCard key={batch.id} batch={batch} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.listMore}
        </Button>
      )}
    </section>
  );
}

function Card({
  id,
  name,
  when,
  state,
  tone,
  children,
}: {
  id: string;
  name: string;
  when: string;
  state: string;
  tone: string;
  children: ReactNode;
}) {
  const t = useMessages(batchTexts);
  const formats = useFormats();
  return (
    <li className={css.card}>
      <Link to="/batch" search={{ open: id } as never} className={css.name} aria-label={t.open(name)}>
        {name}
      </Link>
      <span className={cx(css.state, css[tone])}>{state}</span>
      <span className={css.when}>{formats.ago(when)}</span>
      <div className={css.progress}>{children}</div>
    </li>
  );
}

function RunCard({ runner }: { runner: Runner }) {
  const t = useMessages(batchTexts);
  const { run, rows, counts } = useSyncExternalStore(runner.subscribe, runner.snapshot);
  const state = runner.ended ? 'finished' : run.paused ? 'paused' : 'running';
  return (
    <Card
      id={run.id}
      name={run.name}
      when={new Date(run.createdAt).toISOString()}
      state={t.batchStates[state]}
      tone={state}
    >
      <Progress label={run.name} counts={{ ...counts, all: rows.length }} />
    </Card>
  );
}

function BatchCard({ batch }: { batch: Batch }) {
  const t = useMessages(batchTexts);
  const states: Record<string, string> = t.batchStates;
  return (
    <Card
      id={batch.id}
      name={batch.name || batch.id}
      when={batch.create_time}
      state={states[batch.state] ?? batch.state}
      tone={isLive(batch) ? 'running' : batch.state}
    >
      <Progress label={batch.name} counts={{ ...batch.counts, all: batch.photos }} />
    </Card>
  );
}

function ZipCard({ state: { zip, sent, problem } }: { state: ZipState }) {
  const t = useMessages(batchTexts);
  return (
    <li className={css.card}>
      <span className={css.name}>{zip.name}</span>
      <span className={cx(css.state, css.running)}>{t.states.sending}</span>
      <Button size="small" kind="quiet" icon="close" onClick={() => void manager.removeZip(zip.id)}>
        {t.cancelZip}
      </Button>
      <div className={css.progress}>
        <SendingBar sent={sent} all={zip.file.size} label={zip.name} />
        {problem && <ProblemMessage error={new ProblemError(problem)} quiet onRetry={() => manager.retryZip(zip.id)} />}
      </div>
    </li>
  );
}
