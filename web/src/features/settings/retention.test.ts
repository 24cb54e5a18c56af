import { describe, expect, it } from 'vitest';
import { daysOffered } from './retention';

describe('daysOffered', () => {
  it('has what holds now among the usual, and no end at the end', () => {
    expect(daysOffered(14)).toEqual([1, 7, 14, 30, 90, 365, 0]);
    expect(daysOffered(0)).toEqual([1, 7, 30, 90, 365, 0]);
    expect(daysOffered(7)).toEqual([1, 7, 30, 90, 365, 0]);
  });
});
