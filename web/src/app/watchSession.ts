// When the session ends, here or in another tab, the page goes to the door; what it knew is forgotten.
import { currentStanding, onStanding } from '@/api/session';
import { router } from '@/router';
import { queryClient } from './queries';

const DOORS = ['/sign-in', '/sign-up', '/forgot', '/reset'];

export function watchSession(): void {
  onStanding(() => {
    const { pathname, href } = router.state.location;
    if (currentStanding().state !== 'out' || DOORS.includes(pathname)) return;
    queryClient.clear();
    void router.navigate({ to: '/sign-in', search: { next: href } });
  });
}
