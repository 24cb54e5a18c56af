import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type SyntheticEvent } from 'react';
import { ProblemError, problemOf, problemOfResponse } from '@/api/problem';
import { useMessages } from '@/i18n/language';
import { Button, buttonClass } from '@/ui/Button';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { toast } from '@/ui/toasts';
import { AuthCard } from './AuthCard';
import { PasswordField } from './PasswordField';
import { LEAST_CHARS, postPublic } from './requests';
import { authTexts } from './texts';
import css from './Auth.module.css';

async function reset(token: string, password: string): Promise<void> {
  const response = await postPublic('/v1/password-resets/confirm', { token, new_password: password });
  if (!response.ok) throw new ProblemError(await problemOfResponse(response));
}

export function ResetPage() {
  const t = useMessages(authTexts);
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  // The token is out of the address at once: addresses are kept by histories and seen over shoulders.
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, '', location.pathname);
  }, []);
  const change = useMutation({
    mutationFn: () => reset(token, password),
    onSuccess: async () => {
      toast({ title: t.resetDone, tone: 'good', seconds: 10 });
      await navigate({ to: '/sign-in' });
    },
  });
  const short = Array.from(password).length < LEAST_CHARS;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short) change.mutate();
  };
  const back = <Link to="/sign-in">{t.back}</Link>;
  const over = change.error && problemOf(change.error).reason === 'RESET_EXPIRED';
  if (!token) {
    return (
      <AuthCard title={t.resetTitle} foot={back}>
        <p>{t.noToken}</p>
        <Link to="/forgot" className={buttonClass({ kind: 'main' })}>
          {t.again}
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t.resetTitle} lead={t.resetLead} foot={back}>
      <form className={css.form} onSubmit={submit} noValidate>
        <PasswordField
          label={t.newPassword}
          name="password"
          autoComplete="new-password"
          hint={t.passwordHint}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={tried && short ? t.tooShort : undefined}
          required
        />
        {change.error && <ProblemMessage error={change.error} />}
        {over ? (
          <Link to="/forgot" className={buttonClass({ kind: 'main', size: 'large' })}>
            {t.again}
          </Link>
        ) : (
          <Button kind="main" size="large" type="submit" busy={change.isPending}>
            {t.resetDo}
          </Button>
        )}
      </form>
    </AuthCard>
  );
}
