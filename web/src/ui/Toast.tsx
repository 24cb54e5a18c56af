import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { useMessages } from '@/i18n/language';
import { IconButton } from './Button';
import { commonTexts } from './texts';
import { dismiss, shownToasts, watchToasts, type ShownToast } from './toasts';
import css from './Toast.module.css';

export function Toasts() {
  const t = useMessages(commonTexts);
  const shown = useSyncExternalStore(watchToasts, shownToasts);
  return (
    <Radix.Provider label={t.notice} swipeDirection="left">
      {shown.map((one) => (
        <One key={one.id} toast={one} />
      ))}
      <Radix.Viewport className={css.viewport} label={t.notices} />
    </Radix.Provider>
  );
}

function One({ toast }: { toast: ShownToast }) {
  const t = useMessages(commonTexts);
  const { id, title, detail, tone = 'plain', action, seconds = 6 } = toast;
  return (
    <Radix.Root
      className={css.toast}
      data-tone={tone}
      type={tone === 'danger' ? 'foreground' : 'background'}
      duration={seconds * 1000}
      onOpenChange={(open) => {
        if (!open) dismiss(id);
      }}
    >
      <div className={css.text}>
        <Radix.Title className={css.title}>{title}</Radix.Title>
        {detail && <Radix.Description className={css.detail}>{detail}</Radix.Description>}
      </div>
      {action && (
        <Radix.Action className={css.action} altText={action.label} onClick={action.run}>
          {action.label}
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton icon="close" label={t.close} size="small" />
      </Radix.Close>
    </Radix.Root>
  );
}
