// All pages and who may see them. Each page is a script of its own, loaded when it is gone to.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { settled } from './api/session';
import { NotFound, PageFault, PageWait } from './app/Faults';
import { Root } from './app/Root';
import { Shell } from './app/Shell';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: PageFault });

/** Pages for those who are signed in; others are asked to, and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const standing = await settled();
    if (standing.state === 'out') throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
});

/** Pages for those who are not. */
const outside = createRoute({
  getParentRoute: () => root,
  id: 'outside',
  component: lazyRouteComponent(() => import('./features/auth/AuthFrame'), 'AuthFrame'),
});

interface Next {
  next?: string;
}
/** Only ways inside this page: `next` comes from the address. */
function nextOf(search: Record<string, unknown>): Next {
  const { next } = search;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}

const signIn = createRoute({
  getParentRoute: () => outside,
  path: '/sign-in',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('./features/auth/SignInPage'), 'SignInPage'),
});
const signUp = createRoute({
  getParentRoute: () => outside,
  path: '/sign-up',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('./features/auth/SignUpPage'), 'SignUpPage'),
});
const forgot = createRoute({
  getParentRoute: () => outside,
  path: '/forgot',
  component: lazyRouteComponent(() => import('./features/auth/ForgotPage'), 'ForgotPage'),
});
const reset = createRoute({
  getParentRoute: () => outside,
  path: '/reset',
  component: lazyRouteComponent(() => import('./features/auth/ResetPage'), 'ResetPage'),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/studio' });
  },
});

export interface StudioSearch {
  /** An asset to begin with: a photo of the gallery. */
  photo?: string;
  /** An asset whose look is to be used: its recipe, on the photo that is there. */
  look?: string;
  /** Begin with the tour. */
  tour?: boolean;
}
const studio = createRoute({
  getParentRoute: () => inside,
  path: '/studio',
  validateSearch: ({ photo, look, tour }: Record<string, unknown>): StudioSearch => ({
    ...(typeof photo === 'string' && { photo }),
    ...(typeof look === 'string' && { look }),
    ...(tour === true && { tour }),
  }),
  component: lazyRouteComponent(() => import('./features/studio/StudioPage'), 'StudioPage'),
});
const gallery = createRoute({
  getParentRoute: () => inside,
  path: '/gallery',
  component: lazyRouteComponent(() => import('./features/gallery/GalleryPage'), 'GalleryPage'),
});
const asset = createRoute({
  getParentRoute: () => inside,
  path: '/gallery/$id',
  component: lazyRouteComponent(() => import('./features/gallery/AssetPage'), 'AssetPage'),
});
const batch = createRoute({
  getParentRoute: () => inside,
  path: '/batch',
  component: lazyRouteComponent(() => import('./features/batch/BatchPage'), 'BatchPage'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/SettingsPage'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    outside.addChildren([signIn, signUp, forgot, reset]),
    inside.addChildren([studio, gallery, asset, batch, settings]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFault,
  defaultPendingComponent: PageWait,
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
