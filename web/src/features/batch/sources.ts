// What a shop drops: a folder, files, a zip. Sorted into photos that can be sent, zips, and the rest with a reason.

export const MAX_PHOTO_BYTES = 30_000_000;
const PHOTO = /\.(jpe?g|png|webp|avif|tiff?)$/i;
const ZIP = /\.zip$/i;

export interface Found {
  /** Path inside what was dropped: `shop/mugs/blue.jpg`. */
  path: string;
  file: File;
}

export type LeftOutReason = 'not_a_photo' | 'too_large' | 'empty';

export interface Sorted {
  photos: Found[];
  zips: File[];
  leftOut: { path: string; reason: LeftOutReason }[];
}

/** Files that systems put beside pictures; nobody wants to hear of them. */
function hidden(path: string): boolean {
  return (
    path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX') ||
    /(^|\/)(Thumbs\.db|desktop\.ini)$/i.test(path)
  );
}

export function sortFound(found: readonly Found[]): Sorted {
  const sorted: Sorted = { photos: [], zips: [], leftOut: [] };
  const inOrder = [...found].sort((one, other) => one.path.localeCompare(other.path, undefined, { numeric: true }));
  for (const { path, file } of inOrder) {
    if (hidden(path)) continue;
    if (ZIP.test(path) && file.size > 0) sorted.zips.push(file);
    else if (!PHOTO.test(path)) sorted.leftOut.push({ path, reason: 'not_a_photo' });
    else if (file.size === 0) sorted.leftOut.push({ path, reason: 'empty' });
    else if (file.size > MAX_PHOTO_BYTES) sorted.leftOut.push({ path, reason: 'too_large' });
    else sorted.photos.push({ path, file });
  }
  return sorted;
}

/** Files of an `<input type=file>`, with their folders where it takes folders. */
export function fromInput(files: Iterable<File>): Found[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Everything under what was dropped. Call it in the event itself: afterwards the items are empty. */
export async function fromDrop(data: DataTransfer): Promise<Found[]> {
  const entries = [...data.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: Found[] = [];
  for (const { entry, file } of entries) {
    if (entry) await walk(entry, '', found);
    else if (file) found.push({ path: file.name, file });
  }
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: Found[]): Promise<void> {
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // Browsers answer in portions (Chromium: 100); an empty one is the end.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const one of portion) await walk(one, `${path}/`, found);
  }
}

/** What to call it: the folder that all share, or nothing. */
export function commonFolder(found: readonly Found[]): string {
  const [first] = found[0]?.path.split('/') ?? [];
  if (first === undefined || !found[0]?.path.includes('/')) return '';
  return found.every((one) => one.path.startsWith(`${first}/`)) ? first : '';
}
