import { describe, expect, it, vi } from 'vitest';
import { Deletions } from './deletions';

describe('Deletions', () => {
  it('hides at once and asks when the time to undo is over', async () => {
    const ask = vi.fn(() => Promise.resolve());
    const deletions = new Deletions(ask);
    const ticket = deletions.hide(['a', 'b']);
    expect([...deletions.hidden()]).toEqual(['a', 'b']);
    expect(ask).not.toHaveBeenCalled();
    await deletions.carryOut(ticket);
    expect(ask.mock.calls).toEqual([
      ['a', false],
      ['b', false],
    ]);
    expect(deletions.hidden().has('a')).toBe(true);
  });

  it('asks nobody for what was taken back', async () => {
    const ask = vi.fn(() => Promise.resolve());
    const deletions = new Deletions(ask);
    const first = deletions.hide(['a']);
    const second = deletions.hide(['b']);
    deletions.undo(first);
    await deletions.carryOut(first);
    await deletions.carryOut(second);
    expect(ask.mock.calls).toEqual([['b', false]]);
    expect([...deletions.hidden()]).toEqual(['b']);
  });

  it('shows again what could not be deleted, and says so', async () => {
    const after = vi.fn();
    const deletions = new Deletions((id) => (id === 'a' ? Promise.reject(new Error('no')) : Promise.resolve()), after);
    await deletions.carryOut(deletions.hide(['a', 'b']));
    expect(after).toHaveBeenCalledWith(['b'], ['a']);
    expect([...deletions.hidden()]).toEqual(['b']);
  });

  it('asks at once when the page is left, and once', async () => {
    const ask = vi.fn(() => Promise.resolve());
    const deletions = new Deletions(ask);
    const ticket = deletions.hide(['a']);
    deletions.flush();
    await deletions.carryOut(ticket);
    expect(ask.mock.calls).toEqual([['a', true]]);
  });
});
