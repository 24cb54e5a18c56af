import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { send } from '@/api/client';
import { problemOf } from '@/api/problem';
import { useAssetUrl } from '@/app/queries';
import { useFormats, useMessages } from '@/i18n/language';
import { cx } from '@/lib/cx';
import { Button, buttonClass } from '@/ui/Button';
import { copyText } from '@/ui/clipboard';
import { TextField } from '@/ui/Field';
import { Icon } from '@/ui/Icon';
import { Menu } from '@/ui/Menu';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Empty, Skeleton } from '@/ui/States';
import { commonTexts } from '@/ui/texts';
import { toast } from '@/ui/toasts';
import { AssetImage, NoImage } from './AssetImage';
import css from './AssetPage.module.css';
import {
  assetQuery,
  childrenQuery,
  deletions,
  deleteWithUndo,
  isClear,
  isPicture,
  toastProblem,
  useAssetChange,
  type Asset,
} from './assets';
import { fileName, saveBlob } from './downloads';
import { readTags } from './filters';
import { lookOfAsset, recipeOf } from './look';
import { kindOf } from './PictureCell';
import { galleryTexts } from './texts';

export function AssetPage() {
  const t = useMessages(galleryTexts);
  const { id = '' } = useParams({ strict: false });
  const { data: asset, error, refetch } = useQuery(assetQuery(id));
  const hidden = useSyncExternalStore(deletions.subscribe, deletions.hidden);
  const gone = hidden.has(id) || (error !== null && problemOf(error).status === 404);
  return (
    <div className={css.page}>
      <Link to="/gallery" className={cx(buttonClass({ kind: 'quiet', size: 'small' }), css.back)}>
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      {gone && (
        <Empty
          icon="gallery"
          title={t.goneTitle}
          actions={
            <Link to="/gallery" className={buttonClass({ kind: 'main' })}>
              {t.back}
            </Link>
          }
        >
          {t.gone}
        </Empty>
      )}
      {!gone && error && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {!gone && !error && (
        <div className={css.columns}>
          <div className={css.stage}>{asset ? <Stage key={asset.id} asset={asset} /> : <Skeleton />}</div>
          <div className={css.side}>{asset ? <Side key={asset.id} asset={asset} /> : <SideWaiting />}</div>
        </div>
      )}
    </div>
  );
}

function Stage({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const { url, error } = useAssetUrl(isPicture(asset) ? asset.id : null, 'content');
  const [unreadable, setUnreadable] = useState(false);
  if (!isPicture(asset)) return <NoImage />;
  if (error) return <ProblemMessage error={error} quiet />;
  // TIFF photos are kept as they came, and browsers don't show them; the thumbnail is there meanwhile, too.
  if (url === null || unreadable)
    return <AssetImage id={asset.id} alt={asset.title || t.untitled} clear={isClear(asset)} />;
  return (
    <img
      className={cx(css.picture, isClear(asset) && css.clear)}
      src={url}
      width={asset.width}
      height={asset.height}
      alt={asset.title || t.untitled}
      onError={() => setUnreadable(true)}
    />
  );
}

function SideWaiting() {
  return (
    <div className={css.waiting}>
      <Skeleton />
      <Skeleton />
      <Skeleton />
    </div>
  );
}

function Side({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const common = useMessages(commonTexts);
  const navigate = useNavigate();
  const change = useAssetChange();
  return (
    <>
      <h1 className="hidden">{asset.title || t.untitled}</h1>
      <Title asset={asset} />
      <div className={css.actions}>
        <Download asset={asset} />
        <Button
          icon="heart"
          aria-pressed={asset.favourite}
          className={cx(asset.favourite && css.saved)}
          onClick={() => change.mutate({ asset, change: { favourite: !asset.favourite } })}
        >
          {t.saved}
        </Button>
        <Button
          icon="trash"
          kind="quiet"
          onClick={() => {
            void navigate({ to: '/gallery' });
            deleteWithUndo([asset.id], () => void navigate({ to: '/gallery/$id', params: { id: asset.id } }));
          }}
        >
          {common.delete}
        </Button>
      </div>
      <Uses asset={asset} />
      <Labels asset={asset} />
      <Facts asset={asset} />
      <RecipeFacts asset={asset} />
      <Family asset={asset} />
    </>
  );
}

function Title({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const change = useAssetChange();
  const [written, setWritten] = useState(asset.title);
  const keep = () => {
    if (written.trim() === asset.title) return;
    change.mutate(
      { asset, change: { title: written.trim() } },
      {
        onSuccess: () => void toast({ title: t.nameSaved, tone: 'good', seconds: 3 }),
        onError: () => setWritten(asset.title),
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextField
        label={t.name}
        value={written}
        maxLength={200}
        placeholder={t.untitled}
        onChange={(event) => setWritten(event.target.value)}
        onBlur={keep}
      />
    </form>
  );
}

const FORMATS = [
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
] as const;

function Download({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const [busy, setBusy] = useState(false);
  const download = async (format: string, mime: string) => {
    setBusy(true);
    try {
      const query = format ? `?format=${format}` : '';
      const response = await send(`/v1/assets/${encodeURIComponent(asset.id)}/content${query}`);
      saveBlob(await response.blob(), fileName(asset.title || asset.id, mime));
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const others = isPicture(asset) ? FORMATS.filter(([, mime]) => mime !== asset.mime) : [];
  return (
    <Menu
      align="start"
      trigger={
        <Button kind="main" icon="download" busy={busy}>
          {t.download}
        </Button>
      }
      groups={[
        {
          items: [
            {
              label: t.original(asset.mime.replace(/^\w+\//, '').toUpperCase()),
              onSelect: () => void download('', asset.mime),
            },
            ...others.map(([format, mime]) => ({
              label: t.asFormat(format.toUpperCase()),
              onSelect: () => void download(format, mime),
            })),
          ],
        },
      ]}
    />
  );
}

/** What the picture is good for next. */
function Uses({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const look = lookOfAsset(asset);
  const parent = asset.parents[0] ?? null;
  const { error } = useQuery({ ...assetQuery(parent ?? ''), enabled: parent !== null });
  const gone = error !== null && problemOf(error).status === 404;
  if (asset.kind === 'photo') {
    return (
      <div className={css.uses}>
        <Link to="/studio" search={{ photo: asset.id }} className={buttonClass()}>
          <Icon name="studio" />
          {t.toStudio}
        </Link>
      </div>
    );
  }
  if (!look) return null;
  return (
    <div className={css.uses}>
      {parent !== null && !gone && look.recipe === 'scene' && (
        <Link to="/studio" search={{ photo: parent, look: asset.id }} className={buttonClass()} title={t.againHint}>
          <Icon name="refresh" />
          {t.again}
        </Link>
      )}
      <h2 className={css.usesTitle}>{t.look}</h2>
      {look.recipe === 'scene' && (
        <Link to="/studio" search={{ look: asset.id }} className={buttonClass()}>
          <Icon name="studio" />
          {t.lookOne}
        </Link>
      )}
      <Link to="/batch" search={{ look: asset.id } as never} className={buttonClass()}>
        <Icon name="batch" />
        {t.lookMany}
      </Link>
      {gone && <p className={css.soft}>{t.parentGone}</p>}
    </div>
  );
}

function Labels({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const change = useAssetChange();
  const [written, setWritten] = useState('');
  const add = () => {
    const tags = readTags([...asset.tags, ...readTags(written)].join(','));
    setWritten('');
    if (tags.length > asset.tags.length) change.mutate({ asset, change: { tags } });
  };
  return (
    <section className={css.section}>
      <h2>{t.labels}</h2>
      {asset.tags.length > 0 && (
        <ul className={css.tags}>
          {asset.tags.map((tag) => (
            <li key={tag} className={css.tag}>
              <Link to="/gallery" search={{ tag } as never}>
                {tag}
              </Link>
              <button
                type="button"
                aria-label={t.labelRemove(tag)}
                onClick={() => change.mutate({ asset, change: { tags: asset.tags.filter((one) => one !== tag) } })}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className={css.addTag}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField
          bare
          label={t.labelAdd}
          placeholder={t.labelAdd}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
        />
        <Button type="submit" icon="add" disabled={readTags(written).length === 0}>
          {t.labelAdd}
        </Button>
      </form>
    </section>
  );
}

function Facts({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const formats = useFormats();
  const change = useAssetChange();
  const forever = asset.expire_time === null || asset.favourite;
  return (
    <section className={css.section}>
      <h2>{t.facts}</h2>
      <dl className={css.facts}>
        <Fact name={t.factKind}>{kindOf(asset, t)}</Fact>
        {isPicture(asset) && (
          <Fact name={t.factSize}>
            {asset.width} × {asset.height}
          </Fact>
        )}
        <Fact name={t.factFile}>
          {asset.mime.replace(/^\w+\//, '').toUpperCase()}, {formats.bytes(asset.size_bytes)}
        </Fact>
        <Fact name={asset.job_id ? t.factMade : t.factSent}>{formats.moment(asset.create_time)}</Fact>
        <Fact name={forever ? '' : t.factExpires}>
          {forever || asset.expire_time === null ? t.factForever : formats.moment(asset.expire_time)}
          {!forever && (
            <Button
              size="small"
              kind="quiet"
              icon="lock"
              onClick={() => change.mutate({ asset, change: { expire_time: null } })}
            >
              {t.keepForever}
            </Button>
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const t = useMessages(galleryTexts);
  return (
    <div className={css.fact}>
      <dt>{name || t.factExpires}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function RecipeFacts({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const common = useMessages(commonTexts);
  const recipe = recipeOf(asset.manifest);
  if (!recipe) return null;
  const rows = [
    [t.recipePrompt, recipe.prompt],
    [t.recipeNegative, recipe.negative],
    [t.recipeSet, recipe.set],
    [t.recipeSeed, recipe.seed],
    [t.factSize, recipe.size],
    [t.recipeEngine, recipe.engine],
  ] as const;
  const document = JSON.stringify(asset.manifest, null, 2);
  return (
    <section className={css.section}>
      <h2>{t.recipe}</h2>
      <dl className={css.facts}>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
      </dl>
      <details className={css.manifest}>
        <summary>{t.manifest}</summary>
        <p className={css.soft}>{t.manifestHint}</p>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys */}
        <pre tabIndex={0}>{document}</pre>
        <Button size="small" icon="copy" onClick={() => void copyText(document)}>
          {common.copy}
        </Button>
      </details>
    </section>
  );
}

/** What it was made from, and what was made from it. */
function Family({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const { data: children } = useQuery(childrenQuery(asset.id));
  const hidden = useSyncExternalStore(deletions.subscribe, deletions.hidden);
  const made = children?.assets.filter((one) => !hidden.has(one.id)) ?? [];
  return (
    <>
      {asset.parents.length > 0 && (
        <section className={css.section}>
          <h2>{t.parents}</h2>
          <ul className={css.family}>
            {asset.parents.map((id) => (
              <Parent key={id} id={id} />
            ))}
          </ul>
        </section>
      )}
      {made.length > 0 && (
        <section className={css.section}>
          <h2>{t.children}</h2>
          <ul className={css.family}>
            {made.map((one) => (
              <Relative key={one.id} asset={one} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Parent({ id }: { id: string }) {
  const t = useMessages(galleryTexts);
  const { data, isError } = useQuery(assetQuery(id));
  if (data) return <Relative asset={data} />;
  return <li className={css.relative}>{isError ? <span className={css.lost}>{t.gone}</span> : <Skeleton />}</li>;
}

function Relative({ asset }: { asset: Asset }) {
  const t = useMessages(galleryTexts);
  const title = `${kindOf(asset, t)}: ${asset.title || t.untitled}`;
  return (
    <li className={css.relative}>
      <Link to="/gallery/$id" params={{ id: asset.id }} title={title} aria-label={title}>
        {isPicture(asset) ? <AssetImage id={asset.id} alt="" clear={isClear(asset)} /> : <NoImage />}
      </Link>
    </li>
  );
}
