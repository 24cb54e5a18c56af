import { cx } from '@/lib/cx';
import { useMessages } from '@/i18n/language';
import { Icon } from '@/ui/Icon';
import css from './AssetImage.module.css';
import { galleryTexts } from './texts';
import { useThumbnail } from './thumbnails';

export interface AssetImageProps {
  id: string;
  /** What a screen reader says; empty where the words stand beside it. */
  alt: string;
  /** Stands on a chequered ground: parts of it are transparent. */
  clear?: boolean;
  className?: string | undefined;
}

/** The thumbnail of an asset. It fills the room it is given, which never changes. */
export function AssetImage({ id, alt, clear = false, className }: AssetImageProps) {
  const t = useMessages(galleryTexts);
  const { url, failed } = useThumbnail(id);
  return (
    <span className={cx(css.frame, clear && url !== null && css.clear, className)}>
      {url !== null && <img className={css.image} src={url} alt={alt} decoding="async" draggable={false} />}
      {url === null && !failed && (
        <span className={css.waiting} role={alt ? 'img' : undefined} aria-label={alt || undefined} />
      )}
      {failed && (
        <span className={css.failed} role="img" aria-label={alt ? `${alt}: ${t.noPreview}` : t.noPreview}>
          <Icon name="gallery" />
        </span>
      )}
    </span>
  );
}

/** A square for what has no picture: a zip. */
export function NoImage({ className }: { className?: string | undefined }) {
  return (
    <span className={cx(css.frame, className)}>
      <span className={css.failed} aria-hidden>
        <Icon name="batch" size={32} />
      </span>
    </span>
  );
}
