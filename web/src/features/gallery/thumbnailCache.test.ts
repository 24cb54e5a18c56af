import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ThumbnailCache } from './thumbnailCache';

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('ThumbnailCache', () => {
  const revoked: string[] = [];
  let made = 0;
  beforeEach(() => {
    revoked.length = 0;
    made = 0;
    URL.createObjectURL = vi.fn(() => `blob:${(made += 1)}`);
    URL.revokeObjectURL = (url: string) => void revoked.push(url);
  });

  it('asks once for a picture that two places show, and tells both', async () => {
    const load = vi.fn(() => Promise.resolve(new Blob(['x'])));
    const cache = new ThumbnailCache(load);
    const [one, two] = [vi.fn(), vi.fn()];
    cache.hold('a', one);
    cache.hold('a', two);
    await turn();
    expect(load).toHaveBeenCalledTimes(1);
    expect(one).toHaveBeenCalled();
    expect(two).toHaveBeenCalled();
    expect(cache.url('a')).toBe('blob:1');
  });

  it('keeps few in flight, and takes the newest wish first', async () => {
    const order: string[] = [];
    const open: (() => void)[] = [];
    const cache = new ThumbnailCache(
      (key) => {
        order.push(key);
        return new Promise((resolve) => open.push(() => resolve(new Blob([key]))));
      },
      { kept: 10, inFlight: 1 },
    );
    for (const key of ['a', 'b', 'c']) cache.hold(key, () => undefined);
    expect(order).toEqual(['a']);
    open[0]?.();
    await turn();
    expect(order).toEqual(['a', 'c']);
  });

  it('drops what was scrolled past before its turn, and stops what is on its way', async () => {
    const signals: AbortSignal[] = [];
    const cache = new ThumbnailCache(
      (_, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
      { kept: 10, inFlight: 1 },
    );
    const first = cache.hold('a', () => undefined);
    const second = cache.hold('b', () => undefined);
    second();
    first();
    await turn();
    expect(signals).toHaveLength(1);
    expect(signals[0]?.aborted).toBe(true);
  });

  it('revokes the least recently used, never one that is shown', async () => {
    const cache = new ThumbnailCache((key) => Promise.resolve(new Blob([key])), { kept: 2, inFlight: 6 });
    const drops = ['a', 'b', 'c'].map((key) => cache.hold(key, () => undefined));
    await turn();
    const urls = ['a', 'b', 'c'].map((key) => cache.url(key));
    expect(revoked).toEqual([]);
    drops[1]?.();
    expect(revoked).toEqual([urls[1]]);
    expect(cache.url('a')).toBe(urls[0]);
  });

  it('says when a picture could not be had, and tries again for who comes later', async () => {
    let fails = true;
    const cache = new ThumbnailCache(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve(new Blob())));
    cache.hold('a', () => undefined);
    await turn();
    expect(cache.failed('a')).toBe(true);
    fails = false;
    cache.hold('a', () => undefined);
    await turn();
    expect(cache.failed('a')).toBe(false);
    expect(cache.url('a')).not.toBeNull();
  });
});
