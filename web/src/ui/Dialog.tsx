// Radix without its overlay: that one locks scrolling by a style element, which the page's policy refuses.
import { Dialog as Radix } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Button, IconButton, type ButtonProps } from './Button';
import { commonTexts } from './texts';
import { useMessages } from '@/i18n/language';
import css from './Dialog.module.css';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  wide?: boolean;
}

export function Dialog({ open, onOpenChange, title, description, children, wide = false }: DialogProps) {
  const t = useMessages(commonTexts);
  useEffect(() => {
    if (!open) return;
    document.body.style.overflow = 'hidden';
    return () => {
      document.body.style.overflow = '';
    };
  }, [open]);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className={css.shade} />
        <Radix.Content
          className={cx(css.content, wide && css.wide)}
          {...(description == null && { 'aria-describedby': undefined })}
        >
          <header className={css.head}>
            <Radix.Title className={css.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton icon="close" label={t.close} />
            </Radix.Close>
          </header>
          {description != null && <Radix.Description className={css.description}>{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={css.actions}>{children}</div>;
}

export interface ConfirmProps extends Omit<DialogProps, 'children' | 'wide'> {
  action: string;
  kind?: ButtonProps['kind'];
  busy?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
}

/** Asks once more before what cannot be undone. */
export function ConfirmDialog({ action, kind = 'danger', busy = false, onConfirm, children, ...rest }: ConfirmProps) {
  const t = useMessages(commonTexts);
  return (
    <Dialog {...rest}>
      {children}
      <DialogActions>
        <Button onClick={() => rest.onOpenChange(false)}>{t.cancel}</Button>
        <Button kind={kind} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
