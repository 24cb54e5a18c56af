// What all sections are made of.
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Button } from '@/ui/Button';
import { copyText } from '@/ui/clipboard';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Skeleton } from '@/ui/States';
import { commonTexts } from '@/ui/texts';
import css from './SettingsPage.module.css';

export function Card({
  title,
  lead,
  end,
  danger,
  children,
}: {
  title: string;
  lead?: string;
  end?: ReactNode;
  danger?: boolean;
  children?: ReactNode;
}) {
  return (
    <section className={cx(css.card, danger === true && css.danger)}>
      <div className={css.head}>
        <h2>{title}</h2>
        {end}
      </div>
      {lead && <p className={css.soft}>{lead}</p>}
      {children}
    </section>
  );
}

/** What a query brought; its room while it is on its way, and why it did not come. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemMessage error={query.error} quiet onRetry={() => void query.refetch()} />;
  return (
    <div className={css.waiting}>
      <Skeleton />
    </div>
  );
}

/** Something that is shown once. It takes the focus, so that nobody misses it, and stays until it is put away. */
export function ShownOnce({
  title,
  text,
  secret,
  done,
  onDone,
  children,
}: {
  title: string;
  text: string;
  secret: string;
  done: string;
  onDone: () => void;
  children?: ReactNode;
}) {
  const common = useMessages(commonTexts);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), [secret]);
  return (
    <section ref={place} className={cx(css.card, css.fresh)} tabIndex={-1} aria-label={title}>
      <h2>{title}</h2>
      <p>{text}</p>
      <div className={css.secret}>
        <code data-testid="secret">{secret}</code>
        <Button kind="main" icon="copy" onClick={() => void copyText(secret)}>
          {common.copy}
        </Button>
      </div>
      {children}
      <Button icon="check" onClick={onDone}>
        {done}
      </Button>
    </section>
  );
}
