import { useId } from 'react';
import { useMessages } from '@/i18n/language';
import { Button, IconButton } from '@/ui/Button';
import { TextField } from '@/ui/Field';
import { Menu } from '@/ui/Menu';
import { make } from './actions';
import { drawnSeed } from './look';
import { changeLook, useLook, useStudio, type Photo } from './store';
import { studioTexts } from './texts';
import css from './Panel.module.css';

const COUNTS = [1, 2, 3, 4] as const;

/** How many, and which of all the pictures that a look can make. */
export function Choices() {
  const t = useMessages(studioTexts);
  const look = useLook();
  const group = useId();
  return (
    <div className={css.choices}>
      <fieldset className={css.counts}>
        <legend className={css.small}>{t.variants}</legend>
        <div className={css.segments}>
          {COUNTS.map((count) => (
            <label key={count} className={css.segment}>
              <input
                type="radio"
                name={group}
                checked={look.variants === count}
                onChange={() => changeLook({ variants: count })}
              />
              <span>{count}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className={css.seed}>
        <TextField
          label={t.seed}
          inputMode="numeric"
          pattern="[0-9]*"
          title={t.seedHint}
          value={String(look.seed)}
          onChange={(event) => {
            const seed = Number(event.target.value.replace(/\D/g, '').slice(0, 9));
            changeLook({ seed }, 'seed');
          }}
        />
        <IconButton
          kind="plain"
          icon="dice"
          label={t.dice}
          disabled={look.seedLocked}
          onClick={() => changeLook({ seed: drawnSeed() })}
        />
        <IconButton
          kind="plain"
          icon={look.seedLocked ? 'lock' : 'unlock'}
          label={look.seedLocked ? t.unlock : t.lock}
          aria-pressed={look.seedLocked}
          onClick={() => changeLook({ seedLocked: !look.seedLocked })}
        />
      </div>
    </div>
  );
}

export function MakeBar({ photo, preview }: { photo: Photo | null; preview: Blob | undefined }) {
  const t = useMessages(studioTexts);
  const look = useLook();
  const photos = useStudio((all) => all.photos);
  const ready = photos.filter((one) => one.cutout && !one.problem);
  const able = photo?.cutout != null && !photo.problem;
  return (
    <div className={css.makeBar}>
      <div className={css.onWide}>
        <Choices />
      </div>
      <div className={css.makeRow}>
        <Button
          kind="main"
          size="large"
          icon="wand"
          className={css.make}
          disabled={!able}
          onClick={() => photo && make([photo.id], preview)}
        >
          {t.make(look.variants)}
        </Button>
        {ready.length > 1 && (
          <Menu
            trigger={<IconButton kind="plain" size="large" icon="more" label={t.makeMore} />}
            groups={[
              {
                items: [
                  {
                    label: t.makeAll(ready.length),
                    icon: 'batch',
                    onSelect: () => make(ready.map((one) => one.id)),
                  },
                ],
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
