// The jobs of a batch that the server runs, a page at a time, without asking again for what cannot change.
import type { Job } from './runs';

export interface JobsPage {
  token: string;
  next: string;
  jobs: Job[];
}

export type FetchPage = (token: string) => Promise<{ jobs: Job[]; next_page_token: string }>;

const isOpen = (job: Job) => job.state === 'queued' || job.state === 'running';

/** All pages, from the start. */
export async function allPages(fetchPage: FetchPage): Promise<JobsPage[]> {
  const pages: JobsPage[] = [];
  let token = '';
  do {
    const page = await fetchPage(token);
    pages.push({ token, next: page.next_page_token, jobs: page.jobs });
    token = page.next_page_token;
  } while (token);
  return pages;
}

/**
 * The pages as they are now. They come newest first and work begins with the oldest, so only pages with something that runs, and the
 * oldest one with something that waits, can have changed. With `thorough` every page with an open job is asked for.
 */
export async function refreshedPages(
  pages: readonly JobsPage[],
  fetchPage: FetchPage,
  thorough: boolean,
): Promise<JobsPage[]> {
  const lastOpen = pages.findLastIndex((page) => page.jobs.some(isOpen));
  return Promise.all(
    pages.map(async (page, place) => {
      const open = page.jobs.some(isOpen);
      const working = page.jobs.some((job) => job.state === 'running') || place === lastOpen;
      if (!open || !(thorough || working)) return page;
      const fresh = await fetchPage(page.token);
      return { ...page, jobs: fresh.jobs, next: fresh.next_page_token };
    }),
  );
}
