// What runs and zips ask of the gateway.
import { send } from '@/api/client';
import { problemOf, type Problem } from '@/api/problem';
import type { Look } from '../gallery/look';
import { Refusal, type RunnerApi } from './runner';
import type { Job, Row } from './runs';

function refusalOf(problem: Problem): Refusal {
  return new Refusal(
    problem.reason === 'NETWORK' ? 0 : problem.status,
    problem.reason,
    problem.detail,
    problem.retryAfterSeconds,
  );
}

async function asked<T>(path: string, init?: RequestInit): Promise<T> {
  try {
    return (await (await send(path, init)).json()) as T;
  } catch (error) {
    throw refusalOf(problemOf(error));
  }
}

/** The form of a job: the recipe, its options, and the photo or what the server knows it by. */
export function formOf(row: Pick<Row, 'name' | 'assetId'>, photo: Blob | null, look: Look): FormData {
  const form = new FormData();
  form.set('recipe', look.recipe);
  form.set('priority', 'batch');
  form.set('name', row.name.slice(-200));
  for (const [name, value] of Object.entries(look.options)) form.set(name, String(value));
  if (row.assetId !== null) form.set('asset_id', row.assetId);
  else if (photo) form.set('photo', photo, row.name.split('/').pop());
  return form;
}

const path = (id: string) => `/v1/jobs/${encodeURIComponent(id)}`;

export const jobsApi: RunnerApi = {
  createJob: (row, photo, look, key) =>
    asked<Job>('/v1/jobs', { method: 'POST', body: formOf(row, photo, look), headers: { 'idempotency-key': key } }),
  getJob: (id) => asked<Job>(path(id)),
  cancelJob: (id) => asked<Job>(path(id), { method: 'DELETE' }),
};
