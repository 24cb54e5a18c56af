import { describe, expect, it } from 'vitest';
import { assetIdIn, photoIdsIn } from './handover';

const ID = 'ast_4f0c3b2a1d9e8f7a6b5c4d3e';

describe('handover', () => {
  it('takes ids of assets and nothing else', () => {
    expect(assetIdIn({ look: ID }, 'look')).toBe(ID);
    expect(assetIdIn({ look: '../../v1/account' }, 'look')).toBeNull();
    expect(assetIdIn({}, 'look')).toBeNull();
  });
  it('takes each photo once', () => {
    expect(photoIdsIn({ photos: `${ID},${ID},x` })).toEqual([ID]);
    expect(photoIdsIn({ photos: 3 })).toEqual([]);
  });
});
