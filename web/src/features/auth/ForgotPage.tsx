import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { ProblemError, problemOfResponse } from '@/api/problem';
import { useLanguage, useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { AuthCard } from './AuthCard';
import { postPublic } from './requests';
import { authTexts } from './texts';
import css from './Auth.module.css';

async function requestReset(email: string, language: string): Promise<string> {
  const response = await postPublic('/v1/password-resets', { email, language });
  if (!response.ok) throw new ProblemError(await problemOfResponse(response));
  return email;
}

export function ForgotPage() {
  const t = useMessages(authTexts);
  const language = useLanguage();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const wish = useMutation({ mutationFn: () => requestReset(email.trim(), language) });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim()) wish.mutate();
  };
  const back = <Link to="/sign-in">{t.back}</Link>;
  if (wish.isSuccess) {
    return (
      <AuthCard title={t.sentTitle} foot={back}>
        <p role="status">{t.sent(wish.data)}</p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t.forgotTitle} lead={t.forgotLead} foot={back}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={t.email}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={tried && !email.trim() ? t.needEmail : undefined}
          required
        />
        {wish.error && <ProblemMessage error={wish.error} />}
        <Button kind="main" size="large" type="submit" busy={wish.isPending}>
          {t.send}
        </Button>
      </form>
    </AuthCard>
  );
}
