// The sets, each with the user's own product in it.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { setsQuery, useBlobUrl } from '@/app/queries';
import { useMessages } from '@/i18n/language';
import { Icon } from '@/ui/Icon';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Skeleton } from '@/ui/States';
import { changeLook, update, useLook, type Photo } from './store';
import { setTitle, studioTexts } from './texts';
import { useSetThumb } from './useScene';
import css from './Panel.module.css';

export function SetGallery({ photo }: { photo: Photo | null }) {
  const t = useMessages(studioTexts);
  const { set } = useLook();
  const sets = useQuery(setsQuery);
  const choose = (name: string) => {
    changeLook({ set: name });
    update(() => ({ view: 'scene' }));
  };
  return (
    <fieldset>
      <legend className={css.legend}>{t.sets}</legend>
      {sets.error && <ProblemMessage error={sets.error} onRetry={() => void sets.refetch()} quiet />}
      <div className={css.sets}>
        <label className={css.set}>
          <input type="radio" name="set" value="" checked={set === ''} onChange={() => choose('')} />
          <span className={css.words}>
            <Icon name="wand" size={26} />
          </span>
          <span className={css.setName}>{t.anySet}</span>
        </label>
        {sets.data?.sets.map((one) => (
          <SetChoice
            key={one.name}
            name={one.name}
            prompt={one.words[0] ?? one.name}
            photo={photo}
            checked={set === one.name}
            onChoose={choose}
          />
        ))}
        {!sets.data &&
          !sets.error &&
          Array.from({ length: 11 }, (_, index) => <Skeleton key={index} className={css.setWait} />)}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  name: string;
  prompt: string;
  photo: Photo | null;
  checked: boolean;
  onChoose: (name: string) => void;
}

function SetChoice({ name, prompt, photo, checked, onChoose }: ChoiceProps) {
  const t = useMessages(studioTexts);
  const place = useRef<HTMLLabelElement>(null);
  const visible = useSeen(place);
  const thumb = useSetThumb(photo, name, prompt, visible);
  const url = useBlobUrl(thumb.data);
  return (
    <label ref={place} className={css.set}>
      <input type="radio" name="set" value={name} checked={checked} onChange={() => onChoose(name)} />
      <span className={css.stamp}>{url ? <img src={url} alt="" /> : photo && !thumb.error && <Skeleton />}</span>
      <span className={css.setName}>{setTitle(t, name)}</span>
    </label>
  );
}

/** Whether it was ever near the part of the page that is seen. */
function useSeen(place: React.RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const node = place.current;
    if (!node || seen) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((one) => one.isIntersecting)) setSeen(true);
      },
      { rootMargin: '160px' },
    );
    watcher.observe(node);
    return () => watcher.disconnect();
  }, [place, seen]);
  return seen;
}
