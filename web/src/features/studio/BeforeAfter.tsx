// Two pictures on one place, and a line between them that is moved. A range input does the moving: hands, keys and readers know it.
import { useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import css from './BeforeAfter.module.css';

interface Props {
  label: string;
  before: ReactNode;
  after: ReactNode;
  beforeName: string;
  afterName: string;
  ground?: string | undefined;
  start?: number;
}

export function BeforeAfter({ label, before, after, beforeName, afterName, ground, start = 50 }: Props) {
  const [at, setAt] = useState(start);
  return (
    <div className={css.pair} style={{ '--at': `${at}%` }}>
      <div className={cx(css.layer, css.before)}>{before}</div>
      <div className={cx(css.layer, css.after, ground)}>{after}</div>
      <span className={cx(css.name, css.left)} data-on={at > 12} aria-hidden>
        {beforeName}
      </span>
      <span className={cx(css.name, css.right)} data-on={at < 88} aria-hidden>
        {afterName}
      </span>
      <input
        type="range"
        className={css.range}
        min={0}
        max={100}
        step={1}
        value={at}
        onChange={(event) => setAt(event.target.valueAsNumber)}
        aria-label={label}
        aria-valuetext={`${100 - at} %`}
      />
      <span className={css.line} aria-hidden>
        <span className={css.grip} />
      </span>
    </div>
  );
}
