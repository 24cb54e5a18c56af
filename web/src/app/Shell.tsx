// What surrounds every page of somebody who is signed in.
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { signOut } from '@/api/session';
import { api } from '@/api/client';
import { setLanguage, useLanguage, useMessages } from '@/i18n/language';
import type { Language } from '@/i18n/messages';
import { IconButton } from '@/ui/Button';
import { Icon, type IconName } from '@/ui/Icon';
import { Menu } from '@/ui/Menu';
import { announce } from '@/ui/announce';
import { remembered } from '@/lib/memory';
import { useOnline } from '@/lib/online';
import { queryClient } from './queries';
import { shellTexts } from './texts';
import { setTheme, useTheme, type Theme } from './theme';
import css from './Shell.module.css';

const PAGES = [
  ['/studio', 'studio'],
  ['/gallery', 'gallery'],
  ['/batch', 'batch'],
  ['/settings', 'settings'],
] as const satisfies readonly (readonly [string, IconName])[];
const THEMES: Theme[] = ['system', 'light', 'dark'];

export function Shell() {
  const t = useMessages(shellTexts);
  useEffect(() => {
    // A batch that this browser has begun goes on whichever page is opened first; who has none does not load the code for it.
    if (remembered('batch')) void import('@/features/batch/manager').then(({ manager }) => manager.wake());
  }, []);
  return (
    <>
      <a href="#content" className={css.skip}>
        {t.skip}
      </a>
      <header className={css.bar}>
        <Link to="/studio" className={css.brand} aria-label="Packshot">
          <img src="/favicon.svg" alt="" width={26} height={26} />
          <span className={css.name}>Packshot</span>
        </Link>
        <nav className={css.nav} aria-label={t.navigation}>
          {PAGES.map(([to, name]) => (
            <Link key={to} to={to} className={css.link} activeProps={{ className: css.active }}>
              <Icon name={name} />
              <span>{t[name]}</span>
            </Link>
          ))}
        </nav>
        <AppearanceMenu signedIn />
      </header>
      <OfflineBanner />
      <main id="content" className={css.main} tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

export function AppearanceMenu({ signedIn = false }: { signedIn?: boolean }) {
  const t = useMessages(shellTexts);
  const language = useLanguage();
  const theme = useTheme();
  const navigate = useNavigate();
  const speak = (chosen: Language) => {
    setLanguage(chosen);
    // Mails come in it, too. Nothing hangs on whether that was heard.
    if (signedIn) void api.PATCH('/v1/account', { body: { language: chosen } }).catch(() => undefined);
  };
  const leave = async () => {
    await signOut();
    queryClient.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Menu
      trigger={<IconButton icon={signedIn ? 'person' : 'globe'} label={t.account} />}
      groups={[
        {
          label: t.theme,
          items: THEMES.map((one) => ({ label: t[one], checked: theme === one, onSelect: () => setTheme(one) })),
        },
        {
          label: t.language,
          items: [
            { label: <span lang="en">English</span>, checked: language === 'en', onSelect: () => speak('en') },
            { label: <span lang="ru">Русский</span>, checked: language === 'ru', onSelect: () => speak('ru') },
          ],
        },
        ...(signedIn
          ? [
              {
                items: [
                  {
                    label: t.tour,
                    icon: 'wand' as const,
                    onSelect: () => void navigate({ to: '/studio', search: { tour: true } }),
                  },
                  {
                    label: t.api,
                    icon: 'info' as const,
                    onSelect: () => void window.open('/docs', '_blank', 'noopener'),
                  },
                  { label: t.signOut, icon: 'out' as const, onSelect: () => void leave() },
                ],
              },
            ]
          : []),
      ]}
    />
  );
}

export function OfflineBanner() {
  const t = useMessages(shellTexts);
  const online = useOnline();
  const was = useRef(online);
  useEffect(() => {
    if (!was.current && online) announce(t.online);
    was.current = online;
  }, [online, t]);
  if (online) return null;
  return (
    <p className={css.offline} role="status">
      <Icon name="warning" size={18} />
      {t.offline}
    </p>
  );
}
