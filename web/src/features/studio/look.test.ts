import { describe, expect, it } from 'vitest';
import {
  boxOf,
  freshLook,
  held,
  lookOfManifest,
  optionsOf,
  placeOf,
  presetFor,
  PRESETS,
  sharpFrame,
  within,
} from './look';

const FRAME = { width: 1000, height: 1500 };
const MUG = { width: 400, height: 300 };

describe('placing', () => {
  it('fits the product into the frame by its longer side', () => {
    expect(boxOf({ x: 0.5, y: 0.5, size: 0.6 }, MUG, FRAME)).toEqual({ x: 200, y: 525, width: 600, height: 450 });
  });
  it('is the same place from its box', () => {
    const place = { x: 0.4, y: 0.6, size: 0.5 };
    const again = placeOf(boxOf(place, MUG, FRAME), FRAME);
    expect(again.x).toBeCloseTo(place.x, 2);
    expect(again.y).toBeCloseTo(place.y, 2);
    expect(again.size).toBeCloseTo(place.size, 2);
  });
  it.each([[{ x: -3, y: 0.5, size: 0.5 }], [{ x: 2, y: 9, size: 7 }], [{ x: 0.5, y: -1, size: 0 }]])(
    'holds %o inside',
    (place) => {
      const { x, y, width, height } = boxOf(held(place, MUG, FRAME), MUG, FRAME);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(FRAME.width);
      expect(y + height).toBeLessThanOrEqual(FRAME.height);
      expect(width).toBeGreaterThan(0);
    },
  );
});

describe('options', () => {
  it('leave out what was not said', () => {
    const look = { ...freshLook(), seed: 5 };
    expect(optionsOf(look, FRAME, MUG)).toEqual({ prompt: 'clean studio', width: '1000', height: '1500', seed: '5' });
  });
  it('say a place as a box in pixels of the frame that is asked for', () => {
    const look = { ...freshLook(), place: { x: 0.5, y: 0.5, size: 0.6 } };
    expect(optionsOf(look, FRAME, MUG)).toMatchObject({ placement: 'manual', box: '200,525,600,450' });
    expect(optionsOf(look, within(FRAME, 750), MUG)).toMatchObject({ box: '100,263,300,225' });
  });
  it('keep a direction of 0, which is from behind', () => {
    expect(optionsOf({ ...freshLook(), lightDirection: 0 }, FRAME, null).light_direction).toBe('0');
  });
  it('say nothing of a shadow that is not there', () => {
    expect(optionsOf({ ...freshLook(), shadow: 'none', shadowSoftness: 0.4 }, FRAME, null)).not.toHaveProperty(
      'shadow_softness',
    );
  });
});

describe('frames', () => {
  it('stay within what the server makes', () => {
    for (const { width, height } of PRESETS) {
      expect(Math.max(width, height)).toBeLessThanOrEqual(4096);
      expect(width * height).toBeLessThanOrEqual(16_000_000);
    }
  });
  it('shrink where a small product would be a blur, and keep their shape', () => {
    const look = { preset: 'square', place: { x: 0.5, y: 0.5, size: 0.6 } };
    const { width, height } = sharpFrame(look, MUG);
    expect(width).toBe(height);
    expect(boxOf(look.place, MUG, { width, height }).width / MUG.width).toBeLessThan(3);
    expect(sharpFrame(look, { width: 2000, height: 1000 })).toEqual({ width: 2048, height: 2048 });
  });
  it('are found again by their size, else by their shape', () => {
    expect(presetFor({ width: 1080, height: 1350 })).toBe('instagram-portrait');
    expect(presetFor({ width: 500, height: 500 })).toBe('square');
  });
});

describe('a look from a manifest', () => {
  it('has its words, set, seed and shape', () => {
    const document = { prompt: 'oak', set_name: 'oak', seed: 9, width: 900, height: 1200, light_match: 0.5 };
    expect(lookOfManifest(document)).toMatchObject({
      prompt: 'oak',
      set: 'oak',
      seed: 9,
      seedLocked: true,
      preset: 'wildberries',
      lightMatch: 0.5,
    });
  });
  it('is a fresh one where the document says nothing that we know', () => {
    expect(lookOfManifest({ prompt: 7, seed: 'x' })).toMatchObject({ prompt: '', set: '' });
  });
});
