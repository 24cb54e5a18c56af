import { useMutation } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { ProblemError, problemOfResponse } from '@/api/problem';
import { signIn } from '@/api/session';
import { useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { AuthCard } from './AuthCard';
import { PasswordField } from './PasswordField';
import { LEAST_CHARS, postPublic } from './requests';
import { authTexts } from './texts';
import css from './Auth.module.css';

async function signUp(email: string, password: string): Promise<void> {
  const response = await postPublic('/v1/accounts', { email, password });
  if (!response.ok) throw new ProblemError(await problemOfResponse(response));
  await signIn(email, password);
}

export function SignUpPage() {
  const t = useMessages(authTexts);
  const { next } = useSearch({ from: '/outside/sign-up' });
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const entry = useMutation({
    mutationFn: () => signUp(email.trim(), password),
    onSuccess: () => router.history.push(next ?? '/studio'),
  });
  const short = Array.from(password).length < LEAST_CHARS;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() && !short) entry.mutate();
  };
  return (
    <AuthCard
      title={t.signUp}
      lead={t.signUpLead}
      foot={
        <span>
          {t.haveAccount}{' '}
          <Link to="/sign-in" search={next ? { next } : {}}>
            {t.signIn}
          </Link>
        </span>
      }
    >
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
          autoComplete="new-password"
          hint={t.passwordHint}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={tried && short ? t.tooShort : undefined}
          required
        />
        {entry.error && <ProblemMessage error={entry.error} />}
        <Button kind="main" size="large" type="submit" busy={entry.isPending}>
          {t.signUp}
        </Button>
      </form>
    </AuthCard>
  );
}
