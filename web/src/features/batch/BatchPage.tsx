import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { PageWait } from '@/app/Faults';
import { useMessages } from '@/i18n/language';
import { assetIdIn, photoIdsIn } from '../gallery/handover';
import { BatchList } from './BatchList';
import css from './BatchPage.module.css';
import { manager } from './manager';
import { NewBatch } from './NewBatch';
import { batchTexts } from './texts';

// Who begins a batch need not wait for what shows one.
const RunView = lazy(() => import('./RunView').then((one) => ({ default: one.RunView })));
const ServerView = lazy(() => import('./ServerView').then((one) => ({ default: one.ServerView })));

function useManager() {
  useEffect(() => void manager.wake(), []);
  return useSyncExternalStore(manager.subscribe, manager.snapshot);
}

export function BatchPage() {
  const t = useMessages(batchTexts);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const { ready, runners } = useManager();
  const open = typeof search['open'] === 'string' ? search['open'] : null;
  // A batch that this browser took over is shown as what it is now.
  const runner = runners.find((one) => one.snapshot().run.id === open || one.snapshot().run.batchId === open);
  if (open !== null && runner) {
    return (
      <Suspense fallback={<PageWait />}>
        <RunView key={open} runner={runner} />
      </Suspense>
    );
  }
  if (open?.startsWith('bat_') && ready) {
    return (
      <Suspense fallback={<PageWait />}>
        <ServerView key={open} id={open} />
      </Suspense>
    );
  }
  const look = assetIdIn(search, 'look');
  return (
    <div className={css.page}>
      <div className={css.head}>
        <h1>{t.title}</h1>
        <p className={css.soft}>{t.lead}</p>
      </div>
      <NewBatch key={`${look ?? ''}${String(search['photos'])}`} lookFrom={look} photoIds={photoIdsIn(search)} />
      <BatchList />
    </div>
  );
}
