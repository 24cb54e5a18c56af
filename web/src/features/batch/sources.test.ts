import { describe, expect, it } from 'vitest';
import { commonFolder, fromDrop, sortFound, type Found } from './sources';

function found(path: string, size = 3): Found {
  const file = new File(['x'.repeat(Math.min(size, 10))], path.split('/').pop() ?? '');
  if (size > 10) Object.defineProperty(file, 'size', { value: size });
  return { path, file };
}

describe('sortFound', () => {
  it('takes photos in the order people count, and zips apart', () => {
    const sorted = sortFound([found('a/10.jpg'), found('a/2.JPG'), found('all.zip'), found('a/1.tiff')]);
    expect(sorted.photos.map((one) => one.path)).toEqual(['a/1.tiff', 'a/2.JPG', 'a/10.jpg']);
    expect(sorted.zips.map((one) => one.name)).toEqual(['all.zip']);
  });

  it('says why something is left out, and is silent about what systems leave', () => {
    const sorted = sortFound([
      found('a/.DS_Store'),
      found('__MACOSX/a/1.jpg'),
      found('a/Thumbs.db'),
      found('a/list.pdf'),
      found('a/0.png', 0),
      found('a/big.png', 31_000_000),
    ]);
    expect(sorted.photos).toEqual([]);
    expect(sorted.leftOut).toEqual([
      { path: 'a/0.png', reason: 'empty' },
      { path: 'a/big.png', reason: 'too_large' },
      { path: 'a/list.pdf', reason: 'not_a_photo' },
    ]);
  });
});

describe('fromDrop', () => {
  it('walks through folders, portion by portion', async () => {
    const file = (name: string) => ({
      isFile: true,
      name,
      file: (got: (file: File) => void) => got(new File(['x'], name)),
    });
    const folder = (name: string, ...portions: unknown[][]) => ({
      isFile: false,
      name,
      createReader: () => ({ readEntries: (got: (entries: unknown[]) => void) => got(portions.shift() ?? []) }),
    });
    const tree = folder('shop', [file('1.jpg'), folder('mugs', [file('2.jpg')])], [file('3.jpg')]);
    const items = [{ webkitGetAsEntry: () => tree, getAsFile: () => null }];
    const got = await fromDrop({ items } as unknown as DataTransfer);
    expect(got.map((one) => one.path)).toEqual(['shop/1.jpg', 'shop/mugs/2.jpg', 'shop/3.jpg']);
  });
});

describe('commonFolder', () => {
  it('names the folder that all share', () => {
    expect(commonFolder([found('spring/a.jpg'), found('spring/b/c.jpg')])).toBe('spring');
    expect(commonFolder([found('spring/a.jpg'), found('b.jpg')])).toBe('');
    expect(commonFolder([])).toBe('');
  });
});
