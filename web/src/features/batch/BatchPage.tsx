import { useSearch } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useMessages } from '@/i18n/language';
import { assetIdIn, photoIdsIn } from '../gallery/handover';
import { BatchList } from './BatchList';
import css from './BatchPage.module.css';
import { manager } from './manager';
import { NewBatch } from './NewBatch';
import { RunView } from './RunView';
import { ServerView } from './ServerView';
import { batchTexts } from './texts';

export function useManager() {
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
  if (open !== null && runner) return <RunView key={open} runner={runner} />;
  if (open?.startsWith('bat_') && ready) return <ServerView key={open} id={open} />;
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
