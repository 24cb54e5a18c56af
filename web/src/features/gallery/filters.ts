// What the gallery shows, in the page's address, so that back, reload and a sent link show the same.

export const SHOWN = ['all', 'scenes', 'cutouts', 'photos', 'layers', 'archives'] as const;
export type Shown = (typeof SHOWN)[number];

export interface Filters {
  show: Shown;
  text: string;
  tag: string;
  saved: boolean;
}

export const NO_FILTERS: Filters = { show: 'all', text: '', tag: '', saved: false };

/** The filters in a query: `?show=scenes&text=mug&tag=spring&saved=1`. Whatever makes no sense is left out. */
export function readFilters(search: Readonly<Record<string, unknown>>): Filters {
  const text = (name: string) =>
    typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]).slice(0, 200) : '';
  const show = SHOWN.find((one) => one === search['show']) ?? 'all';
  return {
    show,
    text: text('text'),
    tag: text('tag'),
    saved: ['1', 1, true, 'true'].includes(search['saved'] as string),
  };
}

/** The other way; what is as usual is not said. */
export function searchOf({ show, text, tag, saved }: Filters): Record<string, string | number> {
  return { ...(show !== 'all' && { show }), ...(text && { text }), ...(tag && { tag }), ...(saved && { saved: 1 }) };
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(searchOf(filters)).length > 0;
}

export interface AssetQuery {
  kind?: 'photo' | 'result' | 'layer' | 'archive';
  recipe?: string;
  text?: string;
  tag?: string[];
  favourites_only?: boolean;
}

/** What `/v1/assets` is asked for. */
export function assetQueryOf({ show, text, tag, saved }: Filters): AssetQuery {
  const what: Record<Shown, AssetQuery> = {
    all: {},
    scenes: { kind: 'result', recipe: 'scene' },
    cutouts: { kind: 'result', recipe: 'cutout' },
    photos: { kind: 'photo' },
    layers: { kind: 'layer' },
    archives: { kind: 'archive' },
  };
  return { ...what[show], ...(text && { text }), ...(tag && { tag: [tag] }), ...(saved && { favourites_only: true }) };
}

/** Labels as a person writes them: by commas, each once, within the limits of the server. */
export function readTags(written: string): string[] {
  const found = written.split(',').map((one) => one.trim().replace(/\s+/g, ' ').slice(0, 40));
  return [...new Set(found.filter(Boolean))].slice(0, 20);
}
