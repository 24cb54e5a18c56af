// Ten seconds for who is here for the first time: four short notes, beside what they are about, with a sample photo.
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '@/i18n/language';
import { remember, remembered } from '@/lib/memory';
import { Button } from '@/ui/Button';
import { defineMessages } from '@/i18n/messages';
import css from './Tour.module.css';

const STEPS = ['photo', 'cutout', 'scene', 'make'] as const;
export type TourStep = (typeof STEPS)[number];

const tourTexts = defineMessages(
  {
    label: 'Tour',
    photo: {
      title: 'A photo goes in',
      text: 'This is a sample. Yours can be dropped, pasted or taken with the phone.',
    },
    cutout: { title: 'The product is cut out', text: 'Move the line to see the photo and the cutout.' },
    scene: { title: 'Choose a scene', text: 'Each set shows your own product. Or say what you want in words.' },
    make: { title: 'Make the picture', text: 'It comes in full size, ready to download, and stays in the gallery.' },
    next: 'Next',
    done: 'Begin',
    skip: 'Skip',
    step: (step: number, of: number) => `${step} of ${of}`,
  },
  {
    label: 'Тур',
    photo: { title: 'На входе — фото', text: 'Это пример. Своё можно перетащить, вставить или снять телефоном.' },
    cutout: { title: 'Товар вырезан', text: 'Двигайте линию: слева фото, справа вырезка.' },
    scene: { title: 'Выберите сцену', text: 'В каждой — ваш товар. Или скажите словами, чего хотите.' },
    make: {
      title: 'Сделайте картинку',
      text: 'Она придёт в полном размере, её можно скачать, и она останется в галерее.',
    },
    next: 'Дальше',
    done: 'Начать',
    skip: 'Пропустить',
    step: (step, of) => `${step} из ${of}`,
  },
);

export function tourSeen(): boolean {
  return remembered('tour') !== null;
}

export function Tour({ onStep, onEnd }: { onStep: (step: TourStep) => void; onEnd: () => void }) {
  const t = useMessages(tourTexts);
  const [index, setIndex] = useState(0);
  const note = useRef<HTMLDivElement>(null);
  const step = STEPS[index] ?? 'photo';
  const last = index === STEPS.length - 1;
  const latest = useRef({ onStep, onEnd });
  useEffect(() => {
    latest.current = { onStep, onEnd };
  });
  useEffect(() => {
    latest.current.onStep(step);
    note.current?.focus();
  }, [step]);
  const end = () => {
    remember('tour', 'seen');
    latest.current.onEnd();
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      remember('tour', 'seen');
      latest.current.onEnd();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <div
      ref={note}
      className={css.note}
      data-step={step}
      role="dialog"
      aria-label={t.label}
      aria-describedby="tour-text"
      tabIndex={-1}
    >
      <p className={css.step}>{t.step(index + 1, STEPS.length)}</p>
      <h2>{t[step].title}</h2>
      <p id="tour-text">{t[step].text}</p>
      <div className={css.actions}>
        <Button kind="quiet" size="small" onClick={end}>
          {t.skip}
        </Button>
        <Button kind="main" size="small" onClick={() => (last ? end() : setIndex(index + 1))}>
          {last ? t.done : t.next}
        </Button>
      </div>
    </div>
  );
}
