// What lies on the table survives a reload of the tab: photos by their asset, work by its job, and the look.
import { currentStanding } from '@/api/session';
import { goOn, takeUp, type KeptMaking, type KeptPhoto } from './actions';
import { beginning } from './history';
import { freshLook, type Look } from './look';
import { onStudio, studio, update } from './store';

const NAME = 'packshot.studio';
const PAUSE_MS = 400;

interface Kept {
  account: string;
  look: Look;
  photos: KeptPhoto[];
  makings: KeptMaking[];
}

function account(): string {
  const standing = currentStanding();
  return standing.state === 'in' ? standing.accountId : '';
}

function write(): void {
  const { photos, makings, look } = studio();
  const kept: Kept = {
    account: account(),
    look: look.now,
    photos: photos.flatMap(({ id, name, assetId }) => (assetId ? [{ id, name, assetId }] : [])),
    makings: makings.flatMap(({ id, photoId, jobId, source, options, look: made }) =>
      jobId ? [{ id, photoId, jobId, source, options, look: made }] : [],
    ),
  };
  try {
    if (kept.account) sessionStorage.setItem(NAME, JSON.stringify(kept));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Without storage the table is empty after a reload; the gallery has everything.
  }
}

function read(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

let begun = false;

/** Once for a page: takes up what was there, then keeps what is. */
export function keepTable(): void {
  if (begun) return;
  begun = true;
  const kept = read();
  const { photos, makings } = studio();
  if (kept && kept.account === account() && photos.length + makings.length === 0) {
    update(() => ({ look: beginning({ ...freshLook(), ...kept.look }) }));
    takeUp(kept.photos, kept.makings);
  }
  window.addEventListener('online', goOn);
  let timer = 0;
  onStudio(() => {
    clearTimeout(timer);
    timer = window.setTimeout(write, PAUSE_MS);
  });
}
