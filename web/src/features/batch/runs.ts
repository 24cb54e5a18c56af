// A run: one look for many photos, sent from this browser a few at a time. The words that store, runner and page share.
import type { components } from '@/api/schema';
import type { Look } from '../gallery/look';

export type Job = components['schemas']['Job'];
export type Output = components['schemas']['Output'];

export type RowState = 'waiting' | 'sending' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export const OPEN_STATES: ReadonlySet<RowState> = new Set(['sending', 'queued', 'running']);
export const ENDED_STATES: ReadonlySet<RowState> = new Set(['succeeded', 'failed', 'cancelled']);

export interface Row {
  run: string;
  index: number;
  name: string;
  state: RowState;
  /** How often it was tried; part of its idempotency key, so that a try that is sent twice is one job. */
  attempt: number;
  /** Photo on the server; null: its file is kept in this browser, or it was not sent yet. */
  assetId: string | null;
  jobId: string | null;
  outputs: Output[];
  reason: string | null;
  detail: string | null;
}

export interface Run {
  id: string;
  /** Whose it is: another account in the same browser does not see it. */
  account: string;
  name: string;
  look: Look;
  createdAt: number;
  paused: boolean;
  /** Batch of the server that it took over; null: none. */
  batchId: string | null;
  count: number;
}

export type Counts = Record<RowState, number>;

export function countRows(rows: Iterable<{ state: RowState }>): Counts {
  const counts: Counts = { waiting: 0, sending: 0, queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 };
  for (const row of rows) counts[row.state] += 1;
  return counts;
}

/** A job's state in a row's words: what is given up without a start was cancelled as far as a shop is concerned. */
export function stateOfJob(state: string): RowState {
  switch (state) {
    case 'queued':
    case 'running':
    case 'succeeded':
    case 'failed':
      return state;
    default:
      return 'cancelled';
  }
}

/** The row after a job said where it stands. */
export function rowAfter(row: Row, job: Job): Row {
  const state = stateOfJob(job.state);
  return {
    ...row,
    state,
    jobId: job.id,
    assetId: job.asset_id || row.assetId,
    outputs: job.outputs,
    reason: job.failure?.reason ?? null,
    detail: job.failure?.detail ?? null,
  };
}

/** What is to be done again for a try anew; an ended row without its photo cannot be tried. */
export function again(row: Row): Row {
  return { ...row, state: 'waiting', attempt: row.attempt + 1, jobId: null, outputs: [], reason: null, detail: null };
}

/** A batch of the server as a run of this browser: what was cancelled waits again, from the photos that the server has. */
export function rowsOfJobs(run: string, jobs: readonly Job[]): Row[] {
  const oldestFirst = [...jobs].sort((one, other) => one.create_time.localeCompare(other.create_time));
  return oldestFirst.map((job, index) => {
    const blank: Row = {
      run,
      index,
      name: job.name,
      state: 'waiting',
      attempt: 0,
      assetId: null,
      jobId: null,
      outputs: [],
      reason: null,
      detail: null,
    };
    const row = rowAfter(blank, job);
    return row.state === 'cancelled' ? again(row) : row;
  });
}
