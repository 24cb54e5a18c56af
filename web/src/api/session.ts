// Who is signed in. The access token lives in memory alone; the refresh token in a cookie that no script can read.
//
// Refresh tokens rotate, and one that is sent twice ends the session. So only one tab refreshes at a time (Web Locks), and a tab
// that comes second uses the cookie that the first one got.
import { useSyncExternalStore } from 'react';
import { remember } from '@/lib/memory';
import { ProblemError, problemOfResponse } from './problem';

const ROUTE = '/v1/browser/session';
const PAGE = { 'X-Packshot-Page': '1' };
/** That somebody signed in here; not who, and nothing to enter with. */
const HINT_NAME = 'signed-in';
const HINT = `packshot.${HINT_NAME}`;
/** Renewed this long before its end, so that a slow upload does not outlive it. */
const EARLY_MS = 45_000;

interface Tokens {
  access_token: string;
  access_expire_time: string;
  account_id: string;
}

export type Standing =
  | { state: 'unknown' }
  | { state: 'out'; expired: boolean }
  | { state: 'in'; token: string; endsAt: number; accountId: string };

let standing: Standing = { state: 'unknown' };
let refreshing: Promise<Standing> | null = null;
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('packshot.session');

function become(next: Standing): Standing {
  standing = next;
  for (const listener of listeners) listener();
  return next;
}

channel?.addEventListener('message', (event: MessageEvent<string>) => {
  if (event.data === 'out') become({ state: 'out', expired: false });
  if (event.data === 'in' && standing.state === 'out') become({ state: 'unknown' });
});

/** Whether there may be a session to take up. Where nobody signed in here, nothing has to be asked. */
function maybe(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

function taken(tokens: Tokens): Standing {
  remember(HINT_NAME, '1');
  return become({
    state: 'in',
    token: tokens.access_token,
    endsAt: new Date(tokens.access_expire_time).getTime(),
    accountId: tokens.account_id,
  });
}

async function locked<T>(work: () => Promise<T>): Promise<T> {
  // Web Locks are there on every secure origin and on localhost; a page without them has at least one flight a tab.
  if (!('locks' in navigator)) return work();
  return navigator.locks.request('packshot.refresh', work);
}

async function askAgain(): Promise<Standing> {
  const before = standing;
  const response = await fetch(`${ROUTE}/refresh`, { method: 'POST', headers: PAGE, credentials: 'same-origin' });
  if (response.ok) return taken((await response.json()) as Tokens);
  if (response.status === 401 || response.status === 403) {
    remember(HINT_NAME, null);
    return become({ state: 'out', expired: before.state === 'in' });
  }
  throw new ProblemError(await problemOfResponse(response));
}

/** Fresh tokens by the cookie. All who ask meanwhile share one flight. */
export function refresh(): Promise<Standing> {
  refreshing ??= locked(askAgain).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Where we stand, for sure. Throws where the server cannot be asked. */
export async function settled(): Promise<Standing> {
  if (standing.state !== 'unknown') return standing;
  return maybe() ? refresh() : become({ state: 'out', expired: false });
}

/** A token that is good for a while; null: nobody is signed in. */
export async function freshToken(): Promise<string | null> {
  let now = await settled();
  if (now.state === 'in' && now.endsAt - Date.now() < EARLY_MS) now = await refresh();
  return now.state === 'in' ? now.token : null;
}

export async function signIn(email: string, password: string): Promise<void> {
  const response = await fetch(ROUTE, {
    method: 'POST',
    headers: { ...PAGE, 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new ProblemError(await problemOfResponse(response));
  taken((await response.json()) as Tokens);
  channel?.postMessage('in');
}

/** Ends the session here and in every tab. */
export async function signOut(): Promise<void> {
  try {
    await locked(() => fetch(ROUTE, { method: 'DELETE', headers: PAGE, credentials: 'same-origin' }));
  } finally {
    forget();
  }
}

/** What is known here is forgotten: the account is gone, or its sessions were ended. */
export function forget(): void {
  remember(HINT_NAME, null);
  become({ state: 'out', expired: false });
  channel?.postMessage('out');
}

export function currentStanding(): Standing {
  return standing;
}

export function onStanding(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStanding(): Standing {
  return useSyncExternalStore(onStanding, currentStanding);
}
