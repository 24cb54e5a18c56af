// Notices that come and go. `toast({ title, action })` works anywhere, in components and outside of them.

export interface ToastWish {
  title: string;
  detail?: string;
  tone?: 'plain' | 'good' | 'danger';
  /** What can be done about it, such as an undo. */
  action?: { label: string; run: () => void };
  /** How long it stays; 6 where nothing is said. */
  seconds?: number;
  /** Called once it has gone, whichever way, unless its action was taken. */
  onGone?: () => void;
}

export interface ShownToast extends ToastWish {
  id: number;
}

const MOST = 4;
const listeners = new Set<() => void>();
let shown: ShownToast[] = [];
let last = 0;

function show(next: ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a notice; what comes back takes it away. */
export function toast(wish: ToastWish): () => void {
  const id = ++last;
  const { action } = wish;
  let taken = false;
  const mine: ShownToast = {
    ...wish,
    id,
    ...(action && {
      action: {
        label: action.label,
        run: () => {
          taken = true;
          action.run();
        },
      },
    }),
    onGone: () => {
      if (!taken) wish.onGone?.();
    },
  };
  const room = shown.slice(-(MOST - 1));
  const pushedOut = shown.filter((one) => !room.includes(one));
  show([...room, mine]);
  for (const one of pushedOut) one.onGone?.();
  return () => dismiss(id);
}

export function dismiss(id: number): void {
  const gone = shown.find((one) => one.id === id);
  if (!gone) return;
  show(shown.filter((one) => one.id !== id));
  gone.onGone?.();
}

export function shownToasts(): ShownToast[] {
  return shown;
}

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
