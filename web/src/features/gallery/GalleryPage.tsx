import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useFormats, useMessages } from '@/i18n/language';
import { Button, buttonClass } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Empty } from '@/ui/States';
import { assetsQuery, deletions, usageQuery } from './assets';
import { isFiltered, NO_FILTERS, readFilters, searchOf, SHOWN, type Filters } from './filters';
import css from './GalleryPage.module.css';
import { PictureGrid } from './PictureGrid';
import { SelectionBar } from './SelectionBar';
import { galleryTexts } from './texts';

const TYPING_MS = 300;

export function GalleryPage() {
  const t = useMessages(galleryTexts);
  const filters = readFilters(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const change = (part: Partial<Filters>) => {
    setSelected(new Set());
    void navigate({ to: '/gallery', search: searchOf({ ...filters, ...part }), replace: true });
  };
  const list = useInfiniteQuery(assetsQuery(filters));
  const hidden = useSyncExternalStore(deletions.subscribe, deletions.hidden);
  const assets = useMemo(
    () => list.data?.pages.flatMap((page) => page.assets).filter((one) => !hidden.has(one.id)) ?? [],
    [list.data, hidden],
  );
  const chosen = assets.filter((one) => selected.has(one.id));
  const toggle = (id: string) =>
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <div className={css.page}>
      <div className={css.head}>
        <h1>{t.title}</h1>
        <Storage />
      </div>
      <FilterBar filters={filters} onChange={change} />
      {list.isError && assets.length === 0 && <ProblemMessage error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && assets.length === 0 && !list.hasNextPage && (
        <Nothing filters={filters} onReset={() => change(NO_FILTERS)} />
      )}
      {(list.isPending || assets.length > 0 || list.hasNextPage) && (
        <PictureGrid
          assets={assets}
          pending={list.isPending}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => {
            if (!list.isFetchingNextPage) void list.fetchNextPage();
          }}
          selected={selected}
          onToggle={toggle}
        />
      )}
      {list.isError && assets.length > 0 && (
        <ProblemMessage error={list.error} quiet onRetry={() => void list.fetchNextPage()} />
      )}
      {chosen.length > 0 && <SelectionBar assets={chosen} onClear={() => setSelected(new Set())} />}
    </div>
  );
}

function Storage() {
  const t = useMessages(galleryTexts);
  const formats = useFormats();
  const { data } = useQuery(usageQuery);
  const limit = data?.quota.storage_bytes ?? 0;
  return (
    <p className={css.storage}>
      {data && (
        <>
          <span>
            {limit > 0
              ? t.usedOf(formats.bytes(data.storage_bytes), formats.bytes(limit), data.assets)
              : t.used(formats.bytes(data.storage_bytes), data.assets)}
          </span>
          {limit > 0 && (
            <meter
              aria-label={t.storage}
              min={0}
              max={limit}
              high={0.9 * limit}
              optimum={0}
              value={data.storage_bytes}
            />
          )}
        </>
      )}
    </p>
  );
}

function FilterBar({ filters, onChange }: { filters: Filters; onChange: (part: Partial<Filters>) => void }) {
  const t = useMessages(galleryTexts);
  return (
    <div className={css.filters} role="search">
      <SearchField key={filters.text} text={filters.text} onChange={(text) => onChange({ text })} />
      <div className={css.chips} role="group" aria-label={t.show}>
        {SHOWN.map((one) => (
          <button
            key={one}
            type="button"
            className={css.chip}
            aria-pressed={filters.show === one}
            onClick={() => onChange({ show: one })}
          >
            {t.shown[one]}
          </button>
        ))}
        <button
          type="button"
          className={css.chip}
          aria-pressed={filters.saved}
          aria-label={t.savedOnly}
          onClick={() => onChange({ saved: !filters.saved })}
        >
          <Icon name="heart" size={16} />
          {t.saved}
        </button>
        {filters.tag && (
          <button
            type="button"
            className={css.chip}
            aria-pressed
            aria-label={t.labelOff(filters.tag)}
            onClick={() => onChange({ tag: '' })}
          >
            <Icon name="tag" size={16} />
            {filters.tag}
            <Icon name="close" size={14} />
          </button>
        )}
      </div>
    </div>
  );
}

/** Asks the server when a person stops typing, not at each letter. */
function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const t = useMessages(galleryTexts);
  const [written, setWritten] = useState(text);
  useEffect(() => {
    if (written.trim() === text) return;
    const timer = setTimeout(() => onChange(written.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <label className={css.search}>
      <span className="hidden">{t.search}</span>
      <Icon name="search" size={18} />
      <input
        type="search"
        value={written}
        placeholder={t.searchShort}
        // The field is made anew when the address changes; who is typing goes on typing.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={text !== ''}
        onChange={(event) => setWritten(event.target.value)}
      />
    </label>
  );
}

function Nothing({ filters, onReset }: { filters: Filters; onReset: () => void }) {
  const t = useMessages(galleryTexts);
  if (isFiltered(filters)) {
    const onlySaved = filters.saved && !filters.text && !filters.tag;
    return (
      <Empty
        icon={onlySaved ? 'heart' : 'search'}
        title={t.noneTitle}
        actions={<Button onClick={onReset}>{t.noneReset}</Button>}
      >
        {onlySaved ? t.noneSaved : t.none}
      </Empty>
    );
  }
  return (
    <Empty
      icon="gallery"
      title={t.emptyTitle}
      actions={
        <>
          <Link to="/studio" className={buttonClass({ kind: 'main' })}>
            {t.emptyStudio}
          </Link>
          <Link to="/batch" className={buttonClass()}>
            {t.emptyBatch}
          </Link>
        </>
      }
    >
      {t.empty}
    </Empty>
  );
}
