// The one cache of thumbnails that gallery and batch share.
import { useCallback, useSyncExternalStore } from 'react';
import { assetBlob } from '@/api/client';
import { currentStanding, onStanding } from '@/api/session';
import { ThumbnailCache } from './thumbnailCache';

const cache = new ThumbnailCache((id, signal) => assetBlob(id, 'thumbnail', signal));

onStanding(() => {
  // Another account may sign in next.
  if (currentStanding().state === 'out') cache.clear();
});

/** Address of a thumbnail: null until it is there; `failed` where it will not come. */
export function useThumbnail(id: string): { url: string | null; failed: boolean } {
  const subscribe = useCallback((listener: () => void) => cache.hold(id, listener), [id]);
  const url = useSyncExternalStore(subscribe, () => cache.url(id));
  const failed = useSyncExternalStore(subscribe, () => cache.failed(id));
  return { url, failed };
}
