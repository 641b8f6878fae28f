import { describe, expect, it } from 'vitest';
import { isReachedByNumber, isSameSite, OwnAddresses } from './origin.js';

const here = new OwnAddresses({ url: 'http://localhost:3000', host: '127.0.0.1' });
const open = new OwnAddresses({ url: 'http://localhost:3000', host: '0.0.0.0' });
const secure = new OwnAddresses({ url: 'https://samverkan.example.org', host: '0.0.0.0' });

describe('a host', () => {
  it.each([
    ['localhost:3000', true, true, true],
    ['localhost', true, true, true],
    ['LOCALHOST:4000', true, true, true],
    ['127.0.0.1:3000', true, true, true],
    ['[::1]:3000', true, true, true],
    ['192.0.2.7:3000', false, true, false],
    ['[2001:db8::1]:3000', false, true, false],
    ['samverkan.example.org', false, false, true],
    ['Samverkan.Example.org:443', false, false, true],
    ['samverkan.example.org:8443', false, false, false],
    ['samverkan.example.org.', false, false, false],
    ['evil.example', false, false, false],
    ['localhost.evil.example', false, false, false],
    ['127.0.0.1.evil.example', false, false, false],
    ['evil.example@localhost', false, false, false],
    ['localhost/evil.example', false, false, false],
    ['localhost, evil.example', false, false, false],
    ['2130706433', false, false, false],
    ['0x7f.0.0.1', false, false, false],
    ['localhost:99999', false, false, false],
    ['', false, false, false],
    [undefined, false, false, false],
  ])('%j is our own on this machine: %s, on a network without a name: %s, at a public address: %s', (host, ofHere, ofOpen, ofPublic) => {
    expect([here.isHost(host), open.isHost(host), secure.isHost(host)]).toEqual([ofHere, ofOpen, ofPublic]);
  });

  it('of numbers is our own only where others may reach us and no address is set', () => {
    const reached = (url: string, host: string) => isReachedByNumber({ url, host });
    expect(reached('http://localhost:3000', '0.0.0.0')).toBe(true);
    expect(reached('http://localhost:3000', '::')).toBe(true);
    expect(reached('http://localhost:3000', '127.0.0.1')).toBe(false);
    expect(reached('https://samverkan.example.org', '0.0.0.0')).toBe(false);
  });
});

describe('an origin', () => {
  it.each([
    [here, 'localhost:3000', undefined, true],
    [here, 'localhost:3000', 'http://localhost:3000', true],
    [here, '127.0.0.1:41234', 'http://127.0.0.1:41234', true],
    [here, 'localhost:3000', 'https://localhost:3000', false],
    [here, 'localhost:3000', 'http://localhost:4000', false],
    [here, '127.0.0.1:3000', 'http://localhost:4000', false],
    [here, 'localhost:3000', 'null', false],
    [here, 'evil.example:3000', 'http://evil.example:3000', false],
    [open, '192.0.2.7:3000', 'http://192.0.2.7:3000', true],
    [open, '192.0.2.7:3000', 'http://192.0.2.8:3000', false],
    [secure, 'samverkan.example.org', 'https://samverkan.example.org', true],
    [secure, '127.0.0.1:3000', 'https://samverkan.example.org', true],
    [secure, 'samverkan.example.org', 'http://samverkan.example.org', false],
    [secure, 'samverkan.example.org:443', 'http://samverkan.example.org:443', false],
    [secure, 'samverkan.example.org', 'http://localhost:3000', false],
    [secure, 'samverkan.example.org', 'https://samverkan.example.org.evil.example', false],
    [secure, 'localhost:3000', 'http://localhost:3000', true],
  ])('case %#: asked of %s by %s', (own, host, origin, expected) => {
    expect(own.isOrigin({ host, origin })).toBe(expected);
  });

  it('of another site is told by the browser', () => {
    expect(['same-origin', 'none', undefined].map((site) => isSameSite({ 'sec-fetch-site': site }))).toEqual([true, true, true]);
    expect(['same-site', 'cross-site', ''].map((site) => isSameSite({ 'sec-fetch-site': site }))).toEqual([false, false, false]);
  });
});
