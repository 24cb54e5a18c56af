// Fields: native controls, labelled, with hint and error told to screen readers.
import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import { cx } from '@/lib/cx';
import { Icon } from './Icon';
import css from './Field.module.css';

interface Frame {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is there for screen readers only. */
  bare?: boolean;
}

function useFrame({ hint, error }: Pick<Frame, 'hint' | 'error'>) {
  const id = useId();
  const told = [hint != null && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { id, told: told || undefined };
}

function Framed({ id, label, hint, error, bare, children }: Frame & { id: string; children: ReactNode }) {
  return (
    <div className={css.field}>
      <label htmlFor={id} className={bare ? 'hidden' : css.label}>
        {label}
      </label>
      {children}
      {hint != null && (
        <span id={`${id}-hint`} className={css.hint}>
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className={css.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

export interface TextFieldProps extends Frame, InputHTMLAttributes<HTMLInputElement> {
  /** Stands inside, at the end: a button to show a password. */
  end?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, hint, error, bare, end, className, ...rest }: TextFieldProps) {
  const { id, told } = useFrame({ hint, error });
  return (
    <Framed id={id} label={label} hint={hint} error={error} bare={bare ?? false}>
      <div className={css.box}>
        <input
          {...rest}
          id={id}
          className={cx(css.input, className)}
          aria-describedby={told}
          aria-invalid={Boolean(error) || undefined}
        />
        {end && <span className={css.end}>{end}</span>}
      </div>
    </Framed>
  );
}

export interface TextAreaProps extends Frame, TextareaHTMLAttributes<HTMLTextAreaElement> {
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ label, hint, error, bare, className, ...rest }: TextAreaProps) {
  const { id, told } = useFrame({ hint, error });
  return (
    <Framed id={id} label={label} hint={hint} error={error} bare={bare ?? false}>
      <textarea
        {...rest}
        id={id}
        className={cx(css.input, className)}
        aria-describedby={told}
        aria-invalid={Boolean(error) || undefined}
      />
    </Framed>
  );
}

export interface SelectProps<V extends string>
  extends Frame, Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  value: V;
  options: readonly { value: V; label: string; group?: string }[];
  onChange: (value: V) => void;
}

export function Select<V extends string>({
  label,
  hint,
  error,
  bare,
  value,
  options,
  onChange,
  className,
  ...rest
}: SelectProps<V>) {
  const { id, told } = useFrame({ hint, error });
  const groups = [...new Set(options.map((one) => one.group))];
  const shown = (group: string | undefined) =>
    options
      .filter((one) => one.group === group)
      .map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ));
  return (
    <Framed id={id} label={label} hint={hint} error={error} bare={bare ?? false}>
      <div className={css.box}>
        <select
          {...rest}
          id={id}
          className={cx(css.input, css.select, className)}
          value={value}
          onChange={(event) => onChange(event.target.value as V)}
          aria-describedby={told}
        >
          {groups.map((group) =>
            group === undefined ? (
              shown(group)
            ) : (
              <optgroup key={group} label={group}>
                {shown(group)}
              </optgroup>
            ),
          )}
        </select>
        <span className={css.arrow} aria-hidden>
          <Icon name="back" size={16} />
        </span>
      </div>
    </Framed>
  );
}

export interface SliderProps extends Frame {
  value: number;
  min: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
  /** When the hand lets go. */
  onSettled?: () => void;
  /** The value in words, also for screen readers. */
  says: string;
  /** Nothing was chosen: the value is what would be. */
  unset?: boolean;
  disabled?: boolean;
}

export function Slider({
  label,
  hint,
  error,
  bare,
  value,
  min,
  max,
  step = 0.01,
  onChange,
  onSettled,
  says,
  unset,
  disabled,
}: SliderProps) {
  const { id, told } = useFrame({ hint, error });
  const share = { '--share': `${((value - min) / (max - min)) * 100}%` };
  return (
    <div className={css.field}>
      <div className={css.row}>
        <label htmlFor={id} className={bare ? 'hidden' : css.label}>
          {label}
        </label>
        <span className={css.value} aria-hidden>
          {says}
        </span>
      </div>
      <input
        id={id}
        type="range"
        className={css.range}
        data-unset={unset ?? false}
        style={share}
        {...{ min, max, step, value, disabled }}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onPointerUp={onSettled}
        onKeyUp={onSettled}
        aria-valuetext={says}
        aria-describedby={told}
      />
      {hint != null && (
        <span id={`${id}-hint`} className={css.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}

export function Checkbox({
  label,
  checked,
  onChange,
  disabled,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className={css.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
