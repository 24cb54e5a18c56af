import { useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { TextArea, TextField } from '@/ui/Field';
import { changeLook, update, useLook } from './store';
import { studioTexts, setTitle } from './texts';
import { useReading, type ReadWord } from './useScene';
import css from './Panel.module.css';

const MOST_CHARS = 2000;

export function PromptBox() {
  const t = useMessages(studioTexts);
  const { prompt, negative } = useLook();
  const reading = useReading(prompt);
  const words = prompt.trim() ? (reading.data?.words ?? []) : [];
  const show = () => update((all) => (all.view === 'scene' ? {} : { view: 'scene' }));
  return (
    <div className={css.group}>
      <TextArea
        label={t.describe}
        placeholder={t.describeHint}
        rows={3}
        maxLength={MOST_CHARS}
        value={prompt}
        onChange={(event) => changeLook({ prompt: event.target.value }, 'prompt')}
        onFocus={show}
      />
      {words.length > 0 && (
        <ul className={css.chips} aria-label={t.understood}>
          {words.map((word) => (
            <Chip key={`${word.start} ${word.text}`} word={word} />
          ))}
        </ul>
      )}
      <TextField
        label={t.avoid}
        maxLength={MOST_CHARS}
        value={negative}
        onChange={(event) => changeLook({ negative: event.target.value }, 'negative')}
      />
    </div>
  );
}

function Chip({ word }: { word: ReadWord }) {
  const t = useMessages(studioTexts);
  const unknown = word.meanings.every((one) => one.kind === 'unknown');
  const swatch = word.meanings.find((one) => one.kind === 'colour' && one.meaning.startsWith('#'))?.meaning;
  const about = ({ kind, meaning }: ReadWord['meanings'][number]) => {
    const title = kind === 'set' && meaning ? setTitle(t, meaning) : t.kind[kind];
    return title.toLowerCase() === word.text ? t.kind[kind] : title;
  };
  const kinds = [...new Set(word.meanings.map(about))];
  const says = [word.guess ? t.guess(word.guess) : kinds.join(', '), word.refused && t.refused]
    .filter(Boolean)
    .join(', ');
  return (
    <li className={cx(css.chip, unknown && css.unknown, word.refused && css.refused)}>
      {swatch && <span className={css.swatch} style={{ '--swatch': swatch }} aria-hidden />}
      <span className={css.word}>{word.text}</span>
      <span className={css.meaning}>{says}</span>
    </li>
  );
}
