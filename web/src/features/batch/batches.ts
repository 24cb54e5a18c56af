// Batches that the server runs, as the page asks for them.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, told, type Schemas } from '@/api/client';
import { queryClient } from '@/app/queries';
import { allPages, refreshedPages, type FetchPage, type JobsPage } from './batchPages';
import type { Row, RowState } from './runs';
import { stateOfJob, type Job } from './runs';

export type Batch = Schemas['Batch'];

const EVERY_MS = 2_000;
const LIST_EVERY_MS = 5_000;
const JOBS_A_PAGE = 100;

export function isLive(batch: Pick<Batch, 'state'>): boolean {
  return batch.state === 'unpacking' || batch.state === 'running';
}

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches', 'list'],
  queryFn: ({ pageParam, signal }) =>
    told(api.GET('/v1/batches', { params: { query: { page_size: 20, page_token: pageParam } }, signal })),
  initialPageParam: '',
  getNextPageParam: (page: Schemas['Batches']) => page.next_page_token || undefined,
  refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.batches.some(isLive)) ? LIST_EVERY_MS : false),
});

export function batchQuery(id: string) {
  return queryOptions({
    queryKey: ['batches', 'one', id],
    queryFn: ({ signal }) => told(api.GET('/v1/batches/{batch_id}', { params: { path: { batch_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && !isLive(state.data) ? false : EVERY_MS),
  });
}

function fetchPage(id: string): FetchPage {
  return (token) =>
    told(api.GET('/v1/jobs', { params: { query: { batch_id: id, page_size: JOBS_A_PAGE, page_token: token } } }));
}

/** All jobs of a batch as they are now, oldest last. */
export function everyJob(id: string): Promise<Job[]> {
  return allPages(fetchPage(id)).then((pages) => pages.flatMap((page) => page.jobs));
}

/** The jobs of a batch, page by page; `state` is the batch's, which says how much can have changed. */
export function batchJobsQuery(id: string, state: string) {
  return queryOptions({
    queryKey: ['batches', 'jobs', id, state],
    queryFn: async () => {
      const before = queryClient.getQueryData<JobsPage[]>(['batches', 'jobs', id, state]);
      // While it is unpacked, new jobs move what is on which page.
      if (!before || state === 'unpacking') return allPages(fetchPage(id));
      return refreshedPages(before, fetchPage(id), state !== 'running');
    },
    refetchInterval: isLive({ state }) ? EVERY_MS : false,
    placeholderData: (before: JobsPage[] | undefined) => before,
  });
}

/** A photo of a batch in the table, whoever works on it. */
export interface Line {
  key: string;
  name: string;
  state: RowState;
  reason: string | null;
  detail: string | null;
  photo: string | null;
  result: string | null;
}

export function lineOfRow(row: Row): Line {
  const { index, name, state, reason, detail, assetId, outputs } = row;
  return { key: String(index), name, state, reason, detail, photo: assetId, result: outputs[0]?.asset_id ?? null };
}

export function lineOfJob(job: Job): Line {
  return {
    key: job.id,
    name: job.name,
    state: stateOfJob(job.state),
    reason: job.failure?.reason ?? null,
    detail: job.failure?.detail ?? null,
    photo: job.asset_id || null,
    result: job.outputs[0]?.asset_id ?? null,
  };
}
