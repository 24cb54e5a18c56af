import { useState } from 'react';
import { useMessages } from '@/i18n/language';
import { Icon } from '@/ui/Icon';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { ProblemError } from '@/api/problem';
import { cx } from '@/lib/cx';
import { retryPhoto } from './actions';
import { BeforeAfter } from './BeforeAfter';
import type { Photo } from './store';
import { studioTexts } from './texts';
import css from './Stage.module.css';

const GROUNDS = ['checker', 'white', 'black', 'green'] as const;
type Ground = (typeof GROUNDS)[number];

export function CutoutView({ photo }: { photo: Photo }) {
  const t = useMessages(studioTexts);
  const [ground, setGround] = useState<Ground>('checker');
  const { cutout, problem, previewUrl, size } = photo;
  const doubts = (cutout?.report.doubts ?? []).filter((one): one is keyof typeof t.doubt => one in t.doubt);
  const ratio = size ? size.width / size.height : 4 / 3;
  return (
    <>
      <div className={css.room}>
        <div className={css.frame} style={{ '--ratio': ratio }}>
          {cutout && previewUrl ? (
            <BeforeAfter
              label={t.slide}
              before={<img src={previewUrl} alt={photo.name} />}
              after={<img src={cutout.url} alt="" />}
              beforeName={t.before}
              afterName={t.after}
              ground={css[ground]}
              start={38}
            />
          ) : (
            <>
              {previewUrl && <img className={css.photo} src={previewUrl} alt={photo.name} />}
              {!problem && (
                <p className={css.wait} role="status">
                  <span className={css.spinner} aria-hidden />
                  {previewUrl ? t.cutting : t.preparing}
                </p>
              )}
            </>
          )}
        </div>
      </div>
      {problem && <ProblemMessage error={new ProblemError(problem)} onRetry={() => retryPhoto(photo.id)} />}
      {cutout && (
        <div className={css.below}>
          <fieldset className={css.grounds}>
            <legend className="hidden">{t.ground}</legend>
            {GROUNDS.map((one) => (
              <label key={one} className={css.ground} title={t[one]}>
                <input type="radio" name="ground" checked={ground === one} onChange={() => setGround(one)} />
                <span className={cx(css.swatch, css[one])} />
                <span className="hidden">{t[one]}</span>
              </label>
            ))}
          </fieldset>
          {doubts.length > 0 && (
            <ul className={css.doubts}>
              {doubts.map((one) => (
                <li key={one}>
                  <Icon name="warning" size={16} /> {t.doubt[one]}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}
