import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, told, type Schemas } from '@/api/client';
import { accountQuery } from '@/app/queries';
import { setTheme, useTheme, type Theme } from '@/app/theme';
import { setLanguage, useFormats, useLanguage, useMessages } from '@/i18n/language';
import type { Language } from '@/i18n/messages';
import { Button } from '@/ui/Button';
import { Select, TextField } from '@/ui/Field';
import { commonTexts } from '@/ui/texts';
import { toast } from '@/ui/toasts';
import { toastProblem } from '../gallery/assets';
import { Card, Loaded } from './parts';
import css from './SettingsPage.module.css';
import { settingsTexts } from './texts';

type Account = Schemas['Account'];
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function useAccountChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { display_name?: string; language?: Language }) =>
      told(api.PATCH('/v1/account', { body: change })),
    onSuccess: (now) => client.setQueryData(accountQuery.queryKey, now),
    onError: toastProblem,
  });
}

export function ProfileSection() {
  const account = useQuery(accountQuery);
  return (
    <div className={css.section}>
      <Loaded query={account}>{(data) => <Profile account={data} />}</Loaded>
      <Appearance />
    </div>
  );
}

function Profile({ account }: { account: Account }) {
  const t = useMessages(settingsTexts);
  const common = useMessages(commonTexts);
  const formats = useFormats();
  const change = useAccountChange();
  const [name, setName] = useState(account.display_name);
  return (
    <Card
      title={t.sections.profile}
      end={<span className={css.soft}>{t.since(formats.date(account.create_time))}</span>}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { display_name: name.trim() },
            { onSuccess: () => void toast({ title: t.saved, tone: 'good', seconds: 3 }) },
          );
        }}
      >
        <TextField label={t.email} hint={t.emailHint} value={account.email} readOnly autoComplete="email" />
        <TextField
          label={t.name}
          hint={t.nameHint}
          value={name}
          maxLength={100}
          autoComplete="organization"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" kind="main" busy={change.isPending} disabled={name.trim() === account.display_name}>
          {common.save}
        </Button>
      </form>
    </Card>
  );
}

function Appearance() {
  const t = useMessages(settingsTexts);
  const language = useLanguage();
  const theme = useTheme();
  const change = useAccountChange();
  return (
    <Card title={t.theme}>
      <div className={css.pair}>
        <Select
          label={t.language}
          hint={t.languageHint}
          value={language}
          options={[
            { value: 'en', label: 'English' },
            { value: 'ru', label: 'Русский' },
          ]}
          onChange={(next) => {
            setLanguage(next);
            change.mutate({ language: next });
          }}
        />
        <Select
          label={t.theme}
          value={theme}
          options={THEMES.map((value) => ({ value, label: t.themes[value] }))}
          onChange={setTheme}
        />
      </div>
    </Card>
  );
}
