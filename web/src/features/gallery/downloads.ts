// Bytes to files: one, or several as a zip. A browser saves only what it is handed as a link.
import { send } from '@/api/client';

const SUFFIXES: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/tiff': 'tif',
  'application/zip': 'zip',
};

/** A name that every system takes, with the suffix of what it is: `Blue mug/front.jpg` as PNG is `Blue mug-front.png`. */
export function fileName(title: string, mime: string, folders = false): string {
  const suffix = SUFFIXES[mime] ?? '';
  // eslint-disable-next-line no-control-regex -- control characters are among what no system takes
  const clean = (part: string) => part.replace(/[<>:"|?*\u0000-\u001f]/g, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const parts = title.replaceAll('\\', '/').split('/').map(clean).filter(Boolean);
  const path = parts.join(folders ? '/' : '-').slice(-180) || 'picture';
  const stem = path.replace(/\.(jpe?g|png|webp|avif|tiff?|zip)$/i, '') || 'picture';
  return suffix ? `${stem}.${suffix}` : stem;
}

/** Each name once: a second `mug.png` is `mug-2.png`. */
export class Names {
  readonly #taken = new Set<string>();

  unused(name: string): string {
    const dot = name.lastIndexOf('.');
    const [stem, suffix] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let tried = name;
    for (let count = 2; this.#taken.has(tried.toLowerCase()); count += 1) tried = `${stem}-${count}${suffix}`;
    this.#taken.add(tried.toLowerCase());
    return tried;
  }
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export interface Wanted {
  id: string;
  title: string;
}

/** The bytes of assets as one zip, fetched one after the other; the parts lie in blobs, which browsers keep on disk. */
export async function zipOf(
  wanted: readonly Wanted[],
  progress: (done: number) => void,
  signal: AbortSignal,
  fetched: (id: string, signal: AbortSignal) => Promise<Response> = (id, stop) =>
    send(`/v1/assets/${encodeURIComponent(id)}/content`, { signal: stop }),
): Promise<Blob> {
  // Loaded when it is needed: few visits make a zip.
  const { Zip, ZipPassThrough } = await import('fflate');
  const parts: Blob[] = [];
  const names = new Names();
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Blob([chunk]));
  });
  for (const [place, { id, title }] of wanted.entries()) {
    const response = await fetched(id, signal);
    const mime = response.headers.get('content-type')?.split(';')[0] ?? '';
    // Pictures are compressed already.
    const entry = new ZipPassThrough(names.unused(fileName(title, mime, true)));
    zip.add(entry);
    entry.push(new Uint8Array(await response.arrayBuffer()), true);
    progress(place + 1);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
