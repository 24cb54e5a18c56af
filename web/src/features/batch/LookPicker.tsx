import { useQuery } from '@tanstack/react-query';
import { setsQuery } from '@/app/queries';
import { useMessages } from '@/i18n/language';
import { Checkbox, Select, TextArea } from '@/ui/Field';
import { FORMATS, KINDS, RATIOS, SIDES, type Draft } from './draft';
import css from './LookPicker.module.css';
import { batchTexts } from './texts';

/** The one look of a batch: a set, words, or both; or cutouts alone. */
export function LookPicker({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useMessages(batchTexts);
  const { data } = useQuery(setsQuery);
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const names: Record<string, string> = t.sets;
  const sets = (data?.sets ?? [])
    .map(({ name }) => ({ value: name, label: names[name] ?? name }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <div className={css.picker}>
      <div className={css.kinds} role="radiogroup" aria-label={t.what}>
        {KINDS.map((kind) => (
          <label key={kind} className={css.kind}>
            <input type="radio" name="kind" checked={draft.kind === kind} onChange={() => change({ kind })} />
            <span>{t.kinds[kind]}</span>
          </label>
        ))}
      </div>
      {draft.kind === 'scene' && (
        <>
          <Select
            label={t.set}
            value={draft.set}
            options={[{ value: '', label: t.setAuto }, ...sets]}
            onChange={(set) => change({ set })}
          />
          <TextArea
            label={t.prompt}
            hint={t.promptHint}
            placeholder={t.promptExample}
            rows={3}
            maxLength={2000}
            value={draft.prompt}
            onChange={(event) => change({ prompt: event.target.value })}
          />
        </>
      )}
      <div className={css.row}>
        {draft.kind === 'scene' && (
          <>
            <Select
              label={t.ratio}
              value={draft.ratio}
              options={RATIOS.map((value) => ({ value, label: value }))}
              onChange={(ratio) => change({ ratio })}
            />
            <Select
              label={t.side}
              value={String(draft.side)}
              options={SIDES.map((side) => ({ value: String(side), label: t.pixels(side) }))}
              onChange={(side) => change({ side: SIDES.find((one) => String(one) === side) ?? 1024 })}
            />
          </>
        )}
        <Select
          label={t.format}
          value={draft.format}
          options={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(format) => change({ format })}
        />
      </div>
      {draft.kind === 'cutout' && (
        <Checkbox label={t.crop} checked={draft.crop} onChange={(crop) => change({ crop })} />
      )}
    </div>
  );
}
