import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountStore, type AccountStore } from './account-store.js';
import { newToken } from './secrets.js';

const key = new Uint8Array(32).fill(7);
const T0 = Date.parse('2026-11-23T12:00:00Z');
const MINUTE = 60_000;

let folder: string;
let store: AccountStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-accounts-'));
  store = openAccountStore({ file: ':memory:', key });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(folder, 'accounts.sqlite');
const open = (with_ = key) => openAccountStore({ file: file(), key: with_ });
const passkey = {
  key: 'raw',
  credential: 'c-1',
  account: 'a',
  publicKey: new Uint8Array([1, 2, 3]),
  counter: 0,
  transports: ['usb', 'nfc'],
};

describe('the file of accounts', () => {
  it('is for its owner alone, and has everything again when it is opened again', () => {
    const first = open();
    first.credentials.setLogin('a', 'anna@example.org');
    first.credentials.setPassword({ account: 'a', credential: 'c', hash: '$argon2id$x', since: T0 });
    first.close();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const second = open();
    expect(second.credentials.accountOf('anna@example.org')).toBe('a');
    expect(second.credentials.password('a')).toEqual({ account: 'a', credential: 'c', hash: '$argon2id$x', since: T0 });
    second.close();
  });

  it('holds no e-mail address, no token and no name at an identity provider', () => {
    const opened = open();
    const token = newToken();
    opened.credentials.setLogin('a', 'anna@example.org');
    opened.credentials.addOpenid('https://id.example.org', '19121212-1212', { account: 'a', credential: 'c', since: T0 });
    opened.links.add(token, { account: 'a', purpose: 'invitation', until: T0 });
    opened.sessions.open({ id: 's', account: 'a', means: 'password', device: '', since: T0, seen: T0, proven: T0, until: T0 }, token);
    opened.close();
    const bytes = readFileSync(file()).toString('latin1');
    for (const secret of ['anna', 'example.org', '19121212', token]) expect(bytes).not.toContain(secret);
  });

  it('is named in a sentence when it is damaged, another program’s, of a newer version, or of another key', () => {
    writeFileSync(file(), 'this is no database, however long one reads in it'.repeat(200));
    expect(() => open()).toThrow(
      `The file of accounts ${file()} cannot be used: it is damaged: its first bytes are not those of an SQLite file. Restore it from a backup.`,
    );
    rmSync(file());
    const other = new DatabaseSync(file());
    other.exec('CREATE TABLE mine (a)');
    expect(() => open()).toThrow(/another process has it open|it is no file of accounts/u);
    other.close();
    expect(() => open()).toThrow(/it is no file of accounts/u);
    rmSync(file());
    open().close();
    expect(() => open(new Uint8Array(32))).toThrow(/another key/u);
    const newer = new DatabaseSync(file());
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => open()).toThrow(/newer version/u);
  });

  it('refuses what the disk has no room for, and keeps what it had', () => {
    const opened = open();
    opened.credentials.setLogin('a', 'anna@example.org');
    const { db } = (opened as unknown as { file: { db: DatabaseSync } }).file;
    db.exec('PRAGMA max_page_count = 1');
    const label = 'x'.repeat(100_000);
    expect(() => opened.credentials.addPasskey({ ...passkey, label, since: T0, backedUp: false })).toThrow(
      expect.objectContaining({ code: 'server/disk-full' }) as Error,
    );
    db.exec('PRAGMA max_page_count = 1000000');
    expect(opened.credentials.passkeys('a')).toEqual([]);
    expect(opened.credentials.accountOf('anna@example.org')).toBe('a');
    opened.close();
  });
});

describe('credentials', () => {
  it('are found by an e-mail address however it is written, which is one account’s only', () => {
    expect(store.credentials.setLogin('a', 'Anna@Example.org')).toBe(true);
    expect(store.credentials.setLogin('a', ' anna@example.ORG ')).toBe(true);
    expect(store.credentials.setLogin('b', 'anna@example.org')).toBe(false);
    expect(store.credentials.accountOf('ANNA@example.org')).toBe('a');
    expect(store.credentials.setLogin('a', 'anna@example.net')).toBe(true);
    expect(store.credentials.accountOf('anna@example.org')).toBeUndefined();
  });

  it('are passkeys, by what the authenticator calls them', () => {
    expect(store.credentials.addPasskey({ ...passkey, label: 'Nyckel', since: T0, backedUp: true })).toBe(true);
    expect(store.credentials.addPasskey({ ...passkey, account: 'b', credential: 'c-2', label: 'Nyckel', since: T0, backedUp: true })).toBe(
      false,
    );
    store.credentials.usedPasskey('raw', { counter: 5, backedUp: false, at: T0 + 1 });
    expect(store.credentials.renamePasskey('b', 'c-1', 'min')).toBe(false);
    expect(store.credentials.renamePasskey('a', 'c-1', 'Min')).toBe(true);
    expect(store.credentials.passkey('raw')).toEqual({ ...passkey, label: 'Min', since: T0, counter: 5, backedUp: false, used: T0 + 1 });
    expect(store.credentials.remove('b', 'c-1')).toBeUndefined();
    expect(store.credentials.remove('a', 'c-1')).toBe('passkey');
    expect(store.credentials.passkeys('a')).toEqual([]);
  });

  it('are somebody at an identity provider, each for one account', () => {
    const link = { account: 'a', credential: 'o-1', since: T0 };
    expect(store.credentials.addOpenid('https://id', 'sub', link)).toBe(true);
    expect(store.credentials.addOpenid('https://id', 'sub', { ...link, account: 'b', credential: 'o-2' })).toBe(false);
    expect(store.credentials.openid('https://id', 'sub')).toEqual(link);
    expect(store.credentials.openid('https://i', 'dsub')).toBeUndefined();
    expect(store.credentials.count('a')).toBe(1);
  });

  it('are gone, all of them, when an account is closed', () => {
    store.credentials.setLogin('a', 'anna@example.org');
    store.credentials.setPassword({ account: 'a', credential: 'c', hash: 'h', since: T0 });
    store.credentials.addPasskey({ ...passkey, label: '', since: T0, backedUp: false });
    store.credentials.addOpenid('i', 's', { account: 'a', credential: 'o', since: T0 });
    store.links.add('token', { account: 'a', purpose: 'reset', until: T0 + 1 });
    store.resets.add('a', T0);
    store.erase('a');
    expect([store.credentials.count('a'), store.credentials.accountOf('anna@example.org')]).toEqual([0, undefined]);
    expect([store.links.find('token', T0), store.resets.all()]).toEqual([undefined, []]);
  });
});

describe('a link', () => {
  const link = { account: 'a', purpose: 'invitation', until: T0 + MINUTE } as const;

  it('is used once, within its time', () => {
    store.links.add('one', link);
    expect(store.links.find('one', T0)).toEqual(link);
    expect(store.links.find('one', T0 + MINUTE)).toBeUndefined();
    expect(store.links.spend('one', T0)).toEqual(link);
    expect([store.links.find('one', T0), store.links.spend('one', T0)]).toEqual([undefined, undefined]);
    store.links.add('one', link);
    expect(store.links.find('one', T0)).toBeUndefined();
  });

  it('takes the place of older ones', () => {
    store.links.add('one', link);
    store.links.add('two', link);
    store.links.spendOthers('a', 'two', T0);
    expect([store.links.find('one', T0), store.links.find('two', T0)]).toEqual([undefined, link]);
    store.links.forget('two');
    expect(store.links.find('two', T0)).toBeUndefined();
  });
});

describe('what is remembered between two steps', () => {
  it('is taken once, for what it was made, within its time', () => {
    const token = store.challenges.make('passkey', { challenge: 'x' }, { now: T0, until: T0 + MINUTE });
    expect(store.challenges.take('openid', token, T0)).toBeUndefined();
    expect(store.challenges.take('passkey', token, T0)).toEqual({ challenge: 'x' });
    expect(store.challenges.take('passkey', token, T0)).toBeUndefined();
    const late = store.challenges.make('passkey', {}, { now: T0, until: T0 + MINUTE });
    expect(store.challenges.take('passkey', late, T0 + MINUTE)).toBeUndefined();
  });
});

describe('a session', () => {
  const session = { id: 's', account: 'a', means: 'password', device: 'Firefox, Linux', since: T0, seen: T0, proven: T0 } as const;

  it('knows each token that it has had', () => {
    store.sessions.open({ ...session, until: T0 + 9 * MINUTE }, 'one');
    store.sessions.addToken('s', 'two', T0 + 1, 'when-used');
    expect(store.sessions.byToken('one')?.token).toEqual({ made: T0, firstUsed: T0 });
    expect(store.sessions.byToken('two')?.token).toEqual({ made: T0 + 1 });
    expect(store.sessions.newestToken('s')).toBe(T0 + 1);
    store.sessions.firstUse('s', 'two', T0 + 2);
    expect(store.sessions.byToken('one')?.token).toEqual({ made: T0, firstUsed: T0, replaced: T0 + 2 });
    store.sessions.addToken('s', 'three', T0 + 3, 'now');
    expect(store.sessions.byToken('two')?.token).toEqual({ made: T0 + 1, firstUsed: T0 + 2, replaced: T0 + 3 });
    expect(store.sessions.byToken('three')?.token).toEqual({ made: T0 + 3, firstUsed: T0 + 3 });
  });

  it('ends with all its tokens', () => {
    store.sessions.open({ ...session, until: T0 + MINUTE }, 'one');
    expect(store.sessions.end('s')).toBe(true);
    expect(store.sessions.end('s')).toBe(false);
    expect(store.sessions.byToken('one')).toBeUndefined();
  });

  it('is over when its time is, or when nobody used it', () => {
    store.sessions.open({ ...session, until: T0 + 2 * MINUTE }, 'one');
    store.sessions.open({ ...session, id: 't', until: T0 + 9 * MINUTE }, 'two');
    store.sessions.seen([['t', T0 + MINUTE]]);
    store.sessions.seen([['t', T0]]);
    expect(store.sessions.endOver(T0 + MINUTE, T0 - 1)).toEqual([]);
    expect(store.sessions.endOver(T0 + MINUTE, T0).map(({ id }) => id)).toEqual(['s']);
    expect(store.sessions.endOver(T0 + 9 * MINUTE, T0).map(({ id }) => id)).toEqual(['t']);
    expect(store.sessions.ofAccount('a')).toEqual([]);
  });
});
