import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, told, type Schemas } from '@/api/client';
import { accountQuery } from '@/app/queries';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Button } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/Dialog';
import { TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { toast } from '@/ui/toasts';
import { toastProblem } from '../gallery/assets';
import { deviceOf } from './device';
import { Card, Loaded } from './parts';
import css from './SettingsPage.module.css';
import { settingsTexts } from './texts';

const SESSIONS = ['sessions'];

export function SecuritySection() {
  return (
    <div className={css.section}>
      <PasswordCard />
      <SessionsCard />
    </div>
  );
}

function PasswordCard() {
  const t = useMessages(settingsTexts);
  const client = useQueryClient();
  const account = useQuery(accountQuery);
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => told(api.POST('/v1/account/password', { body: { password: now, new_password: next } })),
    onSuccess: () => {
      setNow('');
      setNext('');
      toast({ title: t.passwordChanged, detail: t.passwordChangedDetail, tone: 'good' });
      void client.invalidateQueries({ queryKey: SESSIONS });
    },
  });
  return (
    <Card title={t.password} lead={t.passwordNote}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        {/* Password managers want to know whose it is. */}
        <input type="hidden" name="username" autoComplete="username" value={account.data?.email ?? ''} readOnly />
        <div className={css.pair}>
          <TextField
            label={t.passwordNow}
            type="password"
            autoComplete="current-password"
            required
            value={now}
            onChange={(event) => setNow(event.target.value)}
          />
          <TextField
            label={t.passwordNew}
            hint={t.passwordHint}
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={256}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </div>
        {change.isError && <ProblemMessage error={change.error} quiet />}
        <Button type="submit" kind="main" busy={change.isPending} disabled={!now || next.length < 10}>
          {t.passwordChange}
        </Button>
      </form>
    </Card>
  );
}

function SessionsCard() {
  const t = useMessages(settingsTexts);
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => told(api.GET('/v1/sessions', { signal })) });
  const [asking, setAsking] = useState(false);
  const others = useMutation({
    mutationFn: () => told(api.DELETE('/v1/sessions/others')),
    onSuccess: () => void toast({ title: t.sessionEnded, tone: 'good', seconds: 3 }),
    onError: toastProblem,
    onSettled: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: SESSIONS });
    },
  });
  const several = (sessions.data?.sessions.length ?? 0) > 1;
  return (
    <Card
      title={t.sessions}
      end={
        several && (
          <Button size="small" onClick={() => setAsking(true)}>
            {t.sessionOthers}
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {(data) => (
          <ul className={css.list}>
            {data.sessions.map((one) => (
              <SessionRow key={one.id} session={one} />
            ))}
          </ul>
        )}
      </Loaded>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.sessionOthersTitle}
        description={t.sessionOthersText}
        action={t.sessionOthers}
        busy={others.isPending}
        onConfirm={() => others.mutate()}
      />
    </Card>
  );
}

function SessionRow({ session }: { session: Schemas['Session'] }) {
  const t = useMessages(settingsTexts);
  const formats = useFormats();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => told(api.DELETE('/v1/sessions/{session_id}', { params: { path: { session_id: session.id } } })),
    onSuccess: () => void toast({ title: t.sessionEnded, tone: 'good', seconds: 3 }),
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS }),
  });
  const device = deviceOf(session.user_agent) || t.sessionUnknown;
  return (
    <li className={css.row}>
      <span className={css.main} title={session.user_agent}>
        {device}
        {session.current && <span className={cx(css.badge, css.good)}>{t.sessionThis}</span>}
      </span>
      <span className={css.under}>
        {t.sessionUsed(formats.ago(session.last_used_time))} · {t.sessionSince(formats.date(session.create_time))}
      </span>
      {!session.current && (
        <span className={css.side}>
          <Button size="small" busy={end.isPending} aria-label={t.sessionEndOf(device)} onClick={() => end.mutate()}>
            {t.sessionEnd}
          </Button>
        </span>
      )}
    </li>
  );
}
