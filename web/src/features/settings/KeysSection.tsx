import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, told, type Schemas } from '@/api/client';
import { accountQuery } from '@/app/queries';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Button } from '@/ui/Button';
import { copyText } from '@/ui/clipboard';
import { ConfirmDialog } from '@/ui/Dialog';
import { Checkbox, Select, TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Tabs } from '@/ui/Tabs';
import { commonTexts } from '@/ui/texts';
import { Card, Loaded, ShownOnce } from './parts';
import css from './SettingsPage.module.css';
import { placeOf, snippet, type SnippetKind } from './snippets';
import { settingsTexts } from './texts';

type Key = Schemas['Key'];
const KEYS = ['keys'];
const SCOPES = ['cutouts', 'scenes', 'assets', 'account', 'keys'] as const;
const DAYS = ['30', '90', '365', '0'] as const;
const KINDS: readonly SnippetKind[] = ['curl', 'python', 'grpc'];

export function KeysSection() {
  const t = useMessages(settingsTexts);
  const [fresh, setFresh] = useState<Schemas['CreatedKey'] | null>(null);
  const keys = useQuery({ queryKey: KEYS, queryFn: ({ signal }) => told(api.GET('/v1/keys', { signal })) });
  return (
    <div className={css.section}>
      {fresh && (
        <ShownOnce
          title={t.keyOnce}
          text={t.keyOnceText}
          secret={fresh.secret}
          done={t.keyKept}
          onDone={() => setFresh(null)}
        >
          <Snippets secret={fresh.secret} scopes={fresh.key.scopes} />
        </ShownOnce>
      )}
      {!fresh && <NewKey onMade={setFresh} />}
      <Card title={t.sections.keys}>
        <Loaded query={keys}>{(data) => <KeyList keys={data.keys} />}</Loaded>
      </Card>
    </div>
  );
}

function NewKey({ onMade }: { onMade: (key: Schemas['CreatedKey']) => void }) {
  const t = useMessages(settingsTexts);
  const client = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['cutouts', 'scenes']);
  const [days, setDays] = useState<(typeof DAYS)[number]>('365');
  const make = useMutation({
    mutationFn: () => {
      const expires = days === '0' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
      return told(api.POST('/v1/keys', { body: { name: name.trim(), scopes: [...scopes], expire_time: expires } }));
    },
    onSuccess: async (made) => {
      onMade(made);
      await client.invalidateQueries({ queryKey: KEYS });
    },
  });
  const allowed = SCOPES.filter((one) => !account || account.scopes.includes(one));
  return (
    <Card title={t.keyNew} lead={t.keysLead}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className={css.pair}>
          <TextField
            label={t.keyName}
            placeholder={t.keyNameExample}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Select
            label={t.keyExpires}
            value={days}
            options={DAYS.map((value) => ({ value, label: t.keyDays[value] }))}
            onChange={setDays}
          />
        </div>
        <fieldset className={css.checks}>
          <legend>{t.keyScopes}</legend>
          {allowed.map((one) => (
            <Checkbox
              key={one}
              label={t.scopes[one]}
              checked={scopes.includes(one)}
              onChange={(checked) => setScopes(checked ? [...scopes, one] : scopes.filter((other) => other !== one))}
            />
          ))}
          {scopes.length === 0 && <p className={css.soft}>{t.scopesNone}</p>}
        </fieldset>
        {make.isError && <ProblemMessage error={make.error} quiet />}
        <Button type="submit" kind="main" icon="add" busy={make.isPending} disabled={scopes.length === 0}>
          {t.keyMake}
        </Button>
      </form>
    </Card>
  );
}

function Snippets({ secret, scopes }: { secret: string; scopes: readonly string[] }) {
  const t = useMessages(settingsTexts);
  const common = useMessages(commonTexts);
  const [kind, setKind] = useState<SnippetKind>('curl');
  const place = placeOf(location);
  return (
    <Tabs
      label={t.keyTry}
      value={kind}
      onChange={setKind}
      tabs={KINDS.map((one) => {
        const text = snippet(one, place, secret, scopes);
        return {
          value: one,
          label: t.snippets[one],
          content: (
            <div className={css.snippet}>
              {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys */}
              <pre className={css.code} tabIndex={0}>
                {text}
              </pre>
              {one !== 'curl' && <p className={css.soft}>{t.keyGrpcNote}</p>}
              <Button size="small" icon="copy" onClick={() => void copyText(text)}>
                {common.copy}
              </Button>
            </div>
          ),
        };
      })}
    />
  );
}

function isGood(key: Key, now_ms: number): boolean {
  return key.revoke_time === null && (key.expire_time === null || new Date(key.expire_time).getTime() > now_ms);
}

function KeyList({ keys }: { keys: readonly Key[] }) {
  const t = useMessages(settingsTexts);
  const [now_ms] = useState(() => Date.now());
  const good = keys.filter((one) => isGood(one, now_ms));
  const old = keys.filter((one) => !isGood(one, now_ms));
  return (
    <>
      {good.length === 0 && <p className={css.soft}>{t.keyNone}</p>}
      <ul className={css.list}>
        {good.map((one) => (
          <KeyRow key={one.id} shown={one} good />
        ))}
      </ul>
      {old.length > 0 && (
        <details>
          <summary>{t.keyOld(old.length)}</summary>
          <ul className={css.list}>
            {old.map((one) => (
              <KeyRow key={one.id} shown={one} good={false} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function KeyRow({ shown, good }: { shown: Key; good: boolean }) {
  const t = useMessages(settingsTexts);
  const formats = useFormats();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => told(api.DELETE('/v1/keys/{key_id}', { params: { path: { key_id: shown.id } } })),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: KEYS });
    },
  });
  const name = shown.name || t.keyUnnamed;
  const scopes: Record<string, string> = t.scopes;
  return (
    <li className={css.row}>
      <span className={css.main}>
        {name}
        <code className={css.badge}>{shown.prefix}…</code>
        {!good && (
          <span className={cx(css.badge, css.bad)}>{shown.revoke_time === null ? t.keyExpired : t.keyRevoked}</span>
        )}
      </span>
      <span className={css.under}>
        {shown.scopes.map((one) => scopes[one] ?? one).join(', ')}
        <br />
        {shown.last_use_time === null ? t.keyUnused : t.keyUsed(formats.ago(shown.last_use_time))} ·{' '}
        {shown.expire_time === null ? t.keyForever : t.keyUntil(formats.date(shown.expire_time))}
      </span>
      {good && (
        <span className={css.side}>
          <Button size="small" aria-label={t.keyRevokeOf(name)} onClick={() => setAsking(true)}>
            {t.keyRevoke}
          </Button>
        </span>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.keyRevokeTitle(name)}
        description={t.keyRevokeText}
        action={t.keyRevoke}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      >
        {revoke.isError && <ProblemMessage error={revoke.error} quiet />}
      </ConfirmDialog>
    </li>
  );
}
