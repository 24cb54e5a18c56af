import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { problemOf } from '@/api/problem';
import { currentLanguage, useMessages } from '@/i18n/language';
import { Button, IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Menu } from '@/ui/Menu';
import { wordsOf } from '@/ui/ProblemMessage';
import { Tabs } from '@/ui/Tabs';
import { announce } from '@/ui/announce';
import { copyText } from '@/ui/clipboard';
import { toast } from '@/ui/toasts';
import sampleUrl from '../tour/sample.jpg';
import { Tour, tourSeen } from '../tour/Tour';
import { addAsset, addFiles, removePhoto, takeLook } from './actions';
import { Chooser, DropAnywhere, useAddFiles } from './AddPhotos';
import { CutoutView } from './CutoutView';
import { curlOfCutout, downloadCutout } from './downloads';
import { FramePanel } from './FramePanel';
import { keepTable } from './keepsake';
import { LightPanel } from './LightPanel';
import { placeOf } from './look';
import { MakeBar } from './MakeBar';
import { PromptBox } from './PromptBox';
import { ResultsView } from './ResultsView';
import { SceneView } from './SceneView';
import { SetGallery } from './SetGallery';
import { redo, undo, update, useCurrentPhoto, useLook, useStudio, type Photo, type View } from './store';
import { studioTexts } from './texts';
import { useScenePreview } from './useScene';
import css from './Studio.module.css';
import panel from './Panel.module.css';

const VIEWS: readonly View[] = ['cutout', 'scene', 'results'];
const CUTOUT_KINDS = ['png', 'webp', 'avif', 'layers'] as const;
type Tab = 'scene' | 'light' | 'frame';

export async function addSample(): Promise<void> {
  const sample = await (await fetch(sampleUrl)).blob();
  addFiles([new File([sample], 'coffee.jpg', { type: 'image/jpeg' })]);
}

export function StudioPage() {
  const t = useMessages(studioTexts);
  const photos = useStudio((all) => all.photos);
  const view = useStudio((all) => all.view);
  const makings = useStudio((all) => all.makings);
  const photo = useCurrentPhoto();
  const look = useLook();
  const [tab, setTab] = useState<Tab>('scene');
  const [touring, setTouring] = useState(false);
  const preview = useScenePreview(photo, look, view === 'scene');
  const automatic = preview.data
    ? placeOf(preview.data.manifest.product_box, preview.data.manifest.size)
    : { x: 0.5, y: 0.58, size: 0.6 };

  useEffect(keepTable, []);
  useEffect(() => {
    document.title = `${t.title} · Packshot`;
  }, [t]);
  useEffect(() => {
    // On a phone the results are above the panel that asked for them.
    if (view === 'results') window.scrollTo({ top: 0 });
  }, [view, makings.length]);
  useWishes(() => setTouring(true));
  useUndoKeys();
  useAnnouncedResults();

  return (
    <div className={css.page}>
      <h1 className="hidden">{t.title}</h1>
      <DropAnywhere />
      <section className={css.stage} data-view={view} aria-label={t.views}>
        {photos.length === 0 && makings.length === 0 ? (
          <Begin onTour={() => setTouring(true)} />
        ) : (
          <>
            <Toolbar photo={photo} view={view} />
            {view === 'results' ? (
              <ResultsView />
            ) : photo ? (
              view === 'scene' && photo.cutout ? (
                <SceneView
                  photo={photo}
                  preview={preview.data}
                  updating={preview.isFetching || !preview.resting}
                  error={preview.error}
                  onRetry={() => void preview.refetch()}
                />
              ) : (
                <CutoutView photo={photo} />
              )
            ) : (
              <Begin onTour={() => setTouring(true)} />
            )}
            {view !== 'results' && photos.length > 0 && <PhotoStrip photos={photos} current={photo} />}
          </>
        )}
      </section>
      <aside className={panel.panel} aria-label={t.tabs}>
        <div className={panel.scroll}>
          <Tabs<Tab>
            label={t.tabs}
            value={tab}
            onChange={setTab}
            tabs={[
              {
                value: 'scene',
                label: t.tabScene,
                icon: 'studio',
                content: (
                  <div className={panel.scene}>
                    <PromptBox />
                    <SetGallery photo={photo} />
                  </div>
                ),
              },
              { value: 'light', label: t.tabLight, icon: 'light', content: <LightPanel /> },
              {
                value: 'frame',
                label: t.tabFrame,
                icon: 'frame',
                content: <FramePanel photo={photo} automatic={automatic} />,
              },
            ]}
          />
        </div>
        <MakeBar photo={photo} preview={view === 'scene' && preview.resting ? preview.data?.result : undefined} />
      </aside>
      {touring && (
        <Tour
          onEnd={() => setTouring(false)}
          onStep={(step) => {
            if (step === 'photo' && photos.length === 0) void addSample();
            if (step === 'cutout') update(() => ({ view: 'cutout' }));
            if (step === 'scene') {
              setTab('scene');
              update(() => ({ view: 'scene' }));
            }
          }}
        />
      )}
    </div>
  );
}

function Begin({ onTour }: { onTour: () => void }) {
  const t = useMessages(studioTexts);
  return (
    <div className={css.begin}>
      <span className={css.beginIcon}>
        <Icon name="gallery" size={34} />
      </span>
      <h2>{t.emptyTitle}</h2>
      <p>{t.emptyText}</p>
      <div className={css.beginActions}>
        <Chooser kind="main">{t.choose}</Chooser>
        <Chooser kind="plain" camera>
          {t.photograph}
        </Chooser>
      </div>
      <Button kind="quiet" icon="wand" onClick={() => (tourSeen() ? void addSample() : onTour())}>
        {t.sample}
      </Button>
    </div>
  );
}

function Toolbar({ photo, view }: { photo: Photo | null; view: View }) {
  const t = useMessages(studioTexts);
  const past = useStudio((all) => all.look.past.length > 0);
  const future = useStudio((all) => all.look.future.length > 0);
  const count = useStudio((all) => all.makings.reduce((sum, one) => sum + one.results.length, 0));
  return (
    <div className={css.toolbar}>
      <fieldset className={css.views}>
        <legend className="hidden">{t.views}</legend>
        {VIEWS.map((one) => (
          <label key={one} className={css.view}>
            <input type="radio" name="view" checked={view === one} onChange={() => update(() => ({ view: one }))} />
            <span>
              {t[one]}
              {one === 'results' && count > 0 && <span className={css.count}>{count}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <div className={css.tools}>
        <IconButton icon="undo" label={t.undo} disabled={!past} onClick={undo} />
        <IconButton icon="redo" label={t.redo} disabled={!future} onClick={redo} />
        {view === 'cutout' && photo?.cutout && (
          <Menu
            trigger={<IconButton icon="download" label={t.download} />}
            groups={[
              {
                items: CUTOUT_KINDS.map((kind) => ({
                  label: t[kind],
                  onSelect: () => void downloadCutout(photo, kind),
                })),
              },
              { items: [{ label: t.curl, icon: 'copy', onSelect: () => void copyText(curlOfCutout(photo)) }] },
            ]}
          />
        )}
      </div>
    </div>
  );
}

function PhotoStrip({ photos, current }: { photos: readonly Photo[]; current: Photo | null }) {
  const t = useMessages(studioTexts);
  const input = useRef<HTMLInputElement>(null);
  const add = useAddFiles();
  return (
    <ul className={css.strip} aria-label={t.photos}>
      {photos.map((one) => (
        <li key={one.id} className={css.item}>
          <button
            type="button"
            className={css.thumb}
            aria-current={one.id === current?.id}
            aria-label={one.name}
            onClick={() => update(() => ({ currentId: one.id }))}
          >
            {one.previewUrl ? <img src={one.previewUrl} alt="" /> : <Icon name={one.problem ? 'warning' : 'gallery'} />}
            {one.problem && one.previewUrl && (
              <span className={css.bad}>
                <Icon name="warning" size={16} />
              </span>
            )}
          </button>
          <button
            type="button"
            className={css.away}
            aria-label={t.remove(one.name)}
            onClick={() => removePhoto(one.id)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className={css.more}
          aria-label={t.add}
          title={t.add}
          onClick={() => input.current?.click()}
        >
          <Icon name="add" />
        </button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept="image/*"
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </li>
    </ul>
  );
}

/** What the address wishes for: a photo of the gallery, the look of a picture, the tour. Done once, then gone from it. */
function useWishes(startTour: () => void): void {
  const { photo, look, tour } = useSearch({ from: '/inside/studio' });
  const navigate = useNavigate();
  useEffect(() => {
    if (!photo && !look && !tour) return;
    const fail = (error: unknown) => {
      const { what, todo } = wordsOf(problemOf(error), currentLanguage());
      toast({ title: what, detail: todo, tone: 'danger' });
    };
    if (look) takeLook(look).catch(fail);
    if (photo) addAsset(photo).catch(fail);
    if (tour) startTour();
    void navigate({ to: '/studio', search: {}, replace: true });
    // Only what the address says begins this again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [photo, look, tour]);
}

function useUndoKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const inText =
        event.target instanceof HTMLElement &&
        event.target.matches('textarea, input:not([type=range], [type=radio], [type=checkbox])');
      if (inText || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) undo();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) redo();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function useAnnouncedResults(): void {
  const t = useMessages(studioTexts);
  const done = useStudio((all) => all.makings.filter((one) => one.state === 'succeeded').length);
  const was = useRef(done);
  useEffect(() => {
    if (done > was.current) announce(t.made);
    was.current = done;
  }, [done, t]);
}
