import type { ReactNode } from 'react';
import { useEffect } from 'react';
import css from './Auth.module.css';

export function AuthCard({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
  foot?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Packshot`;
  }, [title]);
  return (
    <section className={css.card}>
      <div className={css.head}>
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children}
      {foot && <div className={css.foot}>{foot}</div>}
    </section>
  );
}
