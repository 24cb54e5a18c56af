// What is shown where there is nothing yet, or nothing at all.
import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon, type IconName } from './Icon';
import css from './States.module.css';

export function Empty({
  icon,
  title,
  children,
  actions,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <span className={css.badge}>
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      {children && <p className={css.soft}>{children}</p>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}

/** Holds the room of what is being loaded, so that nothing jumps. Size it with a class. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span className={cx(css.skeleton, className)} aria-hidden />;
}
