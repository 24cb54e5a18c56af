// Undo. Changes of one kind in a row (a drag, typing) are one step.

export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
  /** Kind and time of the last change, to tell what goes on from what is new. */
  kind: string;
  at_ms: number;
}

const STEPS = 100;
const PAUSE_MS = 900;

export function beginning<T>(now: T): History<T> {
  return { past: [], now, future: [], kind: '', at_ms: 0 };
}

export function changed<T>(history: History<T>, next: T, kind: string, at_ms: number): History<T> {
  if (Object.is(next, history.now)) return history;
  const goesOn = kind !== '' && kind === history.kind && at_ms - history.at_ms < PAUSE_MS && history.past.length > 0;
  return {
    past: goesOn ? history.past : [...history.past, history.now].slice(-STEPS),
    now: next,
    future: [],
    kind,
    at_ms,
  };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], kind: '', at_ms: 0 };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, kind: '', at_ms: 0 };
}
