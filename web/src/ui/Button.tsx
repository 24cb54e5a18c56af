import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '@/lib/cx';
import { Icon, type IconName } from './Icon';
import css from './Button.module.css';

interface Look {
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'normal' | 'large';
  icon?: IconName;
}

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The classes of a button, for a link that looks like one. */
export function buttonClass({ kind = 'plain', size = 'normal' }: Look = {}): string {
  return cx(css.button, css[kind], css[size]);
}

export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(css.button, css[kind], css[size], className)}
      aria-busy={busy || undefined}
      disabled={rest.disabled === true || busy}
    >
      {busy ? <span className={css.spinner} aria-hidden /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children' | 'busy'> {
  icon: IconName;
  /** What it does; the only text that it has. */
  label: string;
  children?: ReactNode;
}

export function IconButton({
  icon,
  label,
  kind = 'quiet',
  className,
  children,
  size = 'normal',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(css.button, css[kind], css[size], css.square, className)}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
