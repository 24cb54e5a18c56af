import { describe, expect, it, vi } from 'vitest';
import { allPages, refreshedPages, type FetchPage, type JobsPage } from './batchPages';
import type { Job } from './runs';

const job = (state: string) => ({ id: state, state }) as Job;
const page = (token: string, ...states: string[]): JobsPage => ({ token, next: '', jobs: states.map(job) });

describe('allPages', () => {
  it('goes on until there is no next one', async () => {
    const fetchPage = vi.fn((token: string) =>
      Promise.resolve({ jobs: [job('queued')], next_page_token: token === '' ? 'b' : '' }),
    );
    expect((await allPages(fetchPage)).map((one) => one.token)).toEqual(['', 'b']);
  });
});

describe('refreshedPages', () => {
  const fetchPage = () => vi.fn<FetchPage>(() => Promise.resolve({ jobs: [job('succeeded')], next_page_token: '' }));

  it('asks only for pages where something can have changed', async () => {
    const fetch = fetchPage();
    const pages = [
      page('a', 'queued', 'queued'),
      page('b', 'queued', 'running'),
      page('c', 'queued', 'failed'),
      page('d', 'succeeded'),
    ];
    await refreshedPages(pages, fetch, false);
    expect(fetch.mock.calls.flat()).toEqual(['b', 'c']);
  });

  it('asks for all that is open where the batch has ended', async () => {
    const fetch = fetchPage();
    await refreshedPages([page('a', 'queued'), page('b', 'running'), page('c', 'succeeded')], fetch, true);
    expect(fetch.mock.calls.flat()).toEqual(['a', 'b']);
  });
});
