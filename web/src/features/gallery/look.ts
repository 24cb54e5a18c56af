// A look: what makes two pictures of different products belong together. Taken from a manifest, without what belongs to one product.
import type { components } from '@/api/schema';

export type Asset = components['schemas']['Asset'];

/** Options of a scene, as `/v1/jobs` takes them. */
export type SceneOptions = Record<string, string | number | boolean>;

export interface Look {
  recipe: 'scene' | 'cutout';
  options: SceneOptions;
}

const SHADOWS = new Set(['none', 'contact', 'soft', 'hard', 'floating']);

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** The look of a manifest's document. Null where there is none to take. Placement and camera stay behind: they are the product's. */
export function lookOfManifest(document: unknown): Look | null {
  const plan = object(document);
  const prompt = text(plan['prompt']);
  if (!prompt) return null;
  const options: SceneOptions = { prompt };
  const negative = text(plan['negative_prompt']);
  if (negative) options['negative_prompt'] = negative;
  const set = text(plan['set_name']);
  if (set) options['set'] = set;
  for (const name of ['seed', 'width', 'height'] as const) {
    const value = number(plan[name]);
    if (value !== null && Number.isSafeInteger(value)) options[name] = value;
  }
  const light = object(plan['light']);
  const azimuth = number(light['azimuth_deg']);
  if (azimuth !== null) options['light_direction'] = round(((azimuth % 360) + 360) % 360);
  const elevation = number(light['elevation_deg']);
  if (elevation !== null && elevation >= 15 && elevation <= 80) options['light_height'] = round(elevation);
  const shadow = text(plan['shadow']);
  if (SHADOWS.has(shadow)) options['shadow'] = shadow;
  const intensity = number(plan['shadow_intensity']);
  if (intensity !== null && intensity !== 1) options['shadow_intensity'] = intensity;
  const match = number(plan['light_match']);
  if (match) options['light_match'] = match;
  return { recipe: 'scene', options };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The look of something kept: a scene's from its manifest; a cutout's is to be a cutout. Null for photos and zips. */
export function lookOfAsset(asset: Pick<Asset, 'recipe' | 'manifest'>): Look | null {
  if (asset.recipe === 'cutout') return { recipe: 'cutout', options: {} };
  return asset.recipe === 'scene' ? lookOfManifest(asset.manifest) : null;
}

/** A look in a few words, for people. */
export function lookTitle(look: Look): string {
  return look.recipe === 'cutout' ? '' : String(look.options['prompt'] ?? '');
}

/** Facts of a manifest that a person may want to see. */
export interface Recipe {
  prompt: string;
  negative: string;
  set: string;
  engine: string;
  seed: string;
  size: string;
  shadow: string;
}

export function recipeOf(document: unknown): Recipe | null {
  const plan = object(document);
  if (!text(plan['engine'])) return null;
  const [width, height, seed] = [number(plan['width']), number(plan['height']), number(plan['seed'])];
  return {
    prompt: text(plan['prompt']),
    negative: text(plan['negative_prompt']),
    set: text(plan['set_name']),
    engine: [text(plan['engine']), text(plan['engine_version'])].filter(Boolean).join(' '),
    seed: seed === null ? '' : String(seed),
    size: width === null || height === null ? '' : `${width} × ${height}`,
    shadow: text(plan['shadow']),
  };
}
