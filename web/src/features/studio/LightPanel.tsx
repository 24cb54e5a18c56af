import { useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { Select, Slider } from '@/ui/Field';
import { Icon } from '@/ui/Icon';
import { useFormats } from '@/i18n/language';
import { SHADOWS, type Look, type Shadow } from './look';
import { changeLook, update, useLook } from './store';
import { studioTexts } from './texts';
import css from './Panel.module.css';

/** Around the middle as seen from above, the camera in front, below. */
const DIRECTIONS = [315, 0, 45, 270, null, 90, 225, 180, 135] as const;

export function LightPanel() {
  const t = useMessages(studioTexts);
  const { percent } = useFormats();
  const look = useLook();
  const set = (change: Partial<Look>, kind: string) => {
    changeLook(change, kind);
    update((all) => (all.view === 'scene' ? {} : { view: 'scene' }));
  };
  const amount = (
    name: 'lightSoftness' | 'lightFill' | 'shadowSoftness' | 'shadowIntensity',
    label: string,
    usual: number,
    max = 1,
  ) => (
    <Slider
      label={label}
      min={0}
      max={max}
      step={0.05}
      value={look[name] ?? usual}
      unset={look[name] === null}
      says={look[name] === null ? t.fromSet : percent(look[name])}
      onChange={(value) => set({ [name]: value }, name)}
    />
  );
  return (
    <div className={css.group}>
      <fieldset>
        <legend className={css.legend}>{t.light}</legend>
        <div className={css.dial}>
          {DIRECTIONS.map((direction) => (
            <label
              key={direction ?? 'set'}
              className={css.ray}
              title={direction === null ? t.fromSet : t.direction[direction]}
            >
              <input
                type="radio"
                name="direction"
                checked={look.lightDirection === direction}
                onChange={() => set({ lightDirection: direction }, '')}
              />
              <span className={css.rayFace} style={{ '--turn': `${direction ?? 0}deg` }}>
                {direction === null ? <Icon name="studio" size={22} /> : <Icon name="up" size={18} />}
              </span>
              <span className="hidden">{direction === null ? t.fromSet : t.direction[direction]}</span>
            </label>
          ))}
        </div>
        <p className={css.soft}>
          {look.lightDirection === null ? t.fromSet : t.direction[look.lightDirection as keyof typeof t.direction]}
        </p>
      </fieldset>
      <Slider
        label={t.lightHeight}
        min={15}
        max={80}
        step={1}
        value={look.lightHeight ?? 45}
        unset={look.lightHeight === null}
        says={look.lightHeight === null ? t.fromSet : t.degrees(look.lightHeight)}
        onChange={(value) => set({ lightHeight: value }, 'lightHeight')}
      />
      {amount('lightSoftness', t.lightSoftness, 0.5)}
      {amount('lightFill', t.lightFill, 0.4)}
      <Slider
        label={t.lightTemperature}
        min={2500}
        max={9000}
        step={100}
        value={look.lightTemperature ?? 5500}
        unset={look.lightTemperature === null}
        says={look.lightTemperature === null ? t.fromSet : t.kelvin(look.lightTemperature)}
        onChange={(value) => set({ lightTemperature: value }, 'lightTemperature')}
      />
      <Slider
        label={t.lightMatch}
        hint={t.lightMatchHint}
        min={0}
        max={1}
        step={0.05}
        value={look.lightMatch}
        says={percent(look.lightMatch)}
        onChange={(value) => set({ lightMatch: value }, 'lightMatch')}
      />
      <hr className={css.line} />
      <Select<Shadow | 'auto'>
        label={t.shadow}
        value={look.shadow ?? 'auto'}
        options={(['auto', ...SHADOWS] as const).map((value) => ({ value, label: t.shadows[value] }))}
        onChange={(value) => set({ shadow: value === 'auto' ? null : value }, '')}
      />
      {look.shadow !== 'none' && (
        <>
          {amount('shadowSoftness', t.shadowSoftness, 0.5)}
          {amount('shadowIntensity', t.shadowIntensity, 1, 2)}
        </>
      )}
      <Button
        size="small"
        icon="undo"
        onClick={() =>
          set(
            {
              shadow: null,
              shadowSoftness: null,
              shadowIntensity: null,
              lightDirection: null,
              lightHeight: null,
              lightSoftness: null,
              lightFill: null,
              lightTemperature: null,
              lightMatch: 0,
            },
            '',
          )
        }
      >
        {t.reset}
      </Button>
    </div>
  );
}
