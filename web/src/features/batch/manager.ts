// All runs and zips of this browser, for as long as the page is open, whichever part of it is shown. One window works on a run at a
// time (Web Locks); when it closes, another that is open takes over.
import { api, send, told } from '@/api/client';
import { problemOf, type Problem } from '@/api/problem';
import { currentStanding, onStanding } from '@/api/session';
import { queryClient } from '@/app/queries';
import { remember } from '@/lib/memory';
import type { Look } from '../gallery/look';
import { Runner } from './runner';
import { rowsOfJobs, type Job, type Row, type Run } from './runs';
import { jobsApi } from './sending';
import type { Found } from './sources';
import { BatchStore, type ZipUpload } from './store';
import { sendZip } from './zipUpload';

export interface ZipState {
  zip: ZipUpload;
  sent: number;
  problem: Problem | null;
}

export interface ManagerState {
  ready: boolean;
  /** The browser keeps nothing: private windows of some browsers. */
  storeProblem: boolean;
  runners: readonly Runner[];
  zips: readonly ZipState[];
}

const EMPTY: ManagerState = { ready: false, storeProblem: false, runners: [], zips: [] };

class Manager {
  readonly #store = new BatchStore();
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Map<string, AbortController>();
  #account: string | null = null;
  #state = EMPTY;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): ManagerState => this.#state;

  /** Goes on with what this account has begun in this browser. Safe to call again. */
  async wake(): Promise<void> {
    const standing = currentStanding();
    if (standing.state !== 'in') return;
    if (this.#account === standing.accountId) return;
    this.sleep();
    this.#account = standing.accountId;
    try {
      const [runs, zips] = await Promise.all([this.#store.runs(this.#account), this.#store.zips(this.#account)]);
      const runners = await Promise.all(runs.map(async (run) => this.#runner(run, await this.#store.rows(run.id))));
      remember('batch', runs.length || zips.length ? 'here' : null);
      this.#set({ ready: true, runners, zips: zips.map((zip) => ({ zip, sent: 0, problem: null })) });
      for (const runner of runners) this.#work(runner);
      for (const zip of zips) void this.#sendZip(zip);
    } catch {
      this.#set({ ready: true, storeProblem: true });
    }
  }

  /** Nobody is signed in: everything stands still, and stays in the browser. */
  sleep(): void {
    for (const runner of this.#state.runners) runner.leave();
    for (const stop of this.#stops.values()) stop.abort();
    this.#stops.clear();
    this.#account = null;
    this.#set(EMPTY);
  }

  goOn(): void {
    for (const runner of this.#state.runners) {
      const { hold } = runner.snapshot();
      if (hold === 'offline' || hold === 'busy' || hold === 'signed_out') runner.go();
    }
  }

  /** Begins a run with files of this browser. */
  async begin(name: string, look: Look, photos: readonly Found[]): Promise<string> {
    const rows = photos.map(({ path }) => ({ name: path, assetId: null }));
    return this.#begin(
      name,
      look,
      rows,
      photos.map((one) => one.file),
    );
  }

  /** Begins a run with photos that the server has. */
  async beginKept(name: string, look: Look, photos: readonly { id: string; title: string }[]): Promise<string> {
    return this.#begin(
      name,
      look,
      photos.map(({ id, title }) => ({ name: title, assetId: id })),
      [],
    );
  }

  async #begin(
    name: string,
    look: Look,
    sources: readonly Pick<Row, 'name' | 'assetId'>[],
    files: readonly Blob[],
  ): Promise<string> {
    const run = this.#newRun(name, look, sources.length, null);
    const rows = sources.map((source, index): Row => ({
      run: run.id,
      index,
      state: 'waiting',
      attempt: 0,
      jobId: null,
      outputs: [],
      reason: null,
      detail: null,
      ...source,
    }));
    await this.#store.addRun(run, rows, files);
    // Asks the browser not to clear it when room is short; it may say no.
    void navigator.storage.persist().catch(() => false);
    this.#add(run, rows);
    return run.id;
  }

  /** Begins to send a zip, which the server then works through. */
  async beginZip(file: File, name: string, look: Look): Promise<void> {
    const zip: ZipUpload = {
      id: crypto.randomUUID(),
      account: this.#account ?? '',
      name,
      file,
      look,
      url: null,
      createdAt: Date.now(),
    };
    await this.#store.putZip(zip);
    remember('batch', 'here');
    this.#set({ zips: [{ zip, sent: 0, problem: null }, ...this.#state.zips] });
    void this.#sendZip(zip);
  }

  async removeZip(id: string): Promise<void> {
    this.#stops.get(id)?.abort();
    this.#stops.delete(id);
    const url = this.#state.zips.find((one) => one.zip.id === id)?.zip.url;
    this.#set({ zips: this.#state.zips.filter((one) => one.zip.id !== id) });
    await this.#store.removeZip(id);
    if (url) await send(url, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } }).catch(() => undefined);
  }

  retryZip(id: string): void {
    const zip = this.#state.zips.find((one) => one.zip.id === id)?.zip;
    if (zip) void this.#sendZip(zip);
  }

  /** The look of a batch of the server, where this browser knows it. */
  async lookOf(batchId: string): Promise<Look | null> {
    try {
      return await this.#store.look(batchId);
    } catch {
      return null;
    }
  }

  /** Takes over a batch of the server: what was cancelled waits here, and can be paused. */
  async adopt(batch: { id: string; name: string }, jobs: readonly Job[], look: Look, paused: boolean): Promise<string> {
    const run = { ...this.#newRun(batch.name, look, jobs.length, batch.id), paused };
    const rows = rowsOfJobs(run.id, jobs);
    await this.#store.addRun(run, rows);
    this.#add(run, rows);
    return run.id;
  }

  async remove(id: string): Promise<void> {
    const runner = this.#state.runners.find((one) => one.snapshot().run.id === id);
    runner?.leave();
    this.#stops.get(id)?.abort();
    this.#stops.delete(id);
    this.#set({ runners: this.#state.runners.filter((one) => one !== runner) });
    await this.#store.removeRun(id);
  }

  #newRun(name: string, look: Look, count: number, batchId: string | null): Run {
    return {
      id: `run_${crypto.randomUUID()}`,
      account: this.#account ?? '',
      name,
      look,
      createdAt: Date.now(),
      paused: false,
      batchId,
      count,
    };
  }

  #add(run: Run, rows: readonly Row[]): void {
    const runner = this.#runner(run, rows);
    remember('batch', 'here');
    this.#set({ runners: [runner, ...this.#state.runners] });
    this.#work(runner);
  }

  #runner(run: Run, rows: readonly Row[]): Runner {
    return new Runner(run, rows, jobsApi, this.#store);
  }

  /** Works on a run while this window holds its lock. */
  #work(runner: Runner): void {
    const { id } = runner.snapshot().run;
    const stop = new AbortController();
    this.#stops.set(id, stop);
    if (!('locks' in navigator)) {
      runner.go();
      return;
    }
    let held = false;
    const hold = async () => {
      if (runner.snapshot().hold === 'elsewhere') {
        const run = (await this.#store.runs(runner.snapshot().run.account)).find((one) => one.id === id);
        if (run) runner.reload(run, await this.#store.rows(id));
      }
      held = true;
      runner.go();
      await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }));
    };
    navigator.locks.request(`packshot.batch.${id}`, { signal: stop.signal }, hold).catch(() => undefined);
    setTimeout(() => {
      if (!held && !stop.signal.aborted) runner.leave('elsewhere');
    }, 500);
  }

  async #sendZip(zip: ZipUpload): Promise<void> {
    const stop = new AbortController();
    this.#stops.get(zip.id)?.abort();
    this.#stops.set(zip.id, stop);
    let { url } = zip;
    this.#zip(zip.id, { problem: null });
    const work = async () => {
      const asset = await sendZip(
        { file: zip.file, name: zip.name, url },
        {
          signal: stop.signal,
          sent: (sent) => this.#zip(zip.id, { sent }),
          began: async (begun) => {
            url = begun;
            this.#zip(zip.id, { zip: { ...zip, url: begun } });
            await this.#store.putZip({ ...zip, url: begun });
          },
        },
      );
      const batch = await told(
        api.POST('/v1/batches', {
          params: { header: { 'Idempotency-Key': zip.id } },
          body: { recipe: zip.look.recipe, name: zip.name, asset_id: asset, ...zip.look.options },
          headers: { 'content-type': 'application/json' },
        }),
      );
      await this.#store.putLook({ batchId: batch.id, look: zip.look });
      await this.#store.removeZip(zip.id);
      this.#set({ zips: this.#state.zips.filter((one) => one.zip.id !== zip.id) });
      await queryClient.invalidateQueries({ queryKey: ['batches'] });
    };
    try {
      if ('locks' in navigator) await navigator.locks.request(`packshot.zip.${zip.id}`, { signal: stop.signal }, work);
      else await work();
    } catch (error) {
      if (!stop.signal.aborted) this.#zip(zip.id, { problem: problemOf(error) });
    }
  }

  #zip(id: string, part: Partial<ZipState>): void {
    this.#set({ zips: this.#state.zips.map((one) => (one.zip.id === id ? { ...one, ...part } : one)) });
  }

  #set(part: Partial<ManagerState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

export const manager = new Manager();

window.addEventListener('online', () => manager.goOn());
onStanding(() => {
  const { state } = currentStanding();
  if (state === 'out') manager.sleep();
  if (state === 'in') {
    void manager.wake();
    manager.goOn();
  }
});
