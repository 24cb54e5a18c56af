// Which language the page speaks: chosen here, else the browser's.
import { useSyncExternalStore } from 'react';
import { remember, remembered } from '@/lib/memory';
import type { Language, Messages, SameShape } from './messages';

const listeners = new Set<() => void>();
let current: Language = start();

function start(): Language {
  const wanted = remembered('language') ?? navigator.language.slice(0, 2);
  return wanted === 'ru' ? 'ru' : 'en';
}

export function currentLanguage(): Language {
  return current;
}

export function setLanguage(language: Language): void {
  current = language;
  remember('language', language);
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage);
}

/** The texts of a part of the page in the language that is spoken now. */
export function useMessages<T>(messages: Messages<T>): SameShape<T> {
  return messages[useLanguage()];
}

export interface Formats {
  number: (value: number) => string;
  percent: (share: number) => string;
  bytes: (size: number) => string;
  date: (iso: string) => string;
  moment: (iso: string) => string;
  ago: (iso: string) => string;
}

const UNITS = { en: ['B', 'KB', 'MB', 'GB', 'TB'], ru: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'] };
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

export function formatsOf(language: Language): Formats {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    bytes: (size) => {
      const power = Math.min(UNITS.en.length - 1, size < 1 ? 0 : Math.floor(Math.log10(size) / 3));
      return `${number.format(size / 1000 ** power)} ${UNITS[language][power] ?? ''}`;
    },
    date: (iso) => date.format(new Date(iso)),
    moment: (iso) => moment.format(new Date(iso)),
    ago: (iso) => {
      const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
      const [unit, length] = STEPS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
      return relative.format(Math.round(seconds / length), unit);
    },
  };
}

const FORMATS = { en: formatsOf('en'), ru: formatsOf('ru') };

export function useFormats(): Formats {
  return FORMATS[useLanguage()];
}
