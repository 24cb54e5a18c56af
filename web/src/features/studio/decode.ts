// One worker for all photos, one after another: two at once would need the memory of both.
import type { Decoded, DecodeWish } from './decode.worker';

type Answer = Extract<Decoded, { ok: true }>;

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, (answer: Answer | null) => void>();

function atWork(): Worker {
  if (!worker) {
    worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = (event: MessageEvent<Decoded>) => {
      waiting.get(event.data.id)?.(event.data.ok ? event.data : null);
      waiting.delete(event.data.id);
    };
    worker.onerror = () => {
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
      worker = null;
    };
  }
  return worker;
}

/** The picture, small, and how large it is; null where the browser cannot decode it (the server may). */
export function decode(file: Blob, wish: Pick<DecodeWish, 'longest' | 'type' | 'crop'>): Promise<Answer | null> {
  const id = ++last;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    atWork().postMessage({ id, file, ...wish } satisfies DecodeWish);
  });
}
