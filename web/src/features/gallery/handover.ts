// How a picture is handed to the pages that work on it. Their routes read these search parameters; each is an asset's id, and whoever
// gets it reads the asset (`GET /v1/assets/{id}`); `lookOfAsset` gives the options of its look.
//
//   /studio?photo=<photo>&look=<result>   make this result again: its photo with its recipe, seed and all
//   /studio?look=<result>                 the look of this result, for a photo that is still to come
//   /studio?photo=<photo>                 work on this photo
//   /batch?look=<result>                  the look of this result for many photos
//   /batch?photos=<photo>,<photo>         one look for these photos, which the server has already

const ASSET_ID = /^ast_[0-9a-f]{8,64}$/;
export const MOST_PHOTOS = 200;

/** The asset that a search parameter names; null where it names none. */
export function assetIdIn(search: Readonly<Record<string, unknown>>, name: 'look'): string | null {
  const value = search[name];
  return typeof value === 'string' && ASSET_ID.test(value) ? value : null;
}

/** The photos that `photos` names, at most 200; an address has no room for more. */
export function photoIdsIn(search: Readonly<Record<string, unknown>>): string[] {
  const value = search['photos'];
  if (typeof value !== 'string') return [];
  return [...new Set(value.split(','))].filter((one) => ASSET_ID.test(one)).slice(0, MOST_PHOTOS);
}
