// Lines that a shop's programmer copies: the same call over REST, in Python, and over gRPC.

export interface Place {
  /** `https://studio.example`. */
  origin: string;
  /** `studio.example:8700`. */
  grpc: string;
  /** Whether the page itself came encrypted; gRPC is taken to be as the page is. */
  secure: boolean;
}

export type SnippetKind = 'curl' | 'python' | 'grpc';

const GRPC_PORT = 8700;

export function placeOf(location: Pick<Location, 'origin' | 'hostname' | 'protocol'>): Place {
  return { origin: location.origin, grpc: `${location.hostname}:${GRPC_PORT}`, secure: location.protocol === 'https:' };
}

/** A word for a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function curl(place: Place, key: string, scopes: readonly string[]): string {
  const head = `-H ${quoted(`Authorization: Bearer ${key}`)}`;
  if (scopes.includes('scenes')) {
    return `curl --fail-with-body ${quoted(`${place.origin}/v1/scenes`)} ${head} \\\n     -F photo=@photo.jpg -F prompt='oak table, morning light' -o scene.png`;
  }
  if (scopes.includes('cutouts')) {
    return `curl --fail-with-body ${quoted(`${place.origin}/v1/cutouts`)} ${head} \\\n     -F photo=@photo.jpg -o cutout.png`;
  }
  if (scopes.includes('assets')) return `curl --fail-with-body ${quoted(`${place.origin}/v1/assets`)} ${head}`;
  return `curl --fail-with-body ${quoted(`${place.origin}/v1/${scopes.includes('keys') ? 'keys' : 'account'}`)} ${head}`;
}

function python(place: Place, key: string, scopes: readonly string[]): string {
  const work = scopes.includes('scenes')
    ? [
        '        scene = await studio.scene("photo.jpg", prompt="oak table, morning light")',
        '        scene.image.save("scene.png")',
      ]
    : ['        cutout = await studio.cutout("photo.jpg")', '        cutout.image.save("cutout.png")'];
  return [
    'import asyncio',
    'from packshot import Packshot',
    '',
    '',
    'async def main() -> None:',
    `    async with Packshot(${JSON.stringify(place.grpc)}, key=${JSON.stringify(key)}) as studio:`,
    ...work,
    '',
    '',
    'asyncio.run(main())',
  ].join('\n');
}

function grpc(place: Place, key: string): string {
  const plain = place.secure ? '' : '-plaintext ';
  return `grpcurl ${plain}-d ${quoted(JSON.stringify({ key }))} ${place.grpc} \\\n     packshot.auth.v1.AuthService/ExchangeKey`;
}

export function snippet(kind: SnippetKind, place: Place, key: string, scopes: readonly string[]): string {
  switch (kind) {
    case 'curl':
      return curl(place, key, scopes);
    case 'python':
      return python(place, key, scopes);
    case 'grpc':
      return grpc(place, key);
  }
}
