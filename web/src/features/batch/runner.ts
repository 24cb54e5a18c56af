// Drives one run: keeps a few jobs open, so that a pause takes hold within seconds; writes down each step before the next.
import type { Look } from '../gallery/look';
import { again, countRows, OPEN_STATES, rowAfter, type Counts, type Job, type Row, type Run } from './runs';

/** Why a run stands still although nobody paused it. */
export type Hold = 'offline' | 'busy' | 'signed_out' | 'elsewhere' | null;

/** A refusal as the runner needs it; `status` 0: nobody answered. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    readonly detail: string,
    readonly retryAfterS: number | null = null,
  ) {
    super(detail);
  }

  /** Whether the same may be taken later. */
  get passing(): boolean {
    return (
      this.status === 0 || this.status === 408 || this.status === 429 || (this.status >= 500 && this.status !== 501)
    );
  }
}

/** What a runner asks of the server; each throws a `Refusal`. */
export interface RunnerApi {
  createJob(row: Row, photo: Blob | null, look: Look, key: string): Promise<Job>;
  getJob(id: string): Promise<Job>;
  cancelJob(id: string): Promise<Job>;
}

export interface RunnerStore {
  putRun(run: Run): Promise<void>;
  putRows(rows: readonly Row[]): Promise<void>;
  file(run: string, index: number): Promise<Blob | null>;
}

export interface RunnerRules {
  /** Photos on their way at a time. */
  sending: number;
  /** Jobs of this run that the server has and has not ended. */
  open: number;
  pollMs: number;
  firstBackoffMs: number;
  maxBackoffMs: number;
}

const RULES: RunnerRules = { sending: 2, open: 8, pollMs: 1_500, firstBackoffMs: 2_000, maxBackoffMs: 30_000 };

export interface RunnerState {
  run: Run;
  rows: readonly Row[];
  counts: Counts;
  hold: Hold;
}

/** What was on its way when the page went: the same key makes sending it again the same job. */
function settle(rows: readonly Row[]): Row[] {
  return rows.map((row): Row => (row.state === 'sending' ? { ...row, state: 'waiting' } : row));
}

export class Runner {
  readonly #listeners = new Set<() => void>();
  readonly #rules: RunnerRules;
  #state: RunnerState;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sending = 0;
  #polling = false;
  #backoffMs = 0;
  #heldUntil = 0;
  #going = false;

  constructor(
    run: Run,
    rows: readonly Row[],
    private readonly api: RunnerApi,
    private readonly store: RunnerStore,
    rules: Partial<RunnerRules> = {},
  ) {
    this.#rules = { ...RULES, ...rules };
    const settled = settle(rows);
    this.#state = { run, rows: settled, counts: countRows(settled), hold: null };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): RunnerState => this.#state;

  get ended(): boolean {
    const { counts } = this.#state;
    return counts.waiting + counts.sending + counts.queued + counts.running === 0;
  }

  /** Takes what another window has made of it meanwhile. */
  reload(run: Run, rows: readonly Row[]): void {
    const settled = settle(rows);
    this.#set({ run, rows: settled, counts: countRows(settled) });
  }

  /** Begins to work, or goes on. */
  go(): void {
    this.#going = true;
    this.#heldUntil = 0;
    this.#set({ hold: null });
    this.#step();
  }

  /** Leaves it as it is: the page goes, or another window works on it. */
  leave(hold: Hold = null): void {
    this.#going = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#set({ hold });
  }

  async pause(): Promise<void> {
    await this.#put({ ...this.#state.run, paused: true });
  }

  async resume(): Promise<void> {
    await this.#put({ ...this.#state.run, paused: false });
    this.go();
  }

  /** Tries the failed and the cancelled again. */
  async retry(): Promise<void> {
    const anew = this.#state.rows.filter((row) => row.state === 'failed' || row.state === 'cancelled').map(again);
    await this.#write(anew);
    await this.resume();
  }

  /** Gives up what has not ended: what waits here is not sent, what the server has is cancelled. */
  async stop(): Promise<void> {
    await this.#write(
      this.#state.rows.filter((row) => row.state === 'waiting').map((row): Row => ({ ...row, state: 'cancelled' })),
    );
    const open = this.#state.rows.filter((row) => row.jobId !== null && OPEN_STATES.has(row.state));
    await Promise.allSettled(open.map(async (row) => this.#take(row, await this.api.cancelJob(row.jobId ?? ''))));
  }

  #step(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#going) return;
    this.#pump();
    const { counts } = this.#state;
    const idle = counts.sending + counts.queued + counts.running === 0;
    if (idle && (counts.waiting === 0 || this.#state.run.paused)) return;
    this.#timer = setTimeout(() => void this.#poll(), this.#rules.pollMs);
  }

  #pump(): void {
    if (this.#state.run.paused || Date.now() < this.#heldUntil) return;
    const { counts } = this.#state;
    let room = Math.min(
      this.#rules.sending - this.#sending,
      this.#rules.open - counts.sending - counts.queued - counts.running,
    );
    for (const row of this.#state.rows) {
      if (room <= 0) return;
      if (row.state !== 'waiting') continue;
      room -= 1;
      this.#sending += 1;
      this.#change([{ ...row, state: 'sending' }]);
      void this.#send(row);
    }
  }

  async #send(row: Row): Promise<void> {
    try {
      const photo = row.assetId === null ? await this.store.file(row.run, row.index) : null;
      if (photo === null && row.assetId === null) {
        await this.#fail(row, new Refusal(404, 'FILE_GONE', ''));
        return;
      }
      const job = await this.api.createJob(row, photo, this.#state.run.look, `${row.run}-${row.index}-${row.attempt}`);
      this.#backoffMs = 0;
      if (this.#state.hold !== null) this.#set({ hold: null });
      await this.#write([rowAfter(row, job)]);
    } catch (error) {
      await this.#fail(row, error);
    } finally {
      this.#sending -= 1;
      this.#step();
    }
  }

  async #fail(row: Row, error: unknown): Promise<void> {
    const refusal = error instanceof Refusal ? error : new Refusal(0, 'UNREACHABLE', String(error));
    if (refusal.status === 401) {
      this.#change([{ ...row, state: 'waiting' }]);
      this.leave('signed_out');
    } else if (refusal.passing) {
      this.#change([{ ...row, state: 'waiting' }]);
      this.#backoffMs = Math.min(this.#rules.maxBackoffMs, Math.max(this.#rules.firstBackoffMs, 2 * this.#backoffMs));
      this.#heldUntil = Date.now() + Math.max(this.#backoffMs, 1_000 * (refusal.retryAfterS ?? 0));
      this.#set({ hold: refusal.status === 0 ? 'offline' : 'busy' });
    } else {
      await this.#write([{ ...row, state: 'failed', reason: refusal.reason, detail: refusal.detail }]);
    }
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    const open = this.#state.rows.filter(
      (row) => row.jobId !== null && (row.state === 'queued' || row.state === 'running'),
    );
    await Promise.all(
      open.map(async (row) => {
        try {
          await this.#take(row, await this.api.getJob(row.jobId ?? ''));
        } catch (error) {
          if (!(error instanceof Refusal)) return;
          if (error.status === 401) this.leave('signed_out');
          else if (error.status === 404)
            await this.#write([{ ...row, state: 'failed', reason: error.reason, detail: error.detail }]);
        }
      }),
    );
    this.#polling = false;
    this.#step();
  }

  async #take(row: Row, job: Job): Promise<void> {
    const current = this.#state.rows[row.index];
    if (current?.jobId !== job.id) return;
    const next = rowAfter(current, job);
    if (next.state !== current.state) await this.#write([next]);
  }

  async #put(run: Run): Promise<void> {
    this.#set({ run });
    await this.store.putRun(run);
  }

  async #write(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    this.#change(rows);
    await this.store.putRows(rows);
  }

  #change(changed: readonly Row[]): void {
    const rows = [...this.#state.rows];
    for (const row of changed) rows[row.index] = row;
    this.#set({ rows, counts: countRows(rows) });
  }

  #set(part: Partial<RunnerState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
