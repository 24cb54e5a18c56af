import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { problem } from '@/api/problem';
import { useLanguage, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Icon, type IconName } from '@/ui/Icon';
import { wordsOf } from '@/ui/ProblemMessage';
import { AssetImage } from '../gallery/AssetImage';
import type { Line } from './batches';
import css from './LinesTable.module.css';
import type { RowState } from './runs';
import { batchTexts } from './texts';

const ROW_PX = 72;
const ICONS: Record<RowState, IconName> = {
  waiting: 'pause',
  sending: 'up',
  queued: 'more',
  running: 'wand',
  succeeded: 'check',
  failed: 'warning',
  cancelled: 'stop',
};
type Show = 'all' | 'failed' | 'done';

export function LinesTable({ lines }: { lines: readonly Line[] }) {
  const t = useMessages(batchTexts);
  const [show, setShow] = useState<Show>('all');
  const of: Record<Show, readonly Line[]> = {
    all: lines,
    failed: lines.filter((one) => one.state === 'failed'),
    done: lines.filter((one) => one.state === 'succeeded'),
  };
  const shown = of[show];
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: top,
  });
  const words: Record<Show, string> = {
    all: t.showAll(lines.length),
    failed: t.showFailed(of.failed.length),
    done: t.showDone(of.done.length),
  };
  return (
    <>
      <div className={css.chips} role="group" aria-label={t.show}>
        {(['all', 'done', 'failed'] as const).map((one) => (
          <button key={one} type="button" className={css.chip} aria-pressed={show === one} onClick={() => setShow(one)}>
            {words[one]}
          </button>
        ))}
      </div>
      <div role="table" aria-label={t.table} aria-rowcount={shown.length + 1} className={css.table}>
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={css.headRow}>
            <span role="columnheader">
              <span className="hidden">{t.colPicture}</span>
            </span>
            <span role="columnheader">{t.colName}</span>
            <span role="columnheader">{t.colState}</span>
          </div>
        </div>
        <div role="rowgroup" ref={body} className={css.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((row) => {
            const line = shown[row.index];
            return line ? <LineRow key={line.key} line={line} place={row.index} offset_px={row.start - top} /> : null;
          })}
        </div>
      </div>
      {shown.length === 0 && <p className={css.none}>{t.noRows}</p>}
    </>
  );
}

function LineRow({ line, place, offset_px }: { line: Line; place: number; offset_px: number }) {
  const t = useMessages(batchTexts);
  const picture = line.result ?? line.photo;
  return (
    <div
      role="row"
      aria-rowindex={place + 2}
      className={css.row}
      style={{ height: ROW_PX, transform: `translateY(${offset_px}px)` }}
    >
      <span role="cell" className={css.picture}>
        {picture === null ? <span className={css.blank} /> : <AssetImage id={picture} alt="" />}
      </span>
      <span role="cell" className={css.name}>
        {line.result === null ? (
          line.name
        ) : (
          <Link to="/gallery/$id" params={{ id: line.result }} aria-label={t.rowOpen(line.name)}>
            {line.name}
          </Link>
        )}
      </span>
      <span role="cell" className={cx(css.state, css[line.state])}>
        <Icon name={ICONS[line.state]} size={18} />
        <span className={css.words}>
          {t.states[line.state]}
          {line.state === 'failed' && <Reason line={line} />}
        </span>
      </span>
    </div>
  );
}

function Reason({ line }: { line: Line }) {
  const t = useMessages(batchTexts);
  const language = useLanguage();
  if (line.reason === 'FILE_GONE') return <span className={css.reason}>{t.fileGone}</span>;
  const { what, todo } = wordsOf(problem(line.reason ?? ''), language);
  return (
    <span className={css.reason} title={`${what}. ${todo} ${line.detail ?? ''}`}>
      {what}. {todo}
    </span>
  );
}
