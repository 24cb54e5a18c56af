// Files to keep: a result comes in any format from what is kept; its layers are made again from the manifest, the same pixels.
import { assetBlob, send } from '@/api/client';
import { isStopped, problemOf } from '@/api/problem';
import { assetQuery, queryClient } from '@/app/queries';
import { currentLanguage } from '@/i18n/language';
import { wordsOf } from '@/ui/ProblemMessage';
import { toast } from '@/ui/toasts';
import { curlLine } from './curl';
import { askFile, formOf } from './pictures';
import { photoOf, type Making, type Photo, type Result } from './store';
import { studioTexts } from './texts';

export type Kind = 'png' | 'jpeg' | 'webp' | 'avif' | 'layers';
export const KINDS: readonly Kind[] = ['png', 'jpeg', 'webp', 'avif', 'layers'];
const ENDINGS: Readonly<Record<Kind, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', avif: 'avif', layers: 'zip' };

/** Hands a file to the browser. */
export function hand(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'photo';
}

async function photoFile(photo: Photo): Promise<Blob> {
  if (photo.file) return photo.file;
  if (!photo.assetId) throw new Error('A photo without bytes.');
  return assetBlob(photo.assetId, 'content');
}

async function told(work: () => Promise<void>): Promise<void> {
  const dismiss = toast({ title: studioTexts[currentLanguage()].encoding, seconds: 120 });
  try {
    await work();
  } catch (error) {
    if (isStopped(error)) return;
    const { what, todo } = wordsOf(problemOf(error), currentLanguage());
    toast({ title: what, detail: todo, tone: 'danger', seconds: 10 });
  } finally {
    dismiss();
  }
}

export function downloadResult(making: Making, result: Result, kind: Kind): Promise<void> {
  const photo = making.source?.name ?? 'photo.jpg';
  const name = `${stemOf(photo)}-${result.manifest?.set ?? 'scene'}-${result.manifest?.seed ?? result.variant}.${ENDINGS[kind]}`;
  return told(async () => {
    if (kind === 'png') {
      hand(await queryClient.query(assetQuery(result.assetId, 'content')), name);
      return;
    }
    if (kind !== 'layers') {
      hand(await (await send(`/v1/assets/${result.assetId}/content?format=${kind}`)).blob(), name);
      return;
    }
    if (!making.source || !result.manifest) throw new Error('A result without a manifest.');
    const file = photoOf(making.photoId)?.file ?? (await assetBlob(making.source.assetId, 'content'));
    const form = formOf(file, photo, { manifest: JSON.stringify(result.manifest.document) });
    hand(await askFile('/v1/scenes', form, 'application/zip'), name);
  });
}

export function downloadCutout(photo: Photo, kind: Exclude<Kind, 'jpeg'>): Promise<void> {
  return told(async () => {
    const options: Record<string, string> = kind === 'layers' ? {} : { format: kind };
    const accept = kind === 'layers' ? 'application/zip' : `image/${kind}`;
    const form = formOf(await photoFile(photo), photo.name, options);
    hand(await askFile('/v1/cutouts', form, accept), `${stemOf(photo.name)}-cutout.${ENDINGS[kind]}`);
  });
}

export function curlOf(making: Making, result: Result): string {
  const seed = result.manifest?.seed ?? making.look.seed + result.variant;
  const options = { ...making.options, seed: String(seed) };
  return curlLine(location.origin, '/v1/scenes', making.source?.name ?? 'photo.jpg', options, 'scene.png');
}

export function curlOfCutout(photo: Photo): string {
  return curlLine(location.origin, '/v1/cutouts', photo.name, {}, 'cutout.png');
}
