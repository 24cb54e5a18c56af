import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import type { Counts } from './runs';
import css from './Progress.module.css';
import { batchTexts } from './texts';

/** How far a batch has come: done, failed, the rest. */
export function Progress({
  counts,
  label,
}: {
  counts: Pick<Counts, 'succeeded' | 'failed' | 'cancelled'> & { all: number };
  label: string;
}) {
  const t = useMessages(batchTexts);
  const formats = useFormats();
  const { all, succeeded, failed, cancelled } = counts;
  const ended = succeeded + failed + cancelled;
  const share = (part: number) => ({ width: `${all > 0 ? (100 * part) / all : 0}%` });
  return (
    <div className={css.progress}>
      <div
        className={css.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={ended}
      >
        <span className={css.good} style={share(succeeded)} />
        <span className={css.bad} style={share(failed)} />
      </div>
      <span className={css.text}>
        {t.progress(succeeded, all)} · {formats.percent(all > 0 ? (succeeded + failed) / all : 0)}
        {failed > 0 && <span className={cx(css.failed)}> · {t.failedCount(failed)}</span>}
      </span>
    </div>
  );
}

/** The same for bytes on their way. */
export function SendingBar({ sent, all, label }: { sent: number; all: number; label: string }) {
  const t = useMessages(batchTexts);
  const formats = useFormats();
  return (
    <div className={css.progress}>
      <div
        className={css.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={sent}
      >
        <span className={css.good} style={{ width: `${all > 0 ? (100 * sent) / all : 0}%` }} />
      </div>
      <span className={css.text}>{t.sendingZip(formats.bytes(sent), formats.bytes(all))}</span>
    </div>
  );
}
