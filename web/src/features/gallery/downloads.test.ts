import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileName, Names, zipOf } from './downloads';

describe('fileName', () => {
  it('has the suffix of what it is', () => {
    expect(fileName('mug.jpg', 'image/png')).toBe('mug.png');
    expect(fileName('Кружка', 'image/jpeg')).toBe('Кружка.jpg');
    expect(fileName('', 'image/webp')).toBe('picture.webp');
  });
  it('is one that every system takes, and leaves no folder', () => {
    expect(fileName('a/b:c?.png', 'image/png')).toBe('a-bc.png');
    expect(fileName('../../etc/passwd', 'image/png', true)).toBe('etc/passwd.png');
  });
});

describe('Names', () => {
  it('gives each name once, whatever its case', () => {
    const names = new Names();
    expect(['a.png', 'A.png', 'a.png'].map((one) => names.unused(one))).toEqual(['a.png', 'A-2.png', 'a-3.png']);
  });
});

describe('zipOf', () => {
  it('holds what was fetched, under the names of the pictures', async () => {
    const answer = (id: string) =>
      Promise.resolve(new Response(`bytes of ${id}`, { headers: { 'content-type': 'image/png' } }));
    const told: number[] = [];
    const wanted = [
      { id: 'one', title: 'spring/mug.jpg' },
      { id: 'two', title: 'spring/mug.jpg' },
    ];
    const blob = await zipOf(wanted, (done) => told.push(done), new AbortController().signal, answer);
    const bytes = await new Promise<ArrayBuffer>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as ArrayBuffer);
      reader.readAsArrayBuffer(blob);
    });
    const files = unzipSync(new Uint8Array(bytes));
    expect(Object.keys(files)).toEqual(['spring/mug.png', 'spring/mug-2.png']);
    expect(new TextDecoder().decode(files['spring/mug-2.png'])).toBe('bytes of two');
    expect(told).toEqual([1, 2]);
  });
});
