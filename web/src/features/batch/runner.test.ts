import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, Runner, type RunnerApi } from './runner';
import { rowsOfJobs, type Job, type Row, type Run } from './runs';

function job(id: string, state: string, extra: Partial<Job> = {}): Job {
  return {
    id,
    state,
    recipe: 'scene',
    priority: 'batch',
    asset_id: `ast_${id}`,
    name: id,
    batch_id: '',
    outputs: [],
    report: null,
    manifests: [],
    failure: null,
    progress: null,
    attempts: 1,
    credits: 0,
    event_id: 1,
    create_time: '2026-01-01T00:00:00Z',
    start_time: null,
    end_time: null,
    expire_time: null,
    ...extra,
  };
}

const RUN: Run = {
  id: 'r',
  account: 'a',
  name: 'Mugs',
  look: { recipe: 'cutout', options: {} },
  createdAt: 0,
  paused: false,
  batchId: null,
  count: 0,
};

function rows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    run: 'r',
    index,
    name: `${index}.jpg`,
    state: 'waiting',
    attempt: 0,
    assetId: null,
    jobId: null,
    outputs: [],
    reason: null,
    detail: null,
  }));
}

/** A server that ends what it was given when it is told to. */
class Server implements RunnerApi {
  keys: string[] = [];
  ends = new Map<string, Job>();
  refuse: (() => Refusal | null) | null = null;

  createJob(row: Row, _photo: Blob | null, _look: unknown, key: string): Promise<Job> {
    const refusal = this.refuse?.();
    if (refusal) return Promise.reject(refusal);
    this.keys.push(key);
    return Promise.resolve(job(`job_${row.index}_${row.attempt}`, 'queued'));
  }
  getJob(id: string): Promise<Job> {
    return Promise.resolve(this.ends.get(id) ?? job(id, 'running'));
  }
  cancelJob(id: string): Promise<Job> {
    return Promise.resolve(job(id, 'cancelled'));
  }
}

const store = () => ({
  runs: [] as Run[],
  kept: new Map<number, Row>(),
  putRun(run: Run) {
    this.runs.push(run);
    return Promise.resolve();
  },
  putRows(changed: readonly Row[]) {
    for (const row of changed) this.kept.set(row.index, row);
    return Promise.resolve();
  },
  file: () => Promise.resolve(new Blob(['x'])),
});

describe('Runner', () => {
  let server: Server;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
  });
  afterEach(() => void vi.useRealTimers());
  const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

  it('keeps a few open and sends the next when one has ended', async () => {
    const runner = new Runner(RUN, rows(6), server, store(), { open: 3, sending: 2, pollMs: 100 });
    runner.go();
    await pass();
    expect(server.keys).toEqual(['r-0-0', 'r-1-0', 'r-2-0']);
    server.ends.set(
      'job_1_0',
      job('job_1_0', 'succeeded', { outputs: [{ asset_id: 'ast_out', layer: 'result', variant: 0 }] }),
    );
    await pass(100);
    expect(server.keys).toHaveLength(4);
    expect(runner.snapshot().rows[1]).toMatchObject({ state: 'succeeded', outputs: [{ asset_id: 'ast_out' }] });
    expect(runner.ended).toBe(false);
  });

  it('sends nothing while it is paused, and still hears how the others end', async () => {
    const runner = new Runner(RUN, rows(4), server, store(), { open: 1, sending: 1, pollMs: 100 });
    runner.go();
    await pass();
    await runner.pause();
    server.ends.set('job_0_0', job('job_0_0', 'succeeded'));
    await pass(1000);
    expect(server.keys).toHaveLength(1);
    expect(runner.snapshot().counts).toMatchObject({ succeeded: 1, waiting: 3 });
    await runner.resume();
    await pass();
    expect(server.keys).toHaveLength(2);
  });

  it('sends again with the same key what was on its way when the page went', async () => {
    const left = rows(1).map((row): Row => ({ ...row, state: 'sending' }));
    const runner = new Runner(RUN, left, server, store(), { pollMs: 100 });
    runner.go();
    await pass();
    expect(server.keys).toEqual(['r-0-0']);
  });

  it('waits where the line is gone, and goes on when it is back', async () => {
    server.refuse = () => new Refusal(0, 'UNREACHABLE', '');
    const runner = new Runner(RUN, rows(1), server, store(), { pollMs: 100, firstBackoffMs: 1000 });
    runner.go();
    await pass();
    expect(runner.snapshot()).toMatchObject({ hold: 'offline', counts: { waiting: 1, failed: 0 } });
    server.refuse = null;
    runner.go();
    await pass();
    expect(runner.snapshot()).toMatchObject({ hold: null, counts: { queued: 1 } });
  });

  it('waits as long as a busy server says', async () => {
    server.refuse = () => new Refusal(429, 'OVERLOADED', '', 5);
    const runner = new Runner(RUN, rows(1), server, store(), { pollMs: 100, firstBackoffMs: 1000 });
    runner.go();
    await pass();
    server.refuse = null;
    await pass(4_500);
    expect(runner.snapshot()).toMatchObject({ hold: 'busy', counts: { waiting: 1 } });
    await pass(1_000);
    expect(runner.snapshot()).toMatchObject({ hold: null, counts: { waiting: 0, running: 1 } });
  });

  it('takes a refusal of one photo for that photo alone, and tries it under a new key', async () => {
    let first = true;
    server.refuse = () => {
      const refusal = first ? new Refusal(415, 'UNSUPPORTED_IMAGE', 'No photo.') : null;
      first = false;
      return refusal;
    };
    const kept = store();
    const runner = new Runner(RUN, rows(2), server, kept, { pollMs: 100 });
    runner.go();
    await pass();
    expect(runner.snapshot().rows[0]).toMatchObject({ state: 'failed', reason: 'UNSUPPORTED_IMAGE' });
    expect(kept.kept.get(0)?.state).toBe('failed');
    await runner.retry();
    await pass();
    expect(server.keys).toEqual(['r-1-0', 'r-0-1']);
  });

  it('cancels what the server has and what waits here', async () => {
    const runner = new Runner(RUN, rows(3), server, store(), { open: 1, sending: 1, pollMs: 100 });
    runner.go();
    await pass();
    await runner.stop();
    expect(runner.snapshot().counts).toMatchObject({ cancelled: 3 });
    expect(runner.ended).toBe(true);
  });

  it('stands still where the session is over, without losing a photo', async () => {
    server.refuse = () => new Refusal(401, 'UNAUTHENTICATED', '');
    const runner = new Runner(RUN, rows(1), server, store(), { pollMs: 100 });
    runner.go();
    await pass(500);
    expect(runner.snapshot()).toMatchObject({ hold: 'signed_out', counts: { waiting: 1 } });
  });
});

describe('rowsOfJobs', () => {
  it('lets what was cancelled wait again, from the photo that the server has', () => {
    const made = rowsOfJobs('r', [
      job('b', 'cancelled', { create_time: '2026-01-02T00:00:00Z' }),
      job('a', 'succeeded', { create_time: '2026-01-01T00:00:00Z' }),
    ]);
    expect(made).toMatchObject([
      { index: 0, name: 'a', state: 'succeeded', jobId: 'a' },
      { index: 1, name: 'b', state: 'waiting', jobId: null, assetId: 'ast_b', attempt: 1 },
    ]);
  });
});
