import { describe, expect, it } from 'vitest';
import { SIGN_IN } from '../sign-in-settings.js';
import { AccountSecrets } from '../store/secrets.js';
import { DeviceCookies } from './device-cookie.js';
import { SignInLimits, type Attempt } from './sign-in-limits.js';

const settings = {
  ...SIGN_IN,
  address: { points: 8, seconds: 100 },
  accountAtAddress: { points: 3, seconds: 50 },
  accountAnywhere: { points: 6, seconds: 200 },
  device: { points: 4, seconds: 30 },
  asking: { points: 2, seconds: 10 },
};
const blockedAfter = async (limits: SignInLimits, attempt: Attempt, most = 50): Promise<number | undefined> => {
  for (let n = 0; n < most; n += 1) {
    try {
      await limits.admit(attempt);
    } catch {
      return n;
    }
  }
  return undefined;
};

describe('attempts to sign in', () => {
  it('are few to one account from one address, and block neither others nor elsewhere', async () => {
    const limits = new SignInLimits(settings);
    expect(await blockedAfter(limits, { address: '192.0.2.1', login: 'a' })).toBe(3);
    await expect(limits.admit({ address: '192.0.2.1', login: 'a' })).rejects.toMatchObject({ seconds: 50, begins: false, ofAccount: true });
    expect(await blockedAfter(limits, { address: '192.0.2.1', login: 'b' }, 2)).toBeUndefined();
    expect(await blockedAfter(limits, { address: '192.0.2.2', login: 'a' }, 2)).toBeUndefined();
  });

  it('are few from one address, whichever accounts it tries', async () => {
    const limits = new SignInLimits(settings);
    for (let n = 0; n < 8; n += 1) await limits.admit({ address: '192.0.2.1', login: `l-${String(n)}` });
    await expect(limits.admit({ address: '192.0.2.1', login: 'other' })).rejects.toMatchObject({
      seconds: 100,
      begins: true,
      ofAccount: false,
    });
    // All of an IPv6 network is one address: whoever has one has 2^64.
    for (let n = 0; n < 8; n += 1) await limits.admit({ address: `2001:db8:1:2::${String(n)}`, login: `l-${String(n)}` });
    await expect(limits.admit({ address: '2001:db8:1:2:ffff::1', login: 'other' })).rejects.toThrow();
    await limits.admit({ address: '2001:db8:1:3::1', login: 'other' });
  });

  it('are few to one account from all addresses together, though not from a device of its holder', async () => {
    const limits = new SignInLimits(settings);
    for (let n = 0; n < 6; n += 1) await limits.admit({ address: `192.0.2.${String(n)}`, login: 'a' });
    await expect(limits.admit({ address: '198.51.100.1', login: 'a' })).rejects.toMatchObject({ seconds: 200, begins: true });
    const own = { address: '192.0.2.1', login: 'a', device: 'd' };
    await (await limits.admit(own)).succeeded();
    expect(await blockedAfter(limits, own)).toBe(4);
  });

  it('that succeed are not counted', async () => {
    const limits = new SignInLimits(settings);
    for (let n = 0; n < 20; n += 1) await (await limits.admit({ address: '192.0.2.1', login: 'a' })).succeeded();
  });

  it('many at once are as many', async () => {
    const limits = new SignInLimits(settings);
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => limits.admit({ address: '192.0.2.1', login: 'a' })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('and what else anybody may ask is counted by kind and address', async () => {
    const limits = new SignInLimits(settings);
    await limits.ask('link', '192.0.2.1');
    await limits.ask('link', '192.0.2.1');
    await expect(limits.ask('link', '192.0.2.1')).rejects.toMatchObject({ code: 'session/blocked', more: { facts: { seconds: 10 } } });
    await limits.ask('reset', '192.0.2.1');
    await limits.ask('link', '192.0.2.2');
  });
});

describe('a device cookie', () => {
  const secrets = new AccountSecrets(new Uint8Array(32).fill(3));
  const cookies = new DeviceCookies(secrets, { secure: false });
  const now = Date.parse('2026-11-23T12:00:00Z');
  const given = (account: string) => cookies.give(account, now).split(';', 1)[0] ?? '';

  it('marks a device of one account, for half a year', () => {
    const cookie = given('a');
    expect(cookies.deviceIn(cookie, 'a', now)).toMatch(/^[\w-]{16}$/u);
    expect(cookies.deviceIn(cookie, 'b', now)).toBeUndefined();
    expect(cookies.deviceIn(cookie, 'a', now + 181 * 24 * 60 * 60 * 1_000)).toBeUndefined();
  });

  it('cannot be made without the key, nor changed', () => {
    const cookie = given('a');
    const [, value = ''] = cookie.split('=');
    const [id = '', until = '', mac = ''] = value.split('.');
    const other = new DeviceCookies(new AccountSecrets(new Uint8Array(32)), { secure: false });
    expect(cookies.deviceIn(other.give('a', now).split(';', 1)[0], 'a', now)).toBeUndefined();
    for (const forged of [`x${id.slice(1)}.${until}.${mac}`, `${id}.z${until}.${mac}`, `${id}.${until}`, `${id}.${until}.${mac}.x`, ''])
      expect(cookies.deviceIn(`samverkan_device=${forged}`, 'a', now)).toBeUndefined();
  });
});
