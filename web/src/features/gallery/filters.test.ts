import { describe, expect, it } from 'vitest';
import { assetQueryOf, isFiltered, NO_FILTERS, readFilters, readTags, searchOf } from './filters';

describe('filters', () => {
  it('come back from the address as they went in', () => {
    const filters = { show: 'scenes', text: 'blue mug', tag: 'spring', saved: true } as const;
    expect(readFilters(searchOf(filters))).toEqual(filters);
    expect(searchOf(NO_FILTERS)).toEqual({});
    expect(isFiltered(NO_FILTERS)).toBe(false);
  });

  it('leave out what makes no sense', () => {
    expect(readFilters({ show: 'everything', text: { a: 1 }, saved: 'maybe' })).toEqual(NO_FILTERS);
  });

  it('take a number that was searched for as text', () => {
    expect(readFilters({ text: 4711 }).text).toBe('4711');
  });

  it('ask the server for what the words mean', () => {
    expect(assetQueryOf({ ...NO_FILTERS, show: 'cutouts', tag: 'a' })).toEqual({
      kind: 'result',
      recipe: 'cutout',
      tag: ['a'],
    });
    expect(assetQueryOf({ ...NO_FILTERS, saved: true })).toEqual({ favourites_only: true });
  });
});

describe('readTags', () => {
  it('takes them by commas, each once', () => {
    expect(readTags(' mugs, spring  sale ,mugs,, ')).toEqual(['mugs', 'spring sale']);
  });
  it('stays within the limits of the server', () => {
    expect(readTags(Array.from({ length: 30 }, (_, at) => `t${at}`).join(','))).toHaveLength(20);
    expect(readTags('x'.repeat(50))[0]).toHaveLength(40);
  });
});
