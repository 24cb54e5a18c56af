// What can be done at the table: put photos on it, have pictures made, stop, fetch.
import { api, assetBlob, send, told, type Schemas } from '@/api/client';
import { hasEnded, jobEvents, pause, type Job } from '@/api/events';
import { untilOnline } from '@/lib/online';
import { isPassing, isStopped, problem, problemOf, problemOfFailure, ProblemError } from '@/api/problem';
import { queryClient } from '@/app/queries';
import { decode } from './decode';
import { drawnSeed, lookOfManifest, optionsOf, sharpFrame, type Size } from './look';
import { askPictures, blobOf, formOf, Gate, layersOf, type Report } from './pictures';
import { beginning } from './history';
import {
  makingOf,
  photoOf,
  studio,
  update,
  updateMaking,
  updatePhoto,
  type Making,
  type Photo,
  type Result,
} from './store';

type Asset = Schemas['Asset'];

/** Longest side of what is shown and cut out at once. */
const PREVIEW = 1600;
const MEDIUM = 900;
const SMALL = 300;
const MOST_AT_ONCE = 30;
const TRIES = 4;
const uploads = new Gate(2);
const cutouts = new Gate(2);
const stops = new Map<string, AbortController>();

export function isPicture(file: File): boolean {
  return file.type.startsWith('image/') || /\.(jpe?g|png|webp|avif|tiff?|heic|heif)$/i.test(file.name);
}

/** Puts photos on the table; what comes back is how many were too many. */
export function addFiles(files: readonly File[]): number {
  const pictures = files.filter(isPicture).slice(0, MOST_AT_ONCE);
  const photos = pictures.map((file) => freshPhoto({ name: file.name || 'photo.jpg', file }));
  if (!photos.length) return 0;
  place(photos);
  for (const photo of photos) void prepare(photo.id);
  return files.length - pictures.length;
}

function freshPhoto(known: Partial<Photo>): Photo {
  return {
    id: crypto.randomUUID(),
    name: '',
    file: null,
    size: null,
    previewUrl: null,
    assetId: null,
    cutout: null,
    problem: null,
    ...known,
  };
}

function place(photos: Photo[]): void {
  update((all) => ({ photos: [...all.photos, ...photos], currentId: photos[0]?.id ?? all.currentId, view: 'cutout' }));
}

/** Puts a kept photo on the table, or goes to it where it lies there. */
export async function addAsset(id: string): Promise<void> {
  const there = studio().photos.find((one) => one.assetId === id);
  if (there) {
    update(() => ({ currentId: there.id }));
    return;
  }
  const photo = freshPhoto({ assetId: id });
  place([photo]);
  try {
    const asset = await told(api.GET('/v1/assets/{asset_id}', { params: { path: { asset_id: id } } }));
    updatePhoto(photo.id, { name: asset.title || 'photo' });
    updatePhoto(photo.id, { file: await assetBlob(id, 'content') });
    await prepare(photo.id);
  } catch (error) {
    updatePhoto(photo.id, { problem: problemOf(error) });
  }
}

/** Takes over the look of a picture that was made. */
export async function takeLook(id: string): Promise<void> {
  const asset = await told(api.GET('/v1/assets/{asset_id}', { params: { path: { asset_id: id } } }));
  if (asset.manifest) {
    const look = lookOfManifest(asset.manifest);
    update(() => ({ look: beginning(look), view: 'scene' }));
  }
}

export function removePhoto(id: string): void {
  const gone = photoOf(id);
  update((all) => {
    const photos = all.photos.filter((one) => one.id !== id);
    return { photos, currentId: all.currentId === id ? (photos.at(-1)?.id ?? null) : all.currentId };
  });
  if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl);
  if (gone?.cutout) URL.revokeObjectURL(gone.cutout.url);
}

/** Decodes, keeps and cuts out. Cut out is the small picture, since that is at once; what is kept is the photo as it came. */
async function prepare(id: string): Promise<void> {
  const photo = photoOf(id);
  if (!photo?.file) return;
  const file = photo.file;
  updatePhoto(id, { problem: null });
  // Sent while it is decoded: neither waits for the other.
  const kept = photo.assetId === null ? uploads.through(() => keep(id)) : Promise.resolve();
  kept.catch((error: unknown) => updatePhoto(id, { problem: problemOf(error) }));
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const decoded = await decode(file, { longest: PREVIEW, type });
  if (decoded) {
    const { width, height, preview } = decoded;
    updatePhoto(id, { size: { width, height }, previewUrl: URL.createObjectURL(preview) });
    if (photo.previewUrl) URL.revokeObjectURL(photo.previewUrl);
  }
  try {
    await cutouts.through(() => cut(id, decoded?.preview ?? file));
  } catch (error) {
    updatePhoto(id, { problem: problemOf(error) });
  }
}

/** Once more from where it failed. */
export function retryPhoto(id: string): void {
  const photo = photoOf(id);
  if (photo?.file) {
    void prepare(id);
  } else if (photo?.assetId) {
    removePhoto(id);
    void addAsset(photo.assetId);
  }
}

async function keep(id: string): Promise<void> {
  const photo = photoOf(id);
  if (!photo?.file) return;
  const response = await send('/v1/assets', { method: 'POST', body: formOf(photo.file, photo.name, {}) });
  const asset = (await response.json()) as Asset;
  updatePhoto(id, { assetId: asset.id });
  void queryClient.invalidateQueries({ queryKey: ['assets'] });
}

async function cut(id: string, picture: Blob): Promise<void> {
  const photo = photoOf(id);
  if (!photo) return;
  const answer = await askPictures('/v1/cutouts', formOf(picture, photo.name, { format: 'webp', quality: '92' }));
  const product = layersOf(answer).get('product');
  if (!product || !answer.report) throw new Error('A cutout without a product.');
  const { product_box: crop } = answer.report;
  const [small, medium] = await Promise.all(
    [SMALL, MEDIUM].map((longest) => decode(product, { longest, crop, type: 'image/webp' })),
  );
  const cutout = {
    product,
    url: URL.createObjectURL(product),
    small: small?.preview ?? product,
    medium: medium?.preview ?? product,
    report: answer.report,
  };
  const previewUrl = photoOf(id)?.previewUrl ?? URL.createObjectURL(picture);
  updatePhoto(id, { cutout, previewUrl, size: photoOf(id)?.size ?? answer.report.photo_size });
}

/** The product's shape in the photo, for placing it. */
export function productOf(report: Report): Size {
  return { width: report.product_box.width, height: report.product_box.height };
}

/** The product's pixels in the photo as it was sent; it was measured in the preview. */
export function productPixels(photo: Photo): Size | null {
  if (!photo.cutout || !photo.size) return null;
  const { product_box: box, photo_size: seen } = photo.cutout.report;
  const scale = photo.size.width / seen.width;
  return { width: box.width * scale, height: box.height * scale };
}

/** Hands in a job for each photo, and watches them. `preview` is shown for the first until something better comes. */
export function make(photoIds: readonly string[], preview?: Blob): void {
  const look = studio().look.now;
  const makings = photoIds.map((photoId, index): Making => ({
    id: crypto.randomUUID(),
    photoId,
    jobId: null,
    source: null,
    options: null,
    look,
    state: 'sending',
    progress: null,
    previewUrl: index === 0 && preview ? URL.createObjectURL(preview) : null,
    connected: true,
    problem: null,
    results: [],
  }));
  const [first] = makings;
  if (!first) return;
  update((all) => ({
    makings: [...makings, ...all.makings],
    view: 'results',
    chosen: { makingId: first.id, index: 0 },
    compared: null,
    // The next pictures are to be others, unless the seed is held.
    look: look.seedLocked ? all.look : { ...all.look, now: { ...look, seed: drawnSeed() } },
  }));
  for (const making of makings) void carryOut(making.id);
}

export function makeAgain(makingId: string): void {
  updateMaking(makingId, { state: 'sending', jobId: null, problem: null, progress: null, results: [] });
  void carryOut(makingId);
}

async function carryOut(id: string): Promise<void> {
  const stop = new AbortController();
  stops.set(id, stop);
  try {
    const jobId = makingOf(id)?.jobId ?? (await handIn(id, stop.signal));
    updateMaking(id, { jobId });
    await follow(id, jobId, stop.signal);
  } catch (error) {
    if (isStopped(error)) updateMaking(id, { state: 'cancelled' });
    else updateMaking(id, { state: 'failed', problem: problemOf(error) });
  } finally {
    stops.delete(id);
  }
}

async function handIn(id: string, signal: AbortSignal): Promise<string> {
  const making = makingOf(id);
  const photo = photoOf(making?.photoId ?? null);
  if (!making || !photo) throw new DOMException('gone', 'AbortError');
  const assetId = await whenKept(photo.id, signal);
  const product = photo.cutout ? productOf(photo.cutout.report) : null;
  const options = optionsOf(making.look, sharpFrame(making.look, productPixels(photo)), product);
  updateMaking(id, { source: { assetId, name: photo.name }, options });
  const wish = {
    recipe: 'scene',
    asset_id: assetId,
    name: photo.name.slice(0, 200),
    n: String(making.look.variants),
    ...options,
  };
  // One key for one wish: handed in twice over a bad line, it is still made once.
  const headers = { 'idempotency-key': crypto.randomUUID() };
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await send('/v1/jobs', { method: 'POST', body: formOf(null, '', wish), headers, signal });
      return ((await response.json()) as Job).id;
    } catch (error) {
      if (!isPassing(error) || tries >= TRIES) throw error;
      updateMaking(id, { connected: false });
      await untilOnline(signal);
      await pause(1000 * 2 ** tries, signal);
      updateMaking(id, { connected: true });
    }
  }
}

/** The id of a photo once it is safely kept. */
function whenKept(photoId: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const photo = photoOf(photoId);
      if (photo?.assetId) resolve(photo.assetId);
      else if (!photo || signal.aborted) reject(new DOMException('gone', 'AbortError'));
      else if (photo.problem && photo.problem.reason !== 'NETWORK') reject(new ProblemError(photo.problem));
      else setTimeout(look, 100);
    };
    look();
  });
}

async function follow(id: string, jobId: string, signal: AbortSignal): Promise<void> {
  for await (const { event, data } of jobEvents(jobId, signal)) {
    if (event === 'line') updateMaking(id, { connected: data });
    else if (event === 'progress') updateMaking(id, { progress: data, state: 'running' });
    else if (event === 'preview') showPreview(id, blobOf(data.base64, data.content_type));
    else settle(id, data);
  }
}

function showPreview(id: string, picture: Blob): void {
  const before = makingOf(id)?.previewUrl;
  updateMaking(id, { previewUrl: URL.createObjectURL(picture) });
  if (before) URL.revokeObjectURL(before);
}

function settle(id: string, job: Job): void {
  const failure = job.state === 'expired' ? problem('JOB_EXPIRED') : job.failure && problemOfFailure(job.failure);
  updateMaking(id, {
    state: job.state,
    connected: true,
    problem: failure,
    results: job.outputs.filter((one) => one.layer === 'result').map((one) => resultOf(one, job)),
    ...(job.progress && { progress: job.progress }),
  });
  if (hasEnded(job)) void queryClient.invalidateQueries({ queryKey: ['assets'] });
}

function resultOf(output: Job['outputs'][number], job: Job): Result {
  const manifest = job.manifests.find((one) => one.variant === output.variant) ?? null;
  return { assetId: output.asset_id, variant: output.variant, manifest };
}

/** Stops a making; where it has been handed in, the server is told. */
export async function cancelMaking(id: string): Promise<void> {
  const jobId = makingOf(id)?.jobId;
  if (!jobId) {
    stops.get(id)?.abort();
    updateMaking(id, { state: 'cancelled' });
    return;
  }
  // What became of it comes by its own events.
  const job = await told(api.DELETE('/v1/jobs/{job_id}', { params: { path: { job_id: jobId } } }));
  settle(id, job);
}

export function forgetMaking(id: string): void {
  stops.get(id)?.abort();
  update((all) => ({
    makings: all.makings.filter((one) => one.id !== id),
    chosen: all.chosen?.makingId === id ? null : all.chosen,
    compared: all.compared?.makingId === id ? null : all.compared,
  }));
}

export interface KeptPhoto {
  id: string;
  name: string;
  assetId: string;
}

export type KeptMaking = Pick<Making, 'id' | 'photoId' | 'source' | 'options' | 'look'> & { jobId: string };

/** Takes up what lay on the table before a reload. */
export function takeUp(photos: readonly KeptPhoto[], makings: readonly KeptMaking[]): void {
  const placed = photos.map((one) => freshPhoto(one));
  const made = makings.map((one): Making => ({
    ...one,
    state: 'queued',
    progress: null,
    previewUrl: null,
    connected: true,
    problem: null,
    results: [],
  }));
  update(() => ({ photos: placed, makings: made, currentId: placed[0]?.id ?? null }));
  for (const photo of placed) void refetch(photo.id, photo.assetId ?? '');
  for (const making of made) void carryOut(making.id);
}

async function refetch(id: string, assetId: string): Promise<void> {
  try {
    updatePhoto(id, { file: await assetBlob(assetId, 'content') });
    await prepare(id);
  } catch (error) {
    updatePhoto(id, { problem: problemOf(error) });
  }
}

/** The network is back: photos that waited for it go on. */
export function goOn(): void {
  for (const photo of studio().photos) if (photo.problem?.reason === 'NETWORK') retryPhoto(photo.id);
}
