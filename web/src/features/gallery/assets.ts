// Assets as the pages ask for them and change them.
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { api, send, told, type Schemas } from '@/api/client';
import { problemOf } from '@/api/problem';
import { currentLanguage } from '@/i18n/language';
import { wordsOf } from '@/ui/ProblemMessage';
import { commonTexts } from '@/ui/texts';
import { toast } from '@/ui/toasts';
import { Deletions } from './deletions';
import { assetQueryOf, type Filters } from './filters';
import { galleryTexts } from './texts';
import { queryClient } from '@/app/queries';

export type Asset = Schemas['Asset'];
type Page = Schemas['Assets'];
export type AssetChange = Partial<Pick<Asset, 'title' | 'tags' | 'favourite' | 'expire_time'>>;

const PAGE = 100;
const LISTS = ['assets', 'list'] as const;

export function assetsQuery(filters: Filters) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, filters],
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/v1/assets', {
          params: { query: { ...assetQueryOf(filters), page_size: PAGE, page_token: pageParam } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next_page_token || undefined,
    // Comparing ten thousand assets with themselves at each page costs more than it saves.
    structuralSharing: false,
  });
}

export function assetQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'one', id],
    queryFn: ({ signal }) => told(api.GET('/v1/assets/{asset_id}', { params: { path: { asset_id: id } }, signal })),
  });
}

export function childrenQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'children', id],
    queryFn: ({ signal }) =>
      told(api.GET('/v1/assets', { params: { query: { parent_id: id, page_size: 48 } }, signal })),
  });
}

export const usageQuery = queryOptions({
  queryKey: ['usage'],
  queryFn: ({ signal }) => told(api.GET('/v1/usage', { signal })),
});

/** Puts what is known of an asset into everything that shows it. */
function settle(client: QueryClient, id: string, change: (asset: Asset) => Asset): void {
  client.setQueryData<Asset>(['assets', 'one', id], (one) => one && change(one));
  client.setQueriesData<InfiniteData<Page>>(
    { queryKey: LISTS },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) =>
          page.assets.some((one) => one.id === id)
            ? { ...page, assets: page.assets.map((one) => (one.id === id ? change(one) : one)) }
            : page,
        ),
      },
  );
}

export function toastProblem(error: unknown): void {
  const { what, todo } = wordsOf(problemOf(error), currentLanguage());
  toast({ title: what, detail: todo, tone: 'danger' });
}

/** Changes an asset: shown at once, taken back where the server refuses. */
export function useAssetChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ asset, change }: { asset: Asset; change: AssetChange }) =>
      told(
        api.PATCH('/v1/assets/{asset_id}', {
          params: { path: { asset_id: asset.id } },
          body: change,
        }),
      ),
    onMutate: ({ asset, change }) => settle(client, asset.id, (one) => ({ ...one, ...change })),
    // Only what was asked for: another change may be on its way, and this answer does not know of it.
    onSuccess: (now, { change }) => {
      const changed = Object.fromEntries(Object.keys(change).map((name) => [name, now[name as keyof Asset]]));
      settle(client, now.id, (one) => ({
        ...one,
        update_time: now.update_time,
        expire_time: now.expire_time,
        ...changed,
      }));
    },
    onError: (error, { asset, change }) => {
      const before = Object.fromEntries(Object.keys(change).map((name) => [name, asset[name as keyof Asset]]));
      settle(client, asset.id, (one) => ({ ...one, ...before }));
      toastProblem(error);
    },
  });
}

export const deletions = new Deletions(
  async (id, leaving) => {
    await send(`/v1/assets/${encodeURIComponent(id)}`, { method: 'DELETE', keepalive: leaving });
  },
  (deleted, kept) => {
    if (kept.length > 0) toast({ title: galleryTexts[currentLanguage()].notDeleted(kept.length), tone: 'danger' });
    for (const id of deleted) queryClient.removeQueries({ queryKey: ['assets', 'one', id] });
    void queryClient.invalidateQueries({ queryKey: ['usage'] });
  },
);

window.addEventListener('pagehide', () => deletions.flush());

/** Deletes once the notice has gone without an undo. */
export function deleteWithUndo(ids: readonly string[], undone: () => void = () => undefined): void {
  const ticket = deletions.hide(ids);
  const language = currentLanguage();
  toast({
    title: galleryTexts[language].deleted(ids.length),
    detail: galleryTexts[language].deletedDetail,
    seconds: 8,
    action: {
      label: commonTexts[language].undo,
      run: () => {
        deletions.undo(ticket);
        undone();
      },
    },
    onGone: () => void deletions.carryOut(ticket),
  });
}

/** Whether it is a picture that can be shown. */
export function isPicture(asset: Asset): boolean {
  return asset.width > 0;
}

/** Whether parts of it may be transparent. */
export function isClear(asset: Asset): boolean {
  return asset.layer === 'product' || asset.layer === 'shadow';
}
