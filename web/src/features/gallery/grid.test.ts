import { describe, expect, it } from 'vitest';
import { gridOf, moved } from './grid';

describe('gridOf', () => {
  it('has two columns on a phone and more where there is room', () => {
    expect(gridOf(358).columns).toBe(2);
    expect(gridOf(1200).columns).toBe(5);
    expect(gridOf(0).columns).toBe(2);
  });
  it('fills the width', () => {
    const { columns, cell_px, gap_px } = gridOf(1000);
    expect(columns * cell_px + (columns - 1) * gap_px).toBeCloseTo(1000);
  });
});

describe('moved', () => {
  it('goes by arrows, and stays inside', () => {
    expect(moved(0, 'ArrowRight', 3, 5)).toBe(1);
    expect(moved(0, 'ArrowLeft', 3, 5)).toBe(0);
    expect(moved(0, 'ArrowDown', 3, 5)).toBe(3);
    expect(moved(1, 'ArrowUp', 3, 5)).toBe(1);
    expect(moved(4, 'Home', 3, 5)).toBe(0);
    expect(moved(0, 'End', 3, 5)).toBe(4);
  });
  it('reaches a last row that is shorter', () => {
    expect(moved(2, 'ArrowDown', 3, 5)).toBe(4);
    expect(moved(4, 'ArrowDown', 3, 5)).toBe(4);
  });
  it('leaves other keys alone', () => {
    expect(moved(0, 'a', 3, 5)).toBeNull();
  });
});
