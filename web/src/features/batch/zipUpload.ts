// A zip on its way to the server, by the tus protocol: piece after piece, going on where a broken line or a reload left it.
import { send } from '@/api/client';
import { ProblemError, problemOf } from '@/api/problem';
import { untilOnline } from '@/lib/online';

const PIECE_BYTES = 8 * 1024 * 1024;
const TUS = { 'tus-resumable': '1.0.0' };
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export interface Upload {
  file: Blob;
  name: string;
  /** Address of an upload that has begun; null: it begins now. */
  url: string | null;
}

export interface UploadSteps {
  began: (url: string) => Promise<void>;
  sent: (bytes: number) => void;
  signal: AbortSignal;
}

/** tus takes values in base64, of UTF-8. */
function encoded(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

async function begin(upload: Upload, steps: UploadSteps): Promise<string> {
  const metadata = `filename ${encoded(upload.name.slice(-150))},kind ${encoded('archive')}`;
  const response = await send('/v1/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(upload.file.size), 'upload-metadata': metadata },
    signal: steps.signal,
  });
  const url = response.headers.get('location') ?? '';
  await steps.began(url);
  return url;
}

/** Sends it; returns the id of its asset. Throws `ProblemError` where going on would not help. */
export async function sendZip(upload: Upload, steps: UploadSteps): Promise<string> {
  let url = upload.url;
  let waited_ms = 0;
  for (;;) {
    try {
      url ??= await begin(upload, steps);
      const at = await send(url, { method: 'HEAD', headers: TUS, signal: steps.signal });
      let offset = Number(at.headers.get('upload-offset') ?? 0);
      let asset = at.headers.get('packshot-asset');
      steps.sent(offset);
      while (!asset) {
        const response = await send(url, {
          method: 'PATCH',
          headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
          body: upload.file.slice(offset, offset + PIECE_BYTES),
          signal: steps.signal,
        });
        offset = Number(response.headers.get('upload-offset') ?? offset);
        asset = response.headers.get('packshot-asset');
        waited_ms = 0;
        steps.sent(offset);
      }
      return asset;
    } catch (error) {
      if (steps.signal.aborted) throw error;
      const { status, reason, retryAfterSeconds } = problemOf(error);
      if (status === 404 && url !== null) {
        // It was given up after a day; from the beginning, then.
        url = null;
      } else if (
        !(reason === 'NETWORK' || status === 409 || status === 429 || status >= 500) ||
        !(error instanceof ProblemError)
      ) {
        throw error;
      }
      await untilOnline(steps.signal);
      waited_ms = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, 2 * waited_ms, 1_000 * (retryAfterSeconds ?? 0)));
      await new Promise((resolve) => setTimeout(resolve, waited_ms));
    }
  }
}
