// A look: everything that is said about a scene, apart from the photo. Pure; what it is called over HTTP is known here alone.

export type Shadow = 'none' | 'contact' | 'soft' | 'hard' | 'floating';
export const SHADOWS: readonly Shadow[] = ['none', 'contact', 'soft', 'hard', 'floating'];

/** Where the product stands: its middle in shares of the frame, its longer side in shares of the frame's shorter side. */
export interface Place {
  x: number;
  y: number;
  size: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Size {
  x: number;
  y: number;
}

export interface Look {
  /** Empty: as the words say. */
  set: string;
  prompt: string;
  negative: string;
  preset: string;
  /** Null: as the set likes it. */
  place: Place | null;
  shadow: Shadow | null;
  shadowSoftness: number | null;
  shadowIntensity: number | null;
  /** Degrees clockwise from above: 0 from behind, 90 from the right. */
  lightDirection: number | null;
  lightHeight: number | null;
  lightSoftness: number | null;
  lightFill: number | null;
  lightTemperature: number | null;
  lightMatch: number;
  seed: number;
  seedLocked: boolean;
  variants: number;
}

export interface Preset extends Size {
  id: string;
  group: 'shops' | 'networks' | 'plain';
}

/** Sizes that the usual shops and networks ask for or show best. */
export const PRESETS: readonly Preset[] = [
  { id: 'square', group: 'plain', width: 2048, height: 2048 },
  { id: 'landscape', group: 'plain', width: 2400, height: 1600 },
  { id: 'portrait', group: 'plain', width: 1600, height: 2400 },
  { id: 'wide', group: 'plain', width: 2560, height: 1440 },
  { id: 'amazon', group: 'shops', width: 2000, height: 2000 },
  { id: 'etsy', group: 'shops', width: 2700, height: 2025 },
  { id: 'ozon', group: 'shops', width: 1200, height: 1600 },
  { id: 'wildberries', group: 'shops', width: 900, height: 1200 },
  { id: 'shopify', group: 'shops', width: 2048, height: 2048 },
  { id: 'ebay', group: 'shops', width: 1600, height: 1600 },
  { id: 'instagram-square', group: 'networks', width: 1080, height: 1080 },
  { id: 'instagram-portrait', group: 'networks', width: 1080, height: 1350 },
  { id: 'instagram-story', group: 'networks', width: 1080, height: 1920 },
  { id: 'pinterest', group: 'networks', width: 1000, height: 1500 },
  { id: 'link', group: 'networks', width: 1200, height: 630 },
];

export function frameOf(look: Pick<Look, 'preset'>): Size {
  const { width, height } = PRESETS.find((one) => one.id === look.preset) ?? { width: 2048, height: 2048 };
  return { width, height };
}

/** The same shape with a longer side of `longest`. */
export function within(size: Size, longest: number): Size {
  const scale = longest / Math.max(size.width, size.height);
  return { width: Math.max(64, Math.round(size.width * scale)), height: Math.max(64, Math.round(size.height * scale)) };
}

/** Times that a product may be enlarged; the server refuses more than 3. */
const ENLARGED = 2.95;
/** Share of the frame's shorter side that a product takes at most where nobody placed it. */
const USUAL_SIZE = 0.76;

/** The frame that a look has with a product of so many pixels: smaller than its preset where the product would be a blur. */
export function sharpFrame(look: Pick<Look, 'preset' | 'place'>, product: Size | null): Size {
  const frame = frameOf(look);
  if (!product) return frame;
  const wanted = (look.place?.size ?? USUAL_SIZE) * Math.min(frame.width, frame.height);
  const most = Math.max(product.width, product.height) * ENLARGED;
  return wanted <= most ? frame : within(frame, (Math.max(frame.width, frame.height) * most) / wanted);
}

export const SEEDS = 1_000_000;
export const SIZE_RANGE = { min: 0.1, max: 1 };

export function drawnSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1)).reduce((_, value) => value % SEEDS, 0);
}

export function freshLook(): Look {
  return {
    set: '',
    prompt: '',
    negative: '',
    preset: 'square',
    place: null,
    shadow: null,
    shadowSoftness: null,
    shadowIntensity: null,
    lightDirection: null,
    lightHeight: null,
    lightSoftness: null,
    lightFill: null,
    lightTemperature: null,
    lightMatch: 0,
    seed: drawnSeed(),
    seedLocked: false,
    variants: 1,
  };
}

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/** The rectangle that a product of `product`'s shape fills in `frame`; whole pixels, inside the frame. */
export function boxOf(place: Place, product: Size, frame: Size): Rect {
  const ratio = product.width / product.height;
  const wanted = place.size * Math.min(frame.width, frame.height);
  const width = clamp(Math.round(ratio >= 1 ? wanted : wanted * ratio), 1, frame.width);
  const height = clamp(Math.round(ratio >= 1 ? wanted / ratio : wanted), 1, frame.height);
  return {
    x: clamp(Math.round(place.x * frame.width - width / 2), 0, frame.width - width),
    y: clamp(Math.round(place.y * frame.height - height / 2), 0, frame.height - height),
    width,
    height,
  };
}

/** The place of a rectangle in a frame. */
export function placeOf(box: Rect, frame: Size): Place {
  return {
    x: (box.x + box.width / 2) / frame.width,
    y: (box.y + box.height / 2) / frame.height,
    size: Math.max(box.width, box.height) / Math.min(frame.width, frame.height),
  };
}

/** A place whose product lies in the frame. */
export function held(place: Place, product: Size, frame: Size): Place {
  const size = clamp(place.size, SIZE_RANGE.min, SIZE_RANGE.max);
  const { width, height } = boxOf({ ...place, size }, product, frame);
  const [half, tall] = [width / frame.width / 2, height / frame.height / 2];
  return { size, x: clamp(place.x, half, 1 - half), y: clamp(place.y, tall, 1 - tall) };
}

/** What a scene is made of where nobody has said a word. */
export const PLAIN_PROMPT = 'clean studio';

export type Options = Record<string, string>;

/** The look as options of `/v1/scenes`, for a frame of `frame` and a product of `product`'s shape. What was not said is left out. */
export function optionsOf(look: Look, frame: Size, product: Size | null): Options {
  const options: Options = {
    prompt: look.prompt.trim() || PLAIN_PROMPT,
    width: String(frame.width),
    height: String(frame.height),
    seed: String(look.seed),
  };
  const say = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') options[name] = String(value);
  };
  say('set', look.set);
  say('negative_prompt', look.negative.trim());
  say('shadow', look.shadow);
  if (look.shadow !== 'none') {
    say('shadow_softness', look.shadowSoftness);
    say('shadow_intensity', look.shadowIntensity);
  }
  say('light_direction', look.lightDirection);
  say('light_height', look.lightHeight);
  say('light_softness', look.lightSoftness);
  say('light_fill', look.lightFill);
  say('light_temperature', look.lightTemperature);
  say('light_match', look.lightMatch || null);
  if (look.place && product) {
    const { x, y, width, height } = boxOf(look.place, product, frame);
    options.placement = 'manual';
    options.box = [x, y, width, height].join(',');
  }
  return options;
}

interface ManifestDocument {
  prompt?: unknown;
  negative_prompt?: unknown;
  set_name?: unknown;
  set_by?: unknown;
  seed?: unknown;
  width?: unknown;
  height?: unknown;
  light_match?: unknown;
}

/** The preset of a size: the very one, else the one nearest in shape. */
export function presetFor(size: Size): string {
  const same = PRESETS.find((one) => one.width === size.width && one.height === size.height);
  if (same) return same.id;
  const shape = Math.log(size.width / size.height);
  const off = (one: Preset) => Math.abs(Math.log(one.width / one.height) - shape);
  return PRESETS.reduce((best, one) => (off(one) < off(best) ? one : best)).id;
}

/** The look of a picture that was made, as far as another photo can have it: its words, set, shape and seed. */
export function lookOfManifest(document: Record<string, unknown>): Look {
  const { prompt, negative_prompt, set_name, seed, width, height, light_match } = document as ManifestDocument;
  const look = freshLook();
  return {
    ...look,
    prompt: typeof prompt === 'string' && prompt !== PLAIN_PROMPT ? prompt : '',
    negative: typeof negative_prompt === 'string' ? negative_prompt : '',
    set: typeof set_name === 'string' ? set_name : '',
    seed: typeof seed === 'number' && Number.isSafeInteger(seed) ? seed : look.seed,
    seedLocked: true,
    lightMatch: typeof light_match === 'number' ? light_match : 0,
    preset: typeof width === 'number' && typeof height === 'number' ? presetFor({ width, height }) : look.preset,
  };
}
