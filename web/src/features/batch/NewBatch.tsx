import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { useBlobUrl } from '@/app/queries';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { announce } from '@/ui/announce';
import { Button } from '@/ui/Button';
import { TextField } from '@/ui/Field';
import { Icon } from '@/ui/Icon';
import { toast } from '@/ui/toasts';
import { AssetImage } from '../gallery/AssetImage';
import { assetQuery, toastProblem } from '../gallery/assets';
import { lookOfAsset, type Look } from '../gallery/look';
import { FIRST_DRAFT, isWhole, lookOfDraft, type Draft } from './draft';
import { LookPicker } from './LookPicker';
import { manager } from './manager';
import css from './NewBatch.module.css';
import { commonFolder, fromDrop, fromInput, sortFound, type Found, type Sorted } from './sources';
import { batchTexts } from './texts';

const SHOWN = 12;
const NOTHING: Sorted = { photos: [], zips: [], leftOut: [] };

export function NewBatch({ lookFrom, photoIds }: { lookFrom: string | null; photoIds: readonly string[] }) {
  const t = useMessages(batchTexts);
  const navigate = useNavigate();
  const [found, setFound] = useState<Sorted>(NOTHING);
  const [name, setName] = useState('');
  const [draft, setDraft] = useState<Draft>(FIRST_DRAFT);
  const [busy, setBusy] = useState(false);
  const given = useQuery({ ...assetQuery(lookFrom ?? ''), enabled: lookFrom !== null });
  const givenLook = given.data ? lookOfAsset(given.data) : null;
  const kept = useQueries({
    queries: photoIds.map((id) => assetQuery(id)),
    combine: (all) => all.flatMap((one) => one.data ?? []),
  });

  const zip = found.zips[0];
  const count = zip ? 1 : found.photos.length || kept.length;
  const take = (files: readonly Found[]) => {
    const sorted = sortFound(files);
    setFound(sorted);
    setName(commonFolder(sorted.photos) || (sorted.zips[0]?.name.replace(/\.zip$/i, '') ?? ''));
    if (sorted.photos.length + sorted.zips.length === 0) toast({ title: t.nothingFound, tone: 'danger' });
    else announce(t.found(sorted.photos.length));
  };
  const start = async (look: Look) => {
    setBusy(true);
    const called = name.trim() || new Date().toLocaleDateString();
    try {
      if (zip) {
        await manager.beginZip(zip, called, look);
        setFound(NOTHING);
        await navigate({ to: '/batch', search: {} });
      } else {
        const id = found.photos.length
          ? await manager.begin(called, look, found.photos)
          : await manager.beginKept(
              called,
              look,
              kept.map((one) => ({ id: one.id, title: one.title || one.id })),
            );
        await navigate({ to: '/batch', search: { open: id } as never });
      }
    } catch (error) {
      if (error instanceof DOMException) toast({ title: t.roomProblem, tone: 'danger', seconds: 12 });
      else toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const look = givenLook ?? (isWhole(draft) ? lookOfDraft(draft) : null);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (look && count > 0) void start(look);
      }}
    >
      {count === 0 ? (
        <DropPlace onFound={take} />
      ) : (
        <Chosen
          found={found}
          kept={kept.map((one) => one.id)}
          onOther={() => (found === NOTHING ? void navigate({ to: '/batch', search: {} }) : setFound(NOTHING))}
        />
      )}
      {(count > 0 || lookFrom !== null) && (
        <fieldset className={css.look}>
          <legend className={css.legend}>{t.what}</legend>
          {lookFrom !== null && given.data && givenLook ? (
            <div className={css.given}>
              <span className={css.thumb}>
                <AssetImage id={lookFrom} alt="" />
              </span>
              <div className={css.givenText}>
                <strong>{t.lookFrom}</strong>
                <span className={css.soft}>{String(givenLook.options['prompt'] ?? t.kinds.cutout)}</span>
                <Button size="small" kind="quiet" onClick={() => void navigate({ to: '/batch', search: {} })}>
                  {t.lookDrop}
                </Button>
              </div>
            </div>
          ) : (
            <LookPicker draft={draft} onChange={setDraft} />
          )}
        </fieldset>
      )}
      {count > 0 && (
        <div className={css.go}>
          <TextField
            label={t.name}
            hint={t.nameHint}
            value={name}
            maxLength={150}
            onChange={(event) => setName(event.target.value)}
          />
          <p className={css.honest}>
            <Icon name="info" size={18} />
            {zip ? t.keepZip : found.photos.length ? t.keepFiles : t.keepKept}
          </p>
          <Button kind="main" size="large" type="submit" icon="play" busy={busy} disabled={!look}>
            {zip ? t.startZip : t.start(count)}
          </Button>
        </div>
      )}
    </form>
  );
}

function DropPlace({ onFound }: { onFound: (found: readonly Found[]) => void }) {
  const t = useMessages(batchTexts);
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const photos = useRef<HTMLInputElement>(null);
  const zip = useRef<HTMLInputElement>(null);
  const picked = (event: ChangeEvent<HTMLInputElement>) => {
    onFound(fromInput(event.target.files ?? []));
    event.target.value = '';
  };
  const dropped = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    setReading(true);
    try {
      onFound(await fromDrop(event.dataTransfer));
    } catch (error) {
      toastProblem(error);
    } finally {
      setReading(false);
    }
  };
  return (
    // Dropping is one way of several: the buttons inside do the same for keys and fingers.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={cx(css.drop, over && css.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void dropped(event)}
    >
      <span className={css.badge}>
        <Icon name="batch" size={32} />
      </span>
      <p className={css.dropText}>{reading ? t.reading : over ? t.dropNow : t.drop}</p>
      <div className={css.choices}>
        <Button className={css.folder} onClick={() => folder.current?.click()}>
          {t.folder}
        </Button>
        <Button onClick={() => photos.current?.click()}>{t.photos}</Button>
        <Button onClick={() => zip.current?.click()}>{t.zip}</Button>
      </div>
      <p className={css.soft}>{t.limits}</p>
      <input
        ref={(input) => {
          folder.current = input;
          input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        multiple
        data-testid="folder"
        aria-label={t.folder}
        onChange={picked}
      />
      <input
        ref={photos}
        type="file"
        hidden
        multiple
        accept="image/*,.tif,.tiff,.avif"
        data-testid="photos"
        aria-label={t.photos}
        onChange={picked}
      />
      <input
        ref={zip}
        type="file"
        hidden
        accept=".zip,application/zip"
        data-testid="zip"
        aria-label={t.zip}
        onChange={picked}
      />
    </div>
  );
}

function Chosen({ found, kept, onOther }: { found: Sorted; kept: readonly string[]; onOther: () => void }) {
  const t = useMessages(batchTexts);
  const formats = useFormats();
  const zip = found.zips[0];
  const all = found.photos.length || kept.length;
  const rest = all - Math.min(all, SHOWN);
  return (
    <section className={css.chosen}>
      <div className={css.chosenHead}>
        <h2>
          {zip
            ? t.foundZip(zip.name, formats.bytes(zip.size))
            : found.photos.length
              ? `${t.found(found.photos.length)}, ${formats.bytes(found.photos.reduce((sum, one) => sum + one.file.size, 0))}`
              : t.foundKept(kept.length)}
        </h2>
        <Button size="small" kind="quiet" icon="undo" onClick={onOther}>
          {t.other}
        </Button>
      </div>
      {!zip && (
        <ul className={css.previews}>
          {found.photos.slice(0, SHOWN).map((one) => (
            <LocalPhoto key={one.path} found={one} />
          ))}
          {found.photos.length === 0 &&
            kept.slice(0, SHOWN).map((id) => (
              <li key={id} className={css.preview}>
                <AssetImage id={id} alt="" />
              </li>
            ))}
          {rest > 0 && <li className={cx(css.preview, css.rest)}>{t.more(rest)}</li>}
        </ul>
      )}
      {zip && found.photos.length + found.zips.length > 1 && <p className={css.soft}>{t.zipAlone}</p>}
      {found.leftOut.length > 0 && (
        <details className={css.soft}>
          <summary>{t.leftOut(found.leftOut.length)}</summary>
          <ul className={css.leftOut}>
            {found.leftOut.slice(0, 200).map((one) => (
              <li key={one.path}>
                {one.path}: {t.leftOutWhy[one.reason]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function LocalPhoto({ found }: { found: Found }) {
  const url = useBlobUrl(found.file);
  // TIFF, and what only calls itself a photo: the server says more about it later.
  const [unreadable, setUnreadable] = useState(false);
  return (
    <li className={css.preview} title={found.path}>
      {url !== null && !unreadable && <img src={url} alt="" decoding="async" onError={() => setUnreadable(true)} />}
      {unreadable && (
        <span className={css.rest}>
          <Icon name="gallery" />
        </span>
      )}
    </li>
  );
}
