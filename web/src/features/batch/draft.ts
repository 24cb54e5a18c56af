// The look of a batch while it is being chosen.
import type { Look, SceneOptions } from '../gallery/look';

export const KINDS = ['scene', 'cutout'] as const;
export const RATIOS = ['1:1', '4:5', '3:4', '2:3', '16:9', '9:16'] as const;
export const SIDES = [1024, 1600, 2048] as const;
export const FORMATS = ['png', 'jpeg', 'webp', 'avif'] as const;

export interface Draft {
  kind: (typeof KINDS)[number];
  set: string;
  prompt: string;
  ratio: (typeof RATIOS)[number];
  side: (typeof SIDES)[number];
  format: (typeof FORMATS)[number];
  crop: boolean;
}

export const FIRST_DRAFT: Draft = {
  kind: 'scene',
  set: '',
  prompt: '',
  ratio: '1:1',
  side: 1024,
  format: 'png',
  crop: false,
};

/** A size with that proportion whose longer side is `side`. */
export function sizeOf(ratio: string, side: number): { width: number; height: number } {
  const [across = 1, up = 1] = ratio.split(':').map(Number);
  const longer = Math.max(across, up);
  return { width: Math.round((side * across) / longer), height: Math.round((side * up) / longer) };
}

/** Whether it says what is to be made. */
export function isWhole(draft: Draft): boolean {
  return draft.kind === 'cutout' || draft.set !== '' || draft.prompt.trim() !== '';
}

/** The look that it asks for. A set alone is its own description. */
export function lookOfDraft(draft: Draft): Look {
  const format: SceneOptions = draft.format === 'png' ? {} : { format: draft.format };
  if (draft.kind === 'cutout')
    return { recipe: 'cutout', options: { ...format, ...(draft.crop && { crop: true, margin: 0.05 }) } };
  const prompt = draft.prompt.trim() || draft.set.replaceAll('_', ' ');
  return {
    recipe: 'scene',
    options: { prompt, ...(draft.set && { set: draft.set }), ...sizeOf(draft.ratio, draft.side), ...format },
  };
}
