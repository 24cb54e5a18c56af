// Asking for pictures: directly for what is looked at now, as jobs for what is kept.
import { send, type Schemas } from '@/api/client';
import type { Options } from './look';

export type Report = Schemas['Report'];
export type Manifest = Schemas['Manifest'];
export type Pictures = Schemas['Pictures'];

export function formOf(photo: Blob | null, name: string, options: Options | [string, string][]): FormData {
  const form = new FormData();
  for (const [key, value] of Array.isArray(options) ? options : Object.entries(options)) form.append(key, value);
  if (photo) form.append('photo', photo, name);
  return form;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function blobOf(base64: string, type: string): Blob {
  return new Blob([bytesOf(base64)], { type });
}

/** The pictures of an answer, by layer. */
export function layersOf(answer: Pictures): Map<string, Blob> {
  return new Map(answer.pictures.map((one) => [one.layer, blobOf(one.base64, one.content_type)]));
}

export async function askPictures(
  path: '/v1/cutouts' | '/v1/scenes',
  form: FormData,
  signal?: AbortSignal,
): Promise<Pictures> {
  const init = { method: 'POST', body: form, headers: { accept: 'application/json' } };
  const response = await send(path, signal ? { ...init, signal } : init);
  return (await response.json()) as Pictures;
}

export async function askFile(path: '/v1/cutouts' | '/v1/scenes', form: FormData, accept: string): Promise<Blob> {
  return (await send(path, { method: 'POST', body: form, headers: { accept } })).blob();
}

/** Lets so many through at a time, in order. */
export class Gate {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(places: number) {
    this.free = places;
  }

  async through<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
