import { describe, expect, it } from 'vitest';
import { ownPath } from './ownPath.js';

describe('the place to come back to', () => {
  it.each(['/', '/moten/m1', '/beslut?q=medel&ar=2008#p3', '/grupper/rtp-1-2'])('is %s as it stands', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '///evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    'evil.example',
    '',
    undefined,
    null,
    ['/moten', '//evil.example'],
    `/${'a'.repeat(500)}`,
  ])('is never another host nor anything else: %j', (said) => {
    expect(ownPath(said)).toBe('/');
  });

  it.each(['/logga-in', '/logga-in?till=/moten', '/inbjudan#abc', '/api/session', '/./logga-in', '/x/../api/docs'])(
    'is not where one signs in, nor the server’s own: %s',
    (said) => {
      expect(ownPath(said)).toBe('/');
    },
  );

  it('may begin like a word that is not meant', () => {
    expect(ownPath('/apitet')).toBe('/apitet');
  });
});
