import { describe, expect, it } from 'vitest';
import { formatsOf } from './language';
import { enCount, ruCount } from './messages';
import { problemTexts } from './problems';

describe('counts', () => {
  it.each([
    [1, '1 фото', '1 photo'],
    [3, '3 фотографии', '3 photos'],
    [11, '11 фотографий', '11 photos'],
    [21, '21 фото', '21 photos'],
  ])('%i in both languages', (count, ru, en) => {
    expect(ruCount(count, 'фото', 'фотографии', 'фотографий')).toBe(ru);
    expect(enCount(count, 'photo', 'photos')).toBe(en);
  });
});

describe('formats', () => {
  it('say sizes in units that people know', () => {
    expect(formatsOf('en').bytes(0)).toBe('0 B');
    expect(formatsOf('en').bytes(1_540_000)).toBe('1.5 MB');
    expect(formatsOf('ru').bytes(1_540_000)).toBe('1,5 МБ');
  });
});

describe('problems', () => {
  it('have a cause and a way out for the same reasons', () => {
    for (const language of ['en', 'ru'] as const) {
      expect(Object.keys(problemTexts[language].todo)).toEqual(Object.keys(problemTexts[language].what));
    }
  });
});
