// Pictures behind a bearer token as blob URLs: few in flight, the newest wish first, a bounded number kept. Knows no React.

export interface CacheRules {
  /** Pictures kept while nobody shows them. */
  kept: number;
  /** Requests at a time. */
  inFlight: number;
}

interface Entry {
  users: number;
  url: string | null;
  failed: boolean;
  abort: AbortController | null;
  listeners: Set<() => void>;
}

/** `load` fetches a picture by its key; the cache owns the URLs that it makes of them. */
export class ThumbnailCache {
  readonly #entries = new Map<string, Entry>();
  readonly #wanted: string[] = [];
  #running = 0;

  constructor(
    private readonly load: (key: string, signal: AbortSignal) => Promise<Blob>,
    private readonly rules: CacheRules = { kept: 300, inFlight: 6 },
  ) {}

  /** Wants a picture until the function that is returned is called. */
  hold(key: string, listener: () => void): () => void {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { users: 0, url: null, failed: false, abort: null, listeners: new Set() };
      this.#entries.set(key, entry);
    }
    entry.users += 1;
    entry.listeners.add(listener);
    if (entry.url === null && entry.abort === null && !this.#wanted.includes(key)) {
      entry.failed = false;
      this.#wanted.push(key);
      this.#pump();
    }
    return () => this.#release(key, listener);
  }

  /** The URL once it is there; null before, and where it failed. */
  url(key: string): string | null {
    return this.#entries.get(key)?.url ?? null;
  }

  failed(key: string): boolean {
    return this.#entries.get(key)?.failed ?? false;
  }

  /** Forgets everything, as at signing out. */
  clear(): void {
    this.#wanted.length = 0;
    for (const entry of this.#entries.values()) {
      entry.abort?.abort();
      if (entry.url !== null) URL.revokeObjectURL(entry.url);
    }
    this.#entries.clear();
  }

  #release(key: string, listener: () => void): void {
    const entry = this.#entries.get(key);
    if (!entry?.listeners.delete(listener)) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    if (entry.url === null) {
      // Scrolled past before it came: its place in the line is for what is on the screen.
      const place = this.#wanted.indexOf(key);
      if (place >= 0) this.#wanted.splice(place, 1);
      entry.abort?.abort();
      this.#entries.delete(key);
      return;
    }
    // The latest used are at the end.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#trim();
  }

  #trim(): void {
    let spare = this.#entries.size - this.rules.kept;
    for (const [key, entry] of this.#entries) {
      if (spare <= 0) return;
      if (entry.users > 0 || entry.url === null) continue;
      URL.revokeObjectURL(entry.url);
      this.#entries.delete(key);
      spare -= 1;
    }
  }

  #pump(): void {
    while (this.#running < this.rules.inFlight) {
      const key = this.#wanted.pop();
      if (key === undefined) return;
      const entry = this.#entries.get(key);
      if (entry) void this.#fetch(key, entry);
    }
  }

  async #fetch(key: string, entry: Entry): Promise<void> {
    this.#running += 1;
    const abort = new AbortController();
    entry.abort = abort;
    try {
      const blob = await this.load(key, abort.signal);
      if (!abort.signal.aborted) entry.url = URL.createObjectURL(blob);
    } catch {
      entry.failed = !abort.signal.aborted;
    } finally {
      this.#running -= 1;
      entry.abort = null;
      if (!abort.signal.aborted) for (const listener of entry.listeners) listener();
      this.#pump();
    }
  }
}
