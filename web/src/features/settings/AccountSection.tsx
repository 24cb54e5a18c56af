import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, told } from '@/api/client';
import { forget } from '@/api/session';
import { accountQuery } from '@/app/queries';
import { useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { Dialog, DialogActions } from '@/ui/Dialog';
import { TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { commonTexts } from '@/ui/texts';
import { toast } from '@/ui/toasts';
import { Card, Loaded } from './parts';
import css from './SettingsPage.module.css';
import { settingsTexts } from './texts';

export function AccountSection() {
  const t = useMessages(settingsTexts);
  const account = useQuery(accountQuery);
  return (
    <div className={css.section}>
      <Card title={t.deleteTitle} lead={t.deleteLead} danger>
        <Loaded query={account}>{(data) => <DeleteAccount email={data.email} />}</Loaded>
      </Card>
    </div>
  );
}

function DeleteAccount({ email }: { email: string }) {
  const t = useMessages(settingsTexts);
  const common = useMessages(commonTexts);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => told(api.DELETE('/v1/account', { body: { password } })),
    onSuccess: async (gone) => {
      toast({ title: t.deleted, detail: t.deletedDetail(gone.assets, gone.jobs), seconds: 12 });
      forget();
      client.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  const same = typed.trim().toLowerCase() === email.toLowerCase();
  const change = (next: boolean) => {
    setOpen(next);
    setTyped('');
    setPassword('');
    remove.reset();
  };
  return (
    <>
      <Button kind="danger" icon="trash" onClick={() => change(true)}>
        {t.deleteOpen}
      </Button>
      <Dialog open={open} onOpenChange={change} title={t.deleteTitle} description={t.deleteLead}>
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (same && password) remove.mutate();
          }}
        >
          <TextField
            label={t.deleteConfirm}
            hint={email}
            type="email"
            autoComplete="off"
            value={typed}
            error={typed && !email.toLowerCase().startsWith(typed.trim().toLowerCase()) ? t.deleteWrong : undefined}
            onChange={(event) => setTyped(event.target.value)}
          />
          <TextField
            label={t.deletePassword}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          {remove.isError && <ProblemMessage error={remove.error} quiet />}
          <DialogActions>
            <Button onClick={() => change(false)}>{common.cancel}</Button>
            <Button kind="danger" type="submit" busy={remove.isPending} disabled={!same || !password}>
              {t.deleteDo}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}
