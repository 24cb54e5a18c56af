import { describe, expect, it } from 'vitest';
import { placeOf, quoted, snippet } from './snippets';

const place = placeOf({ origin: 'https://studio.example', hostname: 'studio.example', protocol: 'https:' });

describe('snippet', () => {
  it('asks for what the key may do', () => {
    expect(snippet('curl', place, 'pk_a_b', ['cutouts', 'scenes'])).toContain('/v1/scenes');
    expect(snippet('curl', place, 'pk_a_b', ['cutouts'])).toContain('/v1/cutouts');
    expect(snippet('curl', place, 'pk_a_b', ['assets'])).toContain('/v1/assets');
    expect(snippet('python', place, 'pk_a_b', ['cutouts'])).toContain('studio.cutout(');
  });

  it('is plain text over gRPC only where the page is', () => {
    const open = placeOf({ origin: 'http://127.0.0.1:8080', hostname: '127.0.0.1', protocol: 'http:' });
    expect(snippet('grpc', open, 'k', [])).toContain('-plaintext');
    expect(snippet('grpc', place, 'k', [])).not.toContain('-plaintext');
    expect(snippet('grpc', place, 'k', [])).toContain('studio.example:8700');
  });
});

describe('quoted', () => {
  it('makes one word of anything', () => {
    expect(quoted('a b')).toBe("'a b'");
    expect(quoted("it's")).toBe("'it'\\''s'");
    expect(quoted('https://a.example/v1')).toBe('https://a.example/v1');
  });
});
