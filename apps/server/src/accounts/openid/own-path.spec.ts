import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.js';

describe('where one is sent after signing in', () => {
  it.each(['/', '/moten/m-1?flik=beslut#p-3', '/personer/%C3%A5sa'])('is a path of our own: %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    '',
    'moten',
    'https://example.org/',
    '//example.org/',
    '/\\example.org',
    '\\\\example.org',
    '/\t/example.org',
    '/.//example.org',
    '/..//example.org',
    '/x/..//example.org',
    ' //example.org',
    'javascript:alert(1)',
    '/api/session',
    '/API/session/openid/callback',
    '/x/../api/session',
    '/ws',
    `/${'x'.repeat(500)}`,
  ])('is the first page instead of %j', (path) => {
    expect(ownPath(path)).toBe('/');
  });

  it('has no line break that could begin another header', () => {
    expect(ownPath('/a\r\nset-cookie: x=y')).toBe('/aset-cookie:%20x=y');
  });
});
