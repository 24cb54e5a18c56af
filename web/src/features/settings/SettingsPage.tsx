import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMessages } from '@/i18n/language';
import { Tabs } from '@/ui/Tabs';
import { AccountSection } from './AccountSection';
import { KeysSection } from './KeysSection';
import { ProfileSection } from './ProfileSection';
import { SecuritySection } from './SecuritySection';
import css from './SettingsPage.module.css';
import { settingsTexts } from './texts';
import { UsageSection } from './UsageSection';
import { WebhooksSection } from './WebhooksSection';

const SECTIONS = {
  profile: ProfileSection,
  security: SecuritySection,
  keys: KeysSection,
  webhooks: WebhooksSection,
  usage: UsageSection,
  account: AccountSection,
};
type Name = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as Name[];

/** Which part is open stands in the address: `/settings?tab=keys`. */
export function SettingsPage() {
  const t = useMessages(settingsTexts);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = NAMES.find((one) => one === search['tab']) ?? 'profile';
  useEffect(() => {
    // On a phone there are more tabs than fit.
    document.querySelector('[role="tab"][data-state="active"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <div className={css.page}>
      <h1>{t.title}</h1>
      <Tabs
        label={t.sectionList}
        value={open}
        onChange={(tab) => void navigate({ to: '/settings', search: { tab } as never, replace: true })}
        tabs={NAMES.map((name) => {
          const Section = SECTIONS[name];
          return { value: name, label: t.sections[name], content: <Section /> };
        })}
      />
    </div>
  );
}
