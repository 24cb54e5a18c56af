import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, told, type Schemas } from '@/api/client';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Button, IconButton } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/Dialog';
import { Checkbox, TextField } from '@/ui/Field';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Skeleton } from '@/ui/States';
import { toast } from '@/ui/toasts';
import { toastProblem } from '../gallery/assets';
import { Card, Loaded, ShownOnce } from './parts';
import css from './SettingsPage.module.css';
import { settingsTexts } from './texts';

type Webhook = Schemas['Webhook'];
type Delivery = Schemas['Delivery'];
const HOOKS = ['webhooks'];
const EVENTS = ['job.succeeded', 'job.failed', 'job.cancelled', 'job.expired', 'batch.finished'] as const;
const WATCH_MS = 5_000;

export function WebhooksSection() {
  const t = useMessages(settingsTexts);
  const [secret, setSecret] = useState<string | null>(null);
  const hooks = useQuery({ queryKey: HOOKS, queryFn: ({ signal }) => told(api.GET('/v1/webhooks', { signal })) });
  return (
    <div className={css.section}>
      {secret !== null && (
        <ShownOnce
          title={t.hookSecret}
          text={t.hookSecretText}
          secret={secret}
          done={t.keyKept}
          onDone={() => setSecret(null)}
        />
      )}
      {secret === null && <NewHook onMade={(made) => setSecret(made.secret)} />}
      <Card title={t.sections.webhooks}>
        <Loaded query={hooks}>
          {(data) =>
            data.webhooks.length === 0 ? (
              <p className={css.soft}>{t.hookNone}</p>
            ) : (
              <ul className={css.list}>
                {data.webhooks.map((one) => (
                  <HookRow key={one.id} hook={one} onSecret={setSecret} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function NewHook({ onMade }: { onMade: (made: Schemas['CreatedWebhook']) => void }) {
  const t = useMessages(settingsTexts);
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly string[]>([...EVENTS]);
  const make = useMutation({
    // All of them are told by none: what comes later is told, too.
    mutationFn: () =>
      told(
        api.POST('/v1/webhooks', {
          body: { url: url.trim(), events: events.length === EVENTS.length ? [] : [...events] },
        }),
      ),
    onSuccess: async (made) => {
      setUrl('');
      onMade(made);
      await client.invalidateQueries({ queryKey: HOOKS });
    },
  });
  return (
    <Card title={t.hookNew} lead={t.hooksLead}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextField
          label={t.hookUrl}
          hint={t.hookUrlHint}
          type="url"
          required
          placeholder="https://shop.example/packshot"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <fieldset className={css.checks}>
          <legend>{t.hookEvents}</legend>
          {EVENTS.map((one) => (
            <Checkbox
              key={one}
              label={t.hookEventNames[one]}
              checked={events.includes(one)}
              onChange={(checked) => setEvents(checked ? [...events, one] : events.filter((other) => other !== one))}
            />
          ))}
          {events.length === 0 && <p className={css.soft}>{t.scopesNone}</p>}
        </fieldset>
        {make.isError && <ProblemMessage error={make.error} quiet />}
        <Button
          type="submit"
          kind="main"
          icon="add"
          busy={make.isPending}
          disabled={!url.trim() || events.length === 0}
        >
          {t.hookAdd}
        </Button>
      </form>
    </Card>
  );
}

function HookRow({ hook, onSecret }: { hook: Webhook; onSecret: (secret: string) => void }) {
  const t = useMessages(settingsTexts);
  const client = useQueryClient();
  const [asking, setAsking] = useState<'rotate' | 'delete' | null>(null);
  const path = { webhook_id: hook.id };
  const settled = async () => {
    setAsking(null);
    await client.invalidateQueries({ queryKey: HOOKS });
  };
  const toggle = useMutation({
    mutationFn: (enabled: boolean) =>
      told(api.PATCH('/v1/webhooks/{webhook_id}', { params: { path }, body: { enabled } })),
    onError: toastProblem,
    onSettled: settled,
  });
  const rotate = useMutation({
    mutationFn: () => told(api.POST('/v1/webhooks/{webhook_id}/rotate', { params: { path } })),
    onSuccess: (made) => onSecret(made.secret),
    onError: toastProblem,
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: () => told(api.DELETE('/v1/webhooks/{webhook_id}', { params: { path } })),
    onError: toastProblem,
    onSettled: settled,
  });
  const names: Record<string, string> = t.hookEventNames;
  const [open, setOpen] = useState(false);
  return (
    <li className={css.row}>
      <span className={css.main}>
        {hook.url}
        <span className={cx(css.badge, hook.enabled ? css.good : css.bad)}>{hook.enabled ? t.hookOn : t.hookOff}</span>
      </span>
      <span className={css.under}>
        {hook.events.length === 0 ? t.hookAll : hook.events.map((one) => names[one] ?? one).join(', ')}
        {hook.failures > 0 && (
          <>
            <br />
            {t.hookFailures(hook.failures)}
          </>
        )}
      </span>
      <span className={css.side}>
        <IconButton
          icon={hook.enabled ? 'pause' : 'play'}
          label={t.hookOnOf(hook.url)}
          aria-pressed={hook.enabled}
          disabled={toggle.isPending}
          onClick={() => toggle.mutate(!hook.enabled)}
        />
        <IconButton icon="refresh" label={t.hookRotate} onClick={() => setAsking('rotate')} />
        <IconButton icon="trash" label={t.hookDelete} onClick={() => setAsking('delete')} />
      </span>
      <details className={css.wide} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t.deliveries}</summary>
        {open && <Deliveries hook={hook.id} />}
      </details>
      <ConfirmDialog
        open={asking === 'rotate'}
        onOpenChange={() => setAsking(null)}
        title={t.hookRotateTitle}
        description={t.hookRotateText}
        action={t.hookRotate}
        kind="main"
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate()}
      />
      <ConfirmDialog
        open={asking === 'delete'}
        onOpenChange={() => setAsking(null)}
        title={t.hookDeleteTitle}
        description={t.hookDeleteText}
        action={t.hookDelete}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </li>
  );
}

function Deliveries({ hook }: { hook: string }) {
  const t = useMessages(settingsTexts);
  const list = useInfiniteQuery({
    queryKey: [...HOOKS, 'deliveries', hook],
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/v1/webhooks/{webhook_id}/deliveries', {
          params: { path: { webhook_id: hook }, query: { page_size: 20, page_token: pageParam } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['Deliveries']) => page.next_page_token || undefined,
    refetchInterval: WATCH_MS,
  });
  if (list.isError && !list.data)
    return <ProblemMessage error={list.error} quiet onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton />;
  const all = list.data.pages.flatMap((page) => page.deliveries);
  return (
    <>
      {all.length === 0 && <p className={css.soft}>{t.deliveryNone}</p>}
      <ul className={css.list}>
        {all.map((one) => (
          <DeliveryRow key={one.id} hook={hook} delivery={one} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.deliveryMore}
        </Button>
      )}
    </>
  );
}

function DeliveryRow({ hook, delivery }: { hook: string; delivery: Delivery }) {
  const t = useMessages(settingsTexts);
  const formats = useFormats();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () =>
      told(
        api.POST('/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver', {
          params: { path: { webhook_id: hook, delivery_id: delivery.id } },
        }),
      ),
    onSuccess: () => void toast({ title: t.deliverySent, tone: 'good', seconds: 3 }),
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: [...HOOKS, 'deliveries', hook] }),
  });
  const states: Record<string, string> = t.deliveryStates;
  const names: Record<string, string> = t.hookEventNames;
  return (
    <li className={css.row}>
      <span className={css.main}>
        {names[delivery.event] ?? delivery.event}
        <span
          className={cx(css.badge, delivery.state === 'delivered' && css.good, delivery.state === 'failed' && css.bad)}
        >
          {states[delivery.state] ?? delivery.state}
        </span>
      </span>
      <span className={css.under}>
        {formats.moment(delivery.create_time)} · {t.deliveryTries(delivery.attempts)} ·{' '}
        {delivery.status > 0 ? delivery.status : t.deliveryNoAnswer}
        {delivery.next_time !== null && <> · {t.deliveryNext(formats.ago(delivery.next_time))}</>}
        {delivery.error && (
          <>
            <br />
            <span lang="en">{delivery.error}</span>
          </>
        )}
      </span>
      {delivery.state !== 'pending' && (
        <span className={css.side}>
          <Button size="small" busy={again.isPending} onClick={() => again.mutate()}>
            {t.deliveryAgain}
          </Button>
        </span>
      )}
    </li>
  );
}
