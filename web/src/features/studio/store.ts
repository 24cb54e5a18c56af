// What lies on the studio's table. It lives beside the pages, so that work goes on while another page is looked at.
import { useSyncExternalStore } from 'react';
import type { Problem } from '@/api/problem';
import { currentStanding, onStanding } from '@/api/session';
import { beginning, changed, redone, undone, type History } from './history';
import { freshLook, type Look, type Options, type Size } from './look';
import type { Manifest, Report } from './pictures';

export interface Cutout {
  /** The product on nothing, as large as the preview. */
  product: Blob;
  url: string;
  /** The product alone, small: what thumbnails of sets are made from. */
  small: Blob;
  /** Cropped to the product; scenes are previewed with it. */
  medium: Blob;
  report: Report;
}

export interface Photo {
  id: string;
  name: string;
  /** As it came; null: still to be fetched from what is kept. */
  file: Blob | null;
  size: Size | null;
  previewUrl: string | null;
  assetId: string | null;
  cutout: Cutout | null;
  problem: Problem | null;
}

export interface Result {
  assetId: string;
  variant: number;
  manifest: Manifest | null;
}

export interface Making {
  id: string;
  photoId: string;
  jobId: string | null;
  /** What it is made from and how; known once it is handed in. */
  source: { assetId: string; name: string } | null;
  options: Options | null;
  look: Look;
  /** `sending`, then the job's. */
  state: string;
  progress: { stage: string; step: number; total: number } | null;
  previewUrl: string | null;
  /** Whether the line to the server holds. */
  connected: boolean;
  problem: Problem | null;
  results: Result[];
}

export type View = 'cutout' | 'scene' | 'results';

export interface Chosen {
  makingId: string;
  index: number;
}

export interface Studio {
  photos: readonly Photo[];
  currentId: string | null;
  look: History<Look>;
  makings: readonly Making[];
  view: View;
  chosen: Chosen | null;
  compared: Chosen | null;
}

const listeners = new Set<() => void>();
let state: Studio = empty();

function empty(): Studio {
  return {
    photos: [],
    currentId: null,
    look: beginning(freshLook()),
    makings: [],
    view: 'cutout',
    chosen: null,
    compared: null,
  };
}

export function studio(): Studio {
  return state;
}

export function update(change: (before: Studio) => Partial<Studio>): void {
  state = { ...state, ...change(state) };
  for (const listener of listeners) listener();
}

export function onStudio(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStudio<T>(select: (studio: Studio) => T): T {
  return useSyncExternalStore(onStudio, () => select(state));
}

export function updatePhoto(id: string, change: Partial<Photo>): void {
  update(({ photos }) => ({ photos: photos.map((one) => (one.id === id ? { ...one, ...change } : one)) }));
}

export function updateMaking(id: string, change: Partial<Making>): void {
  update(({ makings }) => ({ makings: makings.map((one) => (one.id === id ? { ...one, ...change } : one)) }));
}

/** Changes the look; changes of one `kind` in a row are one step of undo. */
export function changeLook(change: Partial<Look>, kind = ''): void {
  update(({ look }) => ({ look: changed(look, { ...look.now, ...change }, kind, performance.now()) }));
}

export function undo(): void {
  update(({ look }) => ({ look: undone(look) }));
}

export function redo(): void {
  update(({ look }) => ({ look: redone(look) }));
}

export const photoOf = (id: string | null) => state.photos.find((one) => one.id === id) ?? null;
export const makingOf = (id: string | null) => state.makings.find((one) => one.id === id) ?? null;

export function useLook(): Look {
  return useStudio((all) => all.look.now);
}

export function useCurrentPhoto(): Photo | null {
  return useStudio((all) => all.photos.find((one) => one.id === all.currentId) ?? null);
}

/** The table is cleared for whoever comes next. */
onStanding(() => {
  if (currentStanding().state !== 'out' || state.photos.length + state.makings.length === 0) return;
  for (const { previewUrl, cutout } of state.photos) {
    if (previewUrl) URL.revokeObjectURL(previewUrl);
    if (cutout) URL.revokeObjectURL(cutout.url);
  }
  update(empty);
});
