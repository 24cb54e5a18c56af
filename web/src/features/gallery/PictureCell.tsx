import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Icon } from '@/ui/Icon';
import { AssetImage, NoImage } from './AssetImage';
import { isClear, isPicture, type Asset } from './assets';
import css from './PictureCell.module.css';
import { galleryTexts } from './texts';

const SOON_MS = 3 * 86_400_000;

export interface PictureCellProps {
  asset: Asset;
  place: number;
  /** The one picture that the tab key comes to; arrows go from there. */
  active: boolean;
  selected: boolean;
  onToggle: () => void;
  onFocus: () => void;
  onSave: () => void;
}

export function PictureCell({ asset, place, active, selected, onToggle, onFocus, onSave }: PictureCellProps) {
  const t = useMessages(galleryTexts);
  const title = asset.title || t.untitled;
  const stop = active ? 0 : -1;
  return (
    <div className={cx(css.cell, selected && css.selected)}>
      <Link
        to="/gallery/$id"
        params={{ id: asset.id }}
        className={css.link}
        tabIndex={stop}
        data-place={place}
        onFocus={onFocus}
        onClick={(event) => {
          if (!event.shiftKey) return;
          event.preventDefault();
          onToggle();
        }}
      >
        <span className={css.square}>
          {isPicture(asset) ? <AssetImage id={asset.id} alt="" clear={isClear(asset)} /> : <NoImage />}
        </span>
        <span className={css.caption}>
          <span className={css.title}>{title}</span>
          <span className={css.small}>
            {kindOf(asset, t)}
            <Expiry asset={asset} />
          </span>
        </span>
      </Link>
      <input
        type="checkbox"
        className={css.check}
        checked={selected}
        tabIndex={stop}
        aria-label={t.select(title)}
        onChange={onToggle}
      />
      <button
        type="button"
        className={cx(css.heart, asset.favourite && css.saved)}
        tabIndex={stop}
        aria-pressed={asset.favourite}
        aria-label={t.save(title)}
        onClick={onSave}
      >
        <Icon name="heart" size={18} />
      </button>
    </div>
  );
}

function Expiry({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const formats = useFormats();
  if (asset.expire_time === null || asset.favourite) return null;
  const soon = new Date(asset.expire_time).getTime() - new Date().getTime() < SOON_MS;
  return (
    <span className={cx(soon && css.soon)}>
      {' '}
      · {soon ? t.expiresSoon(formats.ago(asset.expire_time)) : t.expires(formats.date(asset.expire_time))}
    </span>
  );
}

/** What it is, in a word. */
export function kindOf(asset: Asset, t: { kinds: Record<string, string>; layers: Record<string, string> }): string {
  return t.layers[asset.layer] ?? t.kinds[asset.kind] ?? asset.kind;
}
