import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-config-'));
  writeFileSync(join(folder, 'secret'), 'from a file\n');
  writeFileSync(join(folder, 'empty'), '\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const provider = { SAMVERKAN_OPENID_ISSUER: 'https://id.example.org/realm', SAMVERKAN_OPENID_CLIENT_ID: 'samverkan' };

describe('the settings', () => {
  it('are for one machine, with local accounts, when nothing is set', () => {
    expect(readConfig({})).toMatchObject({ url: 'http://localhost:3000', secure: false, proxies: [], signIn: 'all', demo: false });
    expect(readConfig({})).not.toHaveProperty('openid');
    expect(readConfig({ PORT: '4000', SAMVERKAN_URL: '' }).url).toBe('http://localhost:4000');
  });

  it('say where people reach the server, and through which proxies', () => {
    const read = readConfig({ SAMVERKAN_URL: 'https://Samverkan.example.org/', SAMVERKAN_PROXY: '10.0.0.1, 192.168.0.0/16,fd00::/8' });
    expect(read).toMatchObject({ url: 'https://samverkan.example.org', secure: true, proxies: ['10.0.0.1', '192.168.0.0/16', 'fd00::/8'] });
  });

  it('say whether what is below the same name is to be reached over TLS only', () => {
    expect(readConfig({}).subdomains).toBe(false);
    expect(readConfig({ SAMVERKAN_HSTS_SUBDOMAINS: 'on' }).subdomains).toBe(true);
    expect(() => readConfig({ SAMVERKAN_HSTS_SUBDOMAINS: 'yes' })).toThrow('SAMVERKAN_HSTS_SUBDOMAINS must be on or off');
  });

  it('name the roles for which a passkey is required', () => {
    expect(readConfig({}).requirePasskey).toEqual([]);
    expect(readConfig({ SAMVERKAN_REQUIRE_PASSKEY: 'secretariat, chair' }).requirePasskey).toEqual(['secretariat', 'chair']);
    expect(() => readConfig({ SAMVERKAN_REQUIRE_PASSKEY: 'king' })).toThrow('SAMVERKAN_REQUIRE_PASSKEY must be roles, separated by commas');
  });

  it('name an identity provider, whose secret comes from the environment or a file', () => {
    expect(readConfig(provider).openid).toEqual({
      issuer: 'https://id.example.org/realm',
      clientId: 'samverkan',
      name: 'id.example.org',
    });
    const named = { ...provider, SAMVERKAN_OPENID_NAME: 'Kommunens inloggning', SAMVERKAN_SIGN_IN: 'openid' };
    expect(readConfig({ ...named, SAMVERKAN_OPENID_CLIENT_SECRET: 'x' })).toMatchObject({
      signIn: 'openid',
      openid: { name: 'Kommunens inloggning', clientSecret: 'x' },
    });
    expect(readConfig({ ...named, SAMVERKAN_OPENID_CLIENT_SECRET_FILE: join(folder, 'secret') }).openid?.clientSecret).toBe('from a file');
    expect(readConfig({ ...provider, SAMVERKAN_OPENID_ISSUER: 'http://127.0.0.1:4000' }).openid?.issuer).toBe('http://127.0.0.1:4000');
  });

  it.each([
    [{ SAMVERKAN_URL: 'samverkan.example.org' }, 'SAMVERKAN_URL must be an address such as'],
    [{ SAMVERKAN_URL: 'https://example.org/samverkan' }, 'without a path'],
    [{ SAMVERKAN_URL: 'ftp://example.org' }, 'SAMVERKAN_URL must be an address'],
    [{ SAMVERKAN_URL: 'https://anna:hemligt@example.org' }, 'SAMVERKAN_URL must be an address'],
    [{ SAMVERKAN_PROXY: 'proxy.example.org' }, 'SAMVERKAN_PROXY must be addresses or networks'],
    [{ SAMVERKAN_PROXY: '10.0.0.0/33' }, 'SAMVERKAN_PROXY must be addresses or networks'],
    [{ SAMVERKAN_SIGN_IN: 'password' }, 'SAMVERKAN_SIGN_IN must be all or openid'],
    [{ SAMVERKAN_SIGN_IN: 'openid' }, 'SAMVERKAN_OPENID_ISSUER must be set when SAMVERKAN_SIGN_IN is openid'],
    [{ SAMVERKAN_OPENID_CLIENT_ID: 'x' }, 'SAMVERKAN_OPENID_CLIENT_ID is of no use without SAMVERKAN_OPENID_ISSUER'],
    [{ SAMVERKAN_OPENID_ISSUER: 'http://id.example.org' }, 'SAMVERKAN_OPENID_ISSUER must be an address that begins with https://'],
    [{ SAMVERKAN_OPENID_ISSUER: 'https://id.example.org' }, 'SAMVERKAN_OPENID_CLIENT_ID must be set'],
    [{ ...provider, SAMVERKAN_OPENID_CLIENT_SECRET_FILE: '/nowhere/secret' }, 'names a file that cannot be read'],
    [{ ...provider, SAMVERKAN_OPENID_CLIENT_SECRET: 'a', SAMVERKAN_OPENID_CLIENT_SECRET_FILE: 'b' }, 'must not both be set'],
  ])('that are wrong are named: %j', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(sentence);
  });

  it('that are wrong are named all at once, secrets never', () => {
    const wrong = () =>
      readConfig({
        ...provider,
        PORT: 'many',
        SAMVERKAN_URL: 'x',
        SAMVERKAN_OPENID_CLIENT_SECRET: 'hemligt',
        SAMVERKAN_OPENID_CLIENT_SECRET_FILE: 'y',
      });
    expect(wrong).toThrow(/PORT .*; SAMVERKAN_URL .*; SAMVERKAN_OPENID_CLIENT_SECRET /u);
    expect(wrong).not.toThrow(/hemligt/u);
    const empty = { ...provider, SAMVERKAN_OPENID_CLIENT_SECRET_FILE: join(folder, 'empty') };
    expect(() => readConfig(empty)).toThrow('SAMVERKAN_OPENID_CLIENT_SECRET_FILE names an empty file');
  });
});
