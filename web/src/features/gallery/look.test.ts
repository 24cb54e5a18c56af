import { describe, expect, it } from 'vitest';
import { lookOfAsset, lookOfManifest, recipeOf } from './look';

const document = {
  engine: 'sets',
  engine_version: '2.0',
  prompt: 'walnut table',
  negative_prompt: '',
  set_name: 'walnut',
  seed: 7,
  width: 1024,
  height: 1280,
  box: { x: 1, y: 2, width: 3, height: 4 },
  pitch_deg: 36,
  product_sha256: 'ab',
  shadow: 'natural',
  shadow_intensity: 1,
  light_match: 0,
  light: { azimuth_deg: -82, elevation_deg: 32.73, fill: 0.24 },
};

describe('lookOfManifest', () => {
  it('takes what other products can share, and leaves what belongs to one', () => {
    expect(lookOfManifest(document)).toEqual({
      recipe: 'scene',
      options: {
        prompt: 'walnut table',
        set: 'walnut',
        seed: 7,
        width: 1024,
        height: 1280,
        light_direction: 278,
        light_height: 32.7,
      },
    });
  });

  it('takes a shadow that was asked for, not the one that the light makes', () => {
    const look = lookOfManifest({ ...document, shadow: 'hard', shadow_intensity: 0.5 });
    expect(look?.options).toMatchObject({ shadow: 'hard', shadow_intensity: 0.5 });
  });

  it('leaves a seed that JavaScript cannot hold exactly', () => {
    expect(lookOfManifest({ ...document, seed: 2 ** 60 })?.options).not.toHaveProperty('seed');
  });

  it('has none where there is no manifest', () => {
    expect(lookOfManifest(null)).toBeNull();
    expect(lookOfAsset({ recipe: '', manifest: null })).toBeNull();
  });

  it("takes a cutout's to be a cutout", () => {
    expect(lookOfAsset({ recipe: 'cutout', manifest: null })).toEqual({ recipe: 'cutout', options: {} });
  });
});

describe('recipeOf', () => {
  it('reads what a person may want to see', () => {
    expect(recipeOf(document)).toMatchObject({
      prompt: 'walnut table',
      engine: 'sets 2.0',
      size: '1024 × 1280',
      seed: '7',
    });
  });
  it('reads nothing from something else', () => {
    expect(recipeOf({ some: 'thing' })).toBeNull();
  });
});
