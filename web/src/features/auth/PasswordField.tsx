import { useState } from 'react';
import { useMessages } from '@/i18n/language';
import { TextField, type TextFieldProps } from '@/ui/Field';
import { Icon } from '@/ui/Icon';
import { authTexts } from './texts';
import css from './Auth.module.css';

/** A password that can be looked at while it is written. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'end'>) {
  const t = useMessages(authTexts);
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      end={
        <button
          type="button"
          className={css.show}
          aria-pressed={shown}
          aria-label={shown ? t.hide : t.show}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'unlock' : 'lock'} size={18} />
        </button>
      }
    />
  );
}
