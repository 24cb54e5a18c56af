/// <reference lib="webworker" />
// Decodes and shrinks photos away from the page's own thread: 24 megapixels take a phone a second.

export interface DecodeWish {
  id: number;
  file: Blob;
  /** Longest side of the preview. */
  longest: number;
  /** Part to take, in pixels of the picture; none: all of it. */
  crop?: { x: number; y: number; width: number; height: number };
  type: 'image/jpeg' | 'image/webp' | 'image/png';
}

export type Decoded = { id: number } & ({ ok: true; width: number; height: number; preview: Blob } | { ok: false });

const scope = self as unknown as DedicatedWorkerGlobalScope;

async function decode({ id, file, longest, crop, type }: DecodeWish): Promise<Decoded> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const part = crop ?? { x: 0, y: 0, width: whole.width, height: whole.height };
  const scale = Math.min(1, longest / Math.max(part.width, part.height));
  const [width, height] = [Math.max(1, Math.round(part.width * scale)), Math.max(1, Math.round(part.height * scale))];
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext('2d');
  if (!brush) return { id, ok: false };
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(whole, part.x, part.y, part.width, part.height, 0, 0, width, height);
  const size = { width: whole.width, height: whole.height };
  whole.close();
  return { id, ok: true, ...size, preview: await canvas.convertToBlob({ type, quality: 0.9 }) };
}

scope.onmessage = async (event: MessageEvent<DecodeWish>) => {
  try {
    scope.postMessage(await decode(event.data));
  } catch {
    scope.postMessage({ id: event.data.id, ok: false } satisfies Decoded);
  }
};
