import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useMessages } from '@/i18n/language';
import { announce } from '@/ui/announce';
import { Skeleton } from '@/ui/States';
import { deleteWithUndo, useAssetChange, type Asset } from './assets';
import { gridOf, moved, rowHeight } from './grid';
import css from './PictureGrid.module.css';
import { PictureCell } from './PictureCell';
import { galleryTexts } from './texts';

export interface PictureGridProps {
  assets: readonly Asset[];
  pending: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  selected: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

const ROWS_AHEAD = 3;

export function PictureGrid({ assets, pending, hasMore, loadingMore, onMore, selected, onToggle }: PictureGridProps) {
  const t = useMessages(galleryTexts);
  const list = useRef<HTMLUListElement>(null);
  const { width, top } = usePlace(list);
  const grid = gridOf(width);
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const change = useAssetChange();

  const loaded = Math.ceil(assets.length / grid.columns);
  const rows = pending ? 4 : loaded + (hasMore ? 1 : 0);
  const virtual = useWindowVirtualizer({
    count: rows,
    estimateSize: () => rowHeight(grid),
    overscan: ROWS_AHEAD,
    scrollMargin: top,
    // The bar at the top covers what is scrolled under it.
    scrollPaddingStart: 72,
    scrollPaddingEnd: 80,
  });
  const height = rowHeight(grid);
  useLayoutEffect(() => virtual.measure(), [virtual, height]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useLayoutEffect(() => {
    if (hasMore && !loadingMore && last >= loaded - ROWS_AHEAD) onMore();
  }, [hasMore, loadingMore, last, loaded, onMore]);

  // The picture that the focus goes to may only now be on the page.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const link = list.current?.querySelector<HTMLElement>(`[data-place="${wanted.current}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const target = event.target as HTMLElement;
    const place = Number(target.dataset['place']);
    const asset = assets[place];
    if (!asset || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(place, event.key, grid.columns, assets.length);
    if (next !== null) {
      event.preventDefault();
      setActive(next);
      wanted.current = next;
      virtual.scrollToIndex(Math.floor(next / grid.columns));
      list.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus({ preventScroll: true });
    } else if (event.code === 'KeyX' || event.key === ' ') {
      event.preventDefault();
      onToggle(asset.id);
    } else if (event.code === 'KeyS') {
      change.mutate({ asset, change: { favourite: !asset.favourite } });
      announce(asset.favourite ? t.unsave(asset.title) : t.save(asset.title));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      wanted.current = Math.min(place, assets.length - 2);
      setActive(Math.max(0, wanted.current));
      deleteWithUndo([asset.id]);
    }
  };

  const cells = shown.flatMap((row) =>
    Array.from({ length: grid.columns }, (_, column) => {
      const place = row.index * grid.columns + column;
      const asset = assets[place];
      const style = {
        width: grid.cell_px,
        height: height - grid.gap_px,
        transform: `translate(${column * (grid.cell_px + grid.gap_px)}px, ${row.start - top}px)`,
      };
      if (asset) {
        return (
          <li
            key={asset.id}
            className={css.cell}
            style={style}
            aria-setsize={hasMore ? -1 : assets.length}
            aria-posinset={place + 1}
          >
            <PictureCell
              asset={asset}
              place={place}
              active={place === Math.min(active, assets.length - 1)}
              selected={selected.has(asset.id)}
              onToggle={() => onToggle(asset.id)}
              onFocus={() => setActive(place)}
              onSave={() => change.mutate({ asset, change: { favourite: !asset.favourite } })}
            />
          </li>
        );
      }
      return pending || (hasMore && row.index >= loaded) ? (
        <li key={`waiting-${place}`} className={css.cell} style={style} aria-hidden>
          <div className={css.square}>
            <Skeleton />
          </div>
        </li>
      ) : null;
    }),
  );
  return (
    <>
      <p id="gallery-keys" className="hidden">
        {t.keys}
      </p>
      {/* The keys are those of the links inside; the list itself takes no focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        ref={list}
        className={css.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t.pictures}
        aria-describedby="gallery-keys"
        aria-busy={pending || loadingMore}
        onKeyDown={onKeyDown}
      >
        {width > 0 && cells}
      </ul>
      {!pending && !hasMore && <p className={css.end}>{t.end(assets.length)}</p>}
    </>
  );
}

/** How wide it is, and how far from the top of the document. */
function usePlace(of: React.RefObject<HTMLElement | null>): { width: number; top: number } {
  const [place, setPlace] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const element = of.current;
    if (!element) return;
    const measure = () => {
      const next = {
        width: element.clientWidth,
        top: Math.round(element.getBoundingClientRect().top + window.scrollY),
      };
      setPlace((before) => (before.width === next.width && before.top === next.top ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [of]);
  return place;
}
