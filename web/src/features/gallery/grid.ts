// Where pictures stand in the gallery: numbers only.

export interface Grid {
  columns: number;
  cell_px: number;
  gap_px: number;
}

const CAPTION_PX = 46;

/** As many columns as fit; two on a phone. */
export function gridOf(width_px: number): Grid {
  const gap_px = width_px < 560 ? 8 : 14;
  const least_px = width_px < 560 ? 140 : 190;
  const columns = Math.max(2, Math.floor((width_px + gap_px) / (least_px + gap_px)));
  return { columns, gap_px, cell_px: Math.max(60, (width_px - gap_px * (columns - 1)) / columns) };
}

export function rowHeight(grid: Grid): number {
  return Math.round(grid.cell_px + CAPTION_PX + grid.gap_px);
}

/** Where the focus goes by a key; null where the key is none of ours. */
export function moved(from: number, key: string, columns: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowDown':
      return from + columns <= last
        ? from + columns
        : Math.floor(from / columns) < Math.floor(last / columns)
          ? last
          : from;
    case 'ArrowUp':
      return from - columns >= 0 ? from - columns : from;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
