// The scene as it would be: small, made directly, a moment after the look has come to rest.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, send, told, type Schemas } from '@/api/client';
import { problemOf } from '@/api/problem';
import { pause } from '@/api/events';
import { productOf } from './actions';
import { frameOf, optionsOf, within, type Look, type Options } from './look';
import { askPictures, formOf, Gate, layersOf, type Manifest } from './pictures';
import type { Photo } from './store';

const REST_MS = 280;
const PREVIEW = 720;
const THUMB = 224;
const THUMB_SEED = '7';

export function useRested<T>(value: T, rest_ms = REST_MS): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rest_ms);
    return () => clearTimeout(timer);
  }, [value, rest_ms]);
  return rested;
}

export interface ScenePreview {
  result: Blob;
  /** The same without the product. */
  scene: Blob;
  manifest: Manifest;
  options: Options;
}

/** The preview of a look on a photo; the one before stays until the next is there. */
export function useScenePreview(photo: Photo | null, look: Look, wanted: boolean) {
  const cutout = photo?.cutout ?? null;
  const options = cutout ? optionsOf(look, within(frameOf(look), PREVIEW), productOf(cutout.report)) : null;
  const asked = useRested(JSON.stringify(options));
  const query = useQuery({
    queryKey: ['scene-preview', photo?.id, asked],
    enabled: wanted && cutout !== null && asked !== 'null',
    staleTime: Infinity,
    gcTime: 120_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<ScenePreview> => {
      const said = JSON.parse(asked) as Options;
      const fields: [string, string][] = [
        ...Object.entries(said),
        ['format', 'webp'],
        ['quality', '88'],
        ['outputs', 'result'],
        ['outputs', 'scene'],
      ];
      const answer = await askPictures('/v1/scenes', formOf(cutout?.medium ?? null, 'product.webp', fields), signal);
      const layers = layersOf(answer);
      const [result, scene] = [layers.get('result'), layers.get('scene')];
      if (!result || !scene || !answer.manifest) throw new Error('A scene without a picture.');
      return { result, scene, manifest: answer.manifest, options: said };
    },
  });
  return { ...query, resting: asked === JSON.stringify(options) };
}

const thumbs = new Gate(2);

/** The product in a set, as small as a stamp. */
export function useSetThumb(photo: Photo | null, set: string, prompt: string, visible: boolean) {
  const small = photo?.cutout?.small ?? null;
  return useQuery({
    queryKey: ['set-thumb', photo?.id, set],
    enabled: visible && small !== null,
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: ({ signal }) =>
      thumbs.through(async () => {
        const fields = { set, prompt, seed: THUMB_SEED, width: String(THUMB), height: String(THUMB), format: 'webp' };
        const ask = () => send('/v1/scenes', { method: 'POST', body: formOf(small, 'product.webp', fields), signal });
        try {
          return await (await ask()).blob();
        } catch (error) {
          const { status, retryAfterSeconds } = problemOf(error);
          if (status !== 429) throw error;
          await pause(((retryAfterSeconds ?? 5) + Math.random()) * 1000, signal);
          return (await ask()).blob();
        }
      }, signal),
  });
}

export type ReadWord = Schemas['Word'];

/** What the words of a prompt are taken for. */
export function useReading(prompt: string) {
  const asked = useRested(prompt.trim(), 350);
  return useQuery({
    queryKey: ['reading', asked],
    enabled: asked !== '',
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => told(api.POST('/v1/prompts/reading', { body: { prompt: asked }, signal })),
  });
}
