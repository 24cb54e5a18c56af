import { useMutation } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { signIn, useStanding } from '@/api/session';
import { useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { AuthCard } from './AuthCard';
import { PasswordField } from './PasswordField';
import { authTexts } from './texts';
import css from './Auth.module.css';

export function SignInPage() {
  const t = useMessages(authTexts);
  const { next } = useSearch({ from: '/outside/sign-in' });
  const router = useRouter();
  const standing = useStanding();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const entry = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: () => router.history.push(next ?? '/studio'),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() && password) entry.mutate();
  };
  return (
    <AuthCard
      title={t.signIn}
      lead={t.signInLead}
      foot={
        <>
          <span>
            {t.noAccount}{' '}
            <Link to="/sign-up" search={next ? { next } : {}}>
              {t.signUp}
            </Link>
          </span>
          <Link to="/forgot">{t.forgot}</Link>
        </>
      }
    >
      {standing.state === 'out' && standing.expired && (
        <p className={css.notice} role="status">
          {t.expired}
        </p>
      )}
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
        <PasswordField
          label={t.password}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={tried && !password ? t.needPassword : undefined}
          required
        />
        {entry.error && <ProblemMessage error={entry.error} />}
        <Button kind="main" size="large" type="submit" busy={entry.isPending}>
          {t.signIn}
        </Button>
      </form>
    </AuthCard>
  );
}
