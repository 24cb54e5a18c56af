import { describe, expect, it } from 'vitest';
import { FIRST_DRAFT, isWhole, lookOfDraft, sizeOf } from './draft';

describe('sizeOf', () => {
  it('has the longer side that was asked for', () => {
    expect(sizeOf('4:5', 2048)).toEqual({ width: 1638, height: 2048 });
    expect(sizeOf('16:9', 1024)).toEqual({ width: 1024, height: 576 });
  });
});

describe('lookOfDraft', () => {
  it('describes a set by its own name where nothing is written', () => {
    expect(lookOfDraft({ ...FIRST_DRAFT, set: 'two_tone' }).options).toMatchObject({
      prompt: 'two tone',
      set: 'two_tone',
      width: 1024,
    });
  });
  it('asks a cutout for nothing that only scenes have', () => {
    expect(lookOfDraft({ ...FIRST_DRAFT, kind: 'cutout', format: 'webp', crop: true })).toEqual({
      recipe: 'cutout',
      options: { format: 'webp', crop: true, margin: 0.05 },
    });
  });
});

describe('isWhole', () => {
  it('wants a set or words for scenes', () => {
    expect(isWhole(FIRST_DRAFT)).toBe(false);
    expect(isWhole({ ...FIRST_DRAFT, prompt: '  ' })).toBe(false);
    expect(isWhole({ ...FIRST_DRAFT, set: 'oak' })).toBe(true);
    expect(isWhole({ ...FIRST_DRAFT, kind: 'cutout' })).toBe(true);
  });
});
