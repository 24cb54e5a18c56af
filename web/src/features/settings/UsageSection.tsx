import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, told, type Schemas } from '@/api/client';
import { useFormats, useMessages } from '@/i18n/language';
import { Select } from '@/ui/Field';
import { toast } from '@/ui/toasts';
import { toastProblem, usageQuery } from '../gallery/assets';
import { Card, Loaded } from './parts';
import { daysOffered } from './retention';
import css from './SettingsPage.module.css';
import { settingsTexts } from './texts';

const DAY_S = 86_400;
const RETENTION = ['retention'];

export function UsageSection() {
  const t = useMessages(settingsTexts);
  const formats = useFormats();
  const usage = useQuery({ ...usageQuery, staleTime: 5_000 });
  const retention = useQuery({
    queryKey: RETENTION,
    queryFn: ({ signal }) => told(api.GET('/v1/retention', { signal })),
  });
  return (
    <div className={css.section}>
      <Card title={t.sections.usage} {...(usage.data && { lead: t.usageMonth(formats.date(usage.data.month_start)) })}>
        <Loaded query={usage}>{(data) => <Meters usage={data} />}</Loaded>
      </Card>
      <Card title={t.retention} lead={t.retentionLead}>
        <Loaded query={retention}>{(data) => <RetentionForm retention={data} />}</Loaded>
      </Card>
    </div>
  );
}

function Meters({ usage }: { usage: Schemas['Usage'] }) {
  const t = useMessages(settingsTexts);
  const { number, bytes } = useFormats();
  const { quota } = usage;
  return (
    <div className={css.meters}>
      <Meter label={t.usageCredits} used={usage.credits} limit={quota.credits_a_month} format={number} />
      <Meter label={t.usagePictures} used={usage.succeeded_jobs} limit={null} format={number} />
      <Meter
        label={`${t.usageStorage} (${t.usageFiles(usage.assets)})`}
        used={usage.storage_bytes}
        limit={quota.storage_bytes}
        format={bytes}
      />
      <Meter label={t.usageQueued} used={usage.queued_jobs} limit={quota.queued_jobs} format={number} />
      <Meter label={t.usageRunning} used={usage.running_jobs} limit={quota.running_jobs} format={number} />
    </div>
  );
}

/** `limit` 0: there is none. Null: there could be none. */
function Meter({
  label,
  used,
  limit,
  format,
}: {
  label: string;
  used: number;
  limit: number | null;
  format: (value: number) => string;
}) {
  const t = useMessages(settingsTexts);
  return (
    <div className={css.meter}>
      <div>
        <span>{label}</span>
        <span className={css.value}>
          {limit === null
            ? format(used)
            : limit > 0
              ? t.usageOf(format(used), format(limit))
              : `${format(used)}, ${t.usageNoLimit}`}
        </span>
      </div>
      {limit !== null && limit > 0 && (
        <meter aria-label={label} min={0} max={limit} high={0.9 * limit} optimum={0} value={used} />
      )}
    </div>
  );
}

function RetentionForm({ retention }: { retention: Schemas['Retention'] }) {
  const t = useMessages(settingsTexts);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (wanted: Schemas['NewRetention']) => told(api.PUT('/v1/retention', { body: wanted })),
    onSuccess: (now) => {
      client.setQueryData(RETENTION, now);
      toast({ title: t.saved, tone: 'good', seconds: 3 });
    },
    onError: toastProblem,
  });
  const options = (now_s: number) =>
    daysOffered(now_s / DAY_S).map((days) => ({ value: String(days), label: days === 0 ? t.forever : t.days(days) }));
  const pick = (name: keyof Schemas['NewRetention'], label: string) => (
    <Select
      label={label}
      value={String(retention[name] / DAY_S)}
      options={options(retention[name])}
      disabled={change.isPending}
      onChange={(days) => change.mutate({ ...retention, [name]: Math.round(Number(days) * DAY_S) })}
    />
  );
  return (
    <div className={css.pair}>
      {pick('uploads_s', t.retentionUploads)}
      {pick('results_s', t.retentionResults)}
    </div>
  );
}
