import { Outlet } from '@tanstack/react-router';
import { AppearanceMenu, OfflineBanner } from '@/app/Shell';
import css from './Auth.module.css';

/** What surrounds the pages of somebody who is not signed in. */
export function AuthFrame() {
  return (
    <div className={css.frame}>
      <header className={css.bar}>
        <span className={css.brand}>
          <img src="/favicon.svg" alt="" width={28} height={28} />
          Packshot
        </span>
        <AppearanceMenu />
      </header>
      <OfflineBanner />
      <main className={css.main}>
        <Outlet />
      </main>
    </div>
  );
}
