import { useFormats, useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { Select, Slider } from '@/ui/Field';
import { productOf, productPixels } from './actions';
import { frameOf, held, PRESETS, sharpFrame, SIZE_RANGE, type Place } from './look';
import { Choices } from './MakeBar';
import { changeLook, update, useLook, type Photo } from './store';
import { studioTexts } from './texts';
import css from './Panel.module.css';

const GROUPS = ['plain', 'shops', 'networks'] as const;

export function FramePanel({ photo, automatic }: { photo: Photo | null; automatic: Place }) {
  const t = useMessages(studioTexts);
  const { percent } = useFormats();
  const look = useLook();
  const place = look.place ?? automatic;
  const frame = frameOf(look);
  const real = sharpFrame(look, photo && productPixels(photo));
  const show = () => update((all) => (all.view === 'scene' ? {} : { view: 'scene' }));
  const move = (change: Partial<Place>) => {
    const product = photo?.cutout ? productOf(photo.cutout.report) : { width: 1, height: 1 };
    changeLook({ place: held({ ...place, ...change }, product, frame) }, 'place');
    show();
  };
  const slider = (name: keyof Place, label: string, min: number, max: number) => (
    <Slider
      label={label}
      min={min}
      max={max}
      step={0.01}
      value={Math.min(max, Math.max(min, place[name]))}
      unset={look.place === null}
      says={look.place === null ? t.fromSet : percent(place[name])}
      disabled={!photo?.cutout}
      onChange={(value) => move({ [name]: value })}
    />
  );
  return (
    <div className={css.group}>
      <div className={css.onPhone}>
        <Choices />
      </div>
      <Select
        label={t.frame}
        hint={real.width < frame.width ? t.smaller(`${real.width} × ${real.height}`) : undefined}
        value={look.preset}
        options={GROUPS.flatMap((group) =>
          PRESETS.filter((one) => one.group === group).map((one) => ({
            value: one.id,
            label: `${t.preset[one.id as keyof typeof t.preset]} · ${one.width} × ${one.height}`,
            group: t.groups[group],
          })),
        )}
        onChange={(preset) => {
          changeLook({ preset });
          show();
        }}
      />
      <fieldset className={css.group}>
        <legend className={css.legend}>{t.where}</legend>
        <p className={css.soft}>{t.dragHint}</p>
        {slider('x', t.across, 0, 1)}
        {slider('y', t.down, 0, 1)}
        {slider('size', t.size, SIZE_RANGE.min, SIZE_RANGE.max)}
        <div>
          <Button size="small" icon="undo" disabled={look.place === null} onClick={() => changeLook({ place: null })}>
            {t.automatic}
          </Button>
        </div>
      </fieldset>
    </div>
  );
}
