import { Outlet } from '@tanstack/react-router';
import { Toasts } from '@/ui/Toast';
import { ANNOUNCER_ID } from '@/ui/announce';

export function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
      <div id={ANNOUNCER_ID} className="hidden" aria-live="polite" />
    </>
  );
}
