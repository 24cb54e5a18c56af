// The scene as it would be, with the product to be moved in it.
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useBlobUrl } from '@/app/queries';
import { useMessages } from '@/i18n/language';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { productOf } from './actions';
import { boxOf, frameOf, held, placeOf, type Place, type Size } from './look';
import { changeLook, useLook, type Photo } from './store';
import { studioTexts } from './texts';
import type { ScenePreview } from './useScene';
import css from './Stage.module.css';

interface Props {
  photo: Photo;
  preview: ScenePreview | undefined;
  updating: boolean;
  error: Error | null;
  onRetry: () => void;
}

const NEUTRAL: Place = { x: 0.5, y: 0.58, size: 0.6 };
const STEP = 0.01;

export function SceneView({ photo, preview, updating, error, onRetry }: Props) {
  const t = useMessages(studioTexts);
  const look = useLook();
  const frame = frameOf(look);
  const resultUrl = useBlobUrl(preview?.result);
  const sceneUrl = useBlobUrl(preview?.scene);
  const product = photo.cutout ? productOf(photo.cutout.report) : null;
  const automatic =
    preview && !preview.options.box ? placeOf(preview.manifest.product_box, preview.manifest.size) : NEUTRAL;
  const place = look.place ?? automatic;
  // The preview shows the product where it was when it was asked for; until the next comes, it is shown by itself.
  const moved = !preview || !product || preview.options.box !== boxText(look.place, product, preview.manifest.size);
  return (
    <>
      <div className={css.room}>
        <div className={css.frame} style={{ '--ratio': frame.width / frame.height }} aria-busy={updating}>
          {preview &&
            (moved
              ? sceneUrl && <img className={css.layer} src={sceneUrl} alt="" />
              : resultUrl && <img className={css.layer} src={resultUrl} alt={t.scene} />)}
          {photo.cutout && product && (
            <Movable photo={photo} product={product} place={place} frame={frame} shown={moved} />
          )}
          {(updating || !preview) && !error && (
            <span className={css.badge} role="status">
              <span className={css.spinner} aria-hidden />
              {t.updating}
            </span>
          )}
        </div>
      </div>
      {error && <ProblemMessage error={error} onRetry={onRetry} quiet />}
    </>
  );
}

function boxText(place: Place | null, product: Size, frame: Size): string | undefined {
  if (!place) return undefined;
  const { x, y, width, height } = boxOf(place, product, frame);
  return [x, y, width, height].join(',');
}

interface MovableProps {
  photo: Photo;
  product: Size;
  place: Place;
  frame: Size;
  shown: boolean;
}

function Movable({ photo, product, place, frame, shown }: MovableProps) {
  const t = useMessages(studioTexts);
  const help = useId();
  const area = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const grip = useRef<{ place: Place; middle: { x: number; y: number }; spread: number; scaling: boolean } | null>(
    null,
  );
  const [moving, setMoving] = useState(false);
  const box = boxOf(place, product, frame);
  const share = (part: number, whole: number) => `${(part / whole) * 100}%`;

  const move = (next: Place, kind: string) => changeLook({ place: held(next, product, frame) }, kind);
  const frameBox = () => area.current?.parentElement?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);

  const middleOf = () => {
    const all = [...pointers.current.values()];
    const middle = { x: 0, y: 0 };
    for (const one of all) {
      middle.x += one.x / all.length;
      middle.y += one.y / all.length;
    }
    const [first, second] = all;
    return { middle, spread: first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0 };
  };
  const grab = (scaling: boolean) => {
    grip.current = pointers.current.size ? { place, scaling, ...middleOf() } : null;
    setMoving(pointers.current.size > 0);
  };
  const down = (event: PointerEvent<HTMLElement>, scaling: boolean) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    area.current?.setPointerCapture(event.pointerId);
    area.current?.focus({ preventScroll: true });
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    grab(scaling);
  };
  const drag = (event: PointerEvent) => {
    if (!pointers.current.has(event.pointerId) || !grip.current) return;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const { place: from, middle: was, spread: wide, scaling } = grip.current;
    const { middle, spread } = middleOf();
    const room = frameBox();
    if (scaling) {
      const centre = { x: room.left + from.x * room.width, y: room.top + from.y * room.height };
      const reach = (at: { x: number; y: number }) => Math.hypot(at.x - centre.x, at.y - centre.y);
      move({ ...from, size: (from.size * reach(middle)) / Math.max(8, reach(was)) }, 'place');
      return;
    }
    move(
      {
        x: from.x + (middle.x - was.x) / room.width,
        y: from.y + (middle.y - was.y) / room.height,
        size: wide && spread ? (from.size * spread) / wide : from.size,
      },
      'place',
    );
  };
  const up = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    grab(false);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.shiftKey ? STEP * 5 : STEP;
    const moves: Record<string, Partial<Place>> = {
      ArrowLeft: { x: place.x - step },
      ArrowRight: { x: place.x + step },
      ArrowUp: { y: place.y - step },
      ArrowDown: { y: place.y + step },
      '+': { size: place.size + step * 2 },
      '=': { size: place.size + step * 2 },
      '-': { size: place.size - step * 2 },
    };
    const change = moves[event.key];
    if (change) move({ ...place, ...change }, 'place');
    else if (event.key === '0') changeLook({ place: null });
    else return;
    event.preventDefault();
  };
  useWheel(area, (turn) => move({ ...place, size: place.size * Math.exp(-turn / 600) }, 'place'));

  const report = photo.cutout?.report;
  if (!report) return null;
  const whole = report.size;
  const inside = report.product_box;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application is what has keys of its own
    <div
      ref={area}
      className={css.product}
      style={{
        '--x': share(box.x, frame.width),
        '--y': share(box.y, frame.height),
        '--w': share(box.width, frame.width),
        '--h': share(box.height, frame.height),
      }}
      // A thing with keys of its own: no other role says so.
      role="application"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it has keys, so it must be reached by them
      tabIndex={0}
      aria-label={t.product}
      aria-describedby={help}
      data-moving={moving}
      onPointerDown={(event) => down(event, false)}
      onPointerMove={drag}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={key}
    >
      <span className={css.cut} data-shown={shown || moving}>
        <img
          src={photo.cutout?.url}
          alt=""
          draggable={false}
          style={{
            '--left': share(-inside.x, inside.width),
            '--top': share(-inside.y, inside.height),
            '--wide': share(whole.width, inside.width),
          }}
        />
      </span>
      <span className={css.corner} onPointerDown={(event) => down(event, true)} aria-hidden />
      <span id={help} className="hidden">
        {t.productHelp}
      </span>
    </div>
  );
}

/** React listens to wheels passively; ours must keep the page from scrolling. */
function useWheel(area: React.RefObject<HTMLElement | null>, turn: (by: number) => void): void {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const node = area.current;
    const listen = (event: WheelEvent) => {
      if (document.activeElement !== node && !event.ctrlKey) return;
      event.preventDefault();
      latest.current(event.deltaY);
    };
    node?.addEventListener('wheel', listen, { passive: false });
    return () => node?.removeEventListener('wheel', listen);
  }, [area]);
}
