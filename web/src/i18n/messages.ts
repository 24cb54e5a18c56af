// Texts live beside what shows them: `defineMessages(en, ru)`. English sets the shape; a text that Russian lacks fails the build.

export type Language = 'en' | 'ru';

type Text = string | ((...values: never[]) => string);
export interface Texts {
  readonly [name: string]: Text | Texts;
}

/** The same names with any words; what takes values takes the same ones. */
export type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer A) => string
      ? (...values: A) => string
      : T[K] extends Texts
        ? SameShape<T[K]>
        : never;
};

export type Messages<T> = Readonly<Record<Language, SameShape<T>>>;

export function defineMessages<const T extends Texts>(en: T, ru: SameShape<T>): Messages<T> {
  return { en: en as unknown as SameShape<T>, ru };
}

const PLURALS = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };

/** English: one, other. */
export function enCount(count: number, one: string, other: string): string {
  return `${count} ${PLURALS.en.select(count) === 'one' ? one : other}`;
}

/** Russian: 1 фото, 2 фотографии, 5 фотографий. */
export function ruCount(count: number, one: string, few: string, many: string): string {
  const form = PLURALS.ru.select(count);
  return `${count} ${form === 'one' ? one : form === 'few' ? few : many}`;
}
