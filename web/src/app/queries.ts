// What is asked for once and shared by pages.
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, assetBlob, told } from '@/api/client';
import { isPassing } from '@/api/problem';

const TRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (count, error) => count < TRIES && isPassing(error) },
    mutations: { retry: false },
  },
});

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: () => told(api.GET('/v1/account')),
  staleTime: 300_000,
});

export const setsQuery = queryOptions({
  queryKey: ['sets'],
  queryFn: () => told(api.GET('/v1/sets')),
  staleTime: Infinity,
});

/** An address for a blob, given back when nothing shows it any more. */
export function useBlobUrl(blob: Blob | null | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address is a resource; making it while rendering would leak
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}

/** Bytes of assets never change: kept as long as the page has room. */
export function assetQuery(id: string, what: 'content' | 'thumbnail') {
  return queryOptions({
    queryKey: ['asset-bytes', what, id],
    queryFn: ({ signal }) => assetBlob(id, what, signal),
    staleTime: Infinity,
    gcTime: what === 'content' ? 60_000 : 600_000,
  });
}

/** An address that shows an asset in an `img`; null until it is there. */
export function useAssetUrl(
  id: string | null,
  what: 'content' | 'thumbnail',
): { url: string | null; error: Error | null } {
  const { data, error } = useQuery({ ...assetQuery(id ?? '', what), enabled: id !== null });
  return { url: useBlobUrl(data), error };
}
