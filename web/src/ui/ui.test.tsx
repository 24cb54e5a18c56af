import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, problem } from '@/api/problem';
import { setLanguage } from '@/i18n/language';
import { Slider, TextField } from './Field';
import { ProblemMessage } from './ProblemMessage';
import { Toasts } from './Toast';
import { toast } from './toasts';

afterEach(() => act(() => setLanguage('en')));

describe('a problem', () => {
  it('says what happened and what to do, in the language that is spoken', () => {
    render(<ProblemMessage error={new ProblemError(problem('NO_PRODUCT', { status: 422 }))} />);
    expect(screen.getByText('No product found in the photo')).toBeTruthy();
    act(() => setLanguage('ru'));
    expect(screen.getByText('На фото не нашлось товара')).toBeTruthy();
  });
  it('gives a number where only an administrator can help, and the detail where it names the bounds', () => {
    render(<ProblemMessage error={new ProblemError(problem('INTERNAL', { status: 500, requestId: 'abc' }))} />);
    expect(screen.getByText('abc')).toBeTruthy();
    render(<ProblemMessage error={new ProblemError(problem('INVALID_ARGUMENT', { status: 400, detail: '1 to 4' }))} />);
    expect(screen.getByText('1 to 4')).toBeTruthy();
  });
  it('of a reason that the page does not know still has a way out', async () => {
    const again = vi.fn();
    render(
      <ProblemMessage error={new ProblemError(problem('BRAND_NEW', { detail: 'Something new.' }))} onRetry={again} />,
    );
    expect(screen.getByText('Something new.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(again).toHaveBeenCalledOnce();
  });
});

describe('fields', () => {
  it('tell their hint and error to those who cannot see them', () => {
    render(<TextField label="E-mail" hint="yours" error="missing" />);
    const field = screen.getByLabelText('E-mail');
    const told = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(told).toEqual(['yours', 'missing']);
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });
  it('say a slider’s value in words', () => {
    render(<Slider label="Warmth" min={0} max={10} value={5} says="half" onChange={() => undefined} />);
    expect(screen.getByRole('slider', { name: 'Warmth' }).getAttribute('aria-valuetext')).toBe('half');
  });
});

describe('a notice', () => {
  it('is carried out when it goes by itself, and not when its action was taken', async () => {
    render(<Toasts />);
    const gone = vi.fn();
    const undo = vi.fn();
    act(() => void toast({ title: 'Deleted', action: { label: 'Undo', run: undo }, onGone: gone }));
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledOnce();
    expect(gone).not.toHaveBeenCalled();
    let dismiss = () => undefined as unknown;
    act(() => void (dismiss = toast({ title: 'Deleted again', onGone: gone })));
    act(() => void dismiss());
    expect(gone).toHaveBeenCalledOnce();
  });
});
