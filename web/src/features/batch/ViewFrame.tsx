import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { buttonClass } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { Look } from '../gallery/look';
import page from './BatchPage.module.css';
import css from './ViewFrame.module.css';
import { batchTexts } from './texts';

/** What one batch's page has, whoever works on it. */
export function ViewFrame({
  name,
  look,
  actions,
  children,
}: {
  name: string;
  look: Look | null;
  actions: ReactNode;
  children: ReactNode;
}) {
  const t = useMessages(batchTexts);
  return (
    <div className={page.page}>
      <Link to="/batch" search={{}} className={cx(buttonClass({ kind: 'quiet', size: 'small' }), css.back)}>
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      <div className={css.head}>
        <div className={css.titles}>
          <h1>{name}</h1>
          {look && (
            <p className={page.soft}>
              {look.recipe === 'cutout' ? t.kinds.cutout : String(look.options['prompt'] ?? '')}
            </p>
          )}
        </div>
        <div className={css.actions}>{actions}</div>
      </div>
      {children}
    </div>
  );
}

export function Told({ icon, children }: { icon: 'info' | 'warning' | 'pause'; children: ReactNode }) {
  return (
    <p className={cx(css.told, icon !== 'info' && css.warning)}>
      <Icon name={icon} size={18} />
      <span>{children}</span>
    </p>
  );
}
