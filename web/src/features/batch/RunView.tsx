import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { currentLanguage, useMessages } from '@/i18n/language';
import { announce } from '@/ui/announce';
import { Button, IconButton } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/Dialog';
import { Menu } from '@/ui/Menu';
import { commonTexts } from '@/ui/texts';
import { toastProblem } from '../gallery/assets';
import { saveBlob, zipOf } from '../gallery/downloads';
import { lineOfRow } from './batches';
import { LinesTable } from './LinesTable';
import { manager } from './manager';
import { Progress } from './Progress';
import type { Runner } from './runner';
import { batchTexts } from './texts';
import { Told, ViewFrame } from './ViewFrame';

/** A run of this browser: it can be paused, and photos tried again. */
export function RunView({ runner }: { runner: Runner }) {
  const t = useMessages(batchTexts);
  const common = useMessages(commonTexts);
  const navigate = useNavigate();
  const { run, rows, counts, hold } = useSyncExternalStore(runner.subscribe, runner.snapshot);
  const [asking, setAsking] = useState<'stop' | 'remove' | null>(null);
  const lines = useMemo(() => rows.map(lineOfRow), [rows]);
  const { ended } = runner;
  const again = counts.failed + counts.cancelled;
  useAnnouncedEnd(ended, run.name);
  return (
    <ViewFrame
      name={run.name}
      look={run.look}
      actions={
        <>
          {!ended && !run.paused && hold !== 'elsewhere' && (
            <Button icon="pause" title={t.pauseHint} onClick={() => void runner.pause()}>
              {t.pause}
            </Button>
          )}
          {!ended && run.paused && hold !== 'elsewhere' && (
            <Button icon="play" kind="main" onClick={() => void runner.resume()}>
              {t.goOn}
            </Button>
          )}
          {(ended || run.paused) && again > 0 && hold !== 'elsewhere' && (
            <Button icon="refresh" onClick={() => void runner.retry()}>
              {t.retry(again)}
            </Button>
          )}
          {counts.succeeded > 0 && <DownloadRun runner={runner} main={ended} />}
          <Menu
            trigger={<IconButton icon="more" label={common.more} />}
            groups={[
              {
                items: [
                  ...(ended
                    ? []
                    : [{ label: t.stop, icon: 'stop' as const, danger: true, onSelect: () => setAsking('stop') }]),
                  { label: t.remove, icon: 'trash' as const, disabled: !ended, onSelect: () => setAsking('remove') },
                ],
              },
            ]}
          />
        </>
      }
    >
      <Progress label={run.name} counts={{ ...counts, all: rows.length }} />
      {hold !== null && !ended && <Told icon="warning">{t.holds[hold]}</Told>}
      {run.paused && !ended && <Told icon="pause">{run.batchId === null ? t.pauseHint : t.pausedServer}</Told>}
      {!ended && hold === null && !run.paused && (
        <Told icon="info">{rows.some((row) => row.assetId === null) ? t.keepFiles : t.keepKept}</Told>
      )}
      <LinesTable lines={lines} />
      <ConfirmDialog
        open={asking === 'stop'}
        onOpenChange={() => setAsking(null)}
        title={t.stopTitle}
        description={t.stopText}
        action={t.stop}
        onConfirm={() => {
          setAsking(null);
          void runner.stop();
        }}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={() => setAsking(null)}
        title={t.removeTitle}
        description={t.removeText}
        action={t.remove}
        onConfirm={() => {
          void navigate({ to: '/batch', search: {} });
          void manager.remove(run.id);
        }}
      />
    </ViewFrame>
  );
}

export function useAnnouncedEnd(ended: boolean, name: string): void {
  const was = useRef(ended);
  useEffect(() => {
    if (ended && !was.current) announce(batchTexts[currentLanguage()].ended(name));
    was.current = ended;
  }, [ended, name]);
}

function DownloadRun({ runner, main }: { runner: Runner; main: boolean }) {
  const t = useMessages(batchTexts);
  const [fetched, setFetched] = useState<{ done: number; all: number } | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const download = async () => {
    const { run, rows } = runner.snapshot();
    const wanted = rows.flatMap((row) => row.outputs.map((output) => ({ id: output.asset_id, title: row.name })));
    stop.current = new AbortController();
    try {
      setFetched({ done: 0, all: wanted.length });
      const zip = await zipOf(wanted, (done) => setFetched({ done, all: wanted.length }), stop.current.signal);
      saveBlob(zip, `${run.name.replace(/[/\\:]/g, '-')}.zip`);
    } catch (error) {
      if (!stop.current.signal.aborted) toastProblem(error);
    } finally {
      setFetched(null);
    }
  };
  return (
    <Button icon="download" kind={main ? 'main' : 'plain'} busy={fetched !== null} onClick={() => void download()}>
      {fetched ? t.downloading(fetched.done, fetched.all) : t.download}
    </Button>
  );
}
