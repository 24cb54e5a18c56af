// The line that makes the same picture from a shell.
import type { Options } from './look';

/** A word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

export function curlLine(
  url: string,
  path: '/v1/scenes' | '/v1/cutouts',
  photo: string,
  options: Options,
  output: string,
): string {
  const words = [
    `curl -sS --fail-with-body ${quoted(url + path)}`,
    `-H "Authorization: Bearer $PACKSHOT_KEY"`,
    // In a file's name curl reads `;` and `,` as its own; in quotes it does not.
    `-F ${quoted(`photo=@"${photo.replaceAll(/(["\\])/g, '\\$1')}"`)}`,
    // --form-string: what a user wrote may begin with `@` or `<`, which -F would open as a file.
    ...Object.entries(options).map(([name, value]) => `--form-string ${quoted(`${name}=${value}`)}`),
    `-o ${quoted(output)}`,
  ];
  return words.join(' \\\n  ');
}
