import { afterEach, describe, expect, it, vi } from 'vitest';
import { SIGN_IN } from '../sign-in-settings.js';
import { Passwords } from './passwords.js';
import { weaknessOf } from './weak-passwords.js';

const FAST = { memoryCost: 8, timeCost: 1, parallelism: 1 };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a password', () => {
  it('is kept as argon2id at the cost that OWASP asks for', async () => {
    const stored = await new Passwords(SIGN_IN.hashing).hash('en lång mening om skogen');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  });

  it('is known again, however its characters were composed, and no other is', async () => {
    const passwords = new Passwords(FAST);
    const stored = await passwords.hash('Åsa köpte äpplen');
    expect(await passwords.verify(stored, 'Åsa köpte äpplen'.normalize('NFD'))).toBe(true);
    expect(await passwords.verify(stored, 'Asa köpte äpplen')).toBe(false);
    expect(await passwords.verify(stored, '')).toBe(false);
    expect(await passwords.hash('Åsa köpte äpplen')).not.toBe(stored);
  });

  it('is compared with something also where there is none', async () => {
    const passwords = new Passwords({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const stored = await passwords.hash('en lång mening om skogen');
    await passwords.verify(undefined, 'warm up');
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    // In turns, and the best of many: whatever else the machine does hits both.
    for (let n = 0; n < 9; n += 1) {
      for (const [name, hash] of [
        ['known', stored],
        ['unknown', undefined],
      ] as const) {
        const start = performance.now();
        expect(await passwords.verify(hash, 'fel lösenord hela vägen')).toBe(false);
        times[name].push(performance.now() - start);
      }
    }
    const [known, unknown] = [Math.min(...times.known), Math.min(...times.unknown)];
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  it('is hashed anew when the cost has changed', async () => {
    const stored = await new Passwords(FAST).hash('en lång mening om skogen');
    expect(new Passwords(FAST).isOutdated(stored)).toBe(false);
    expect(new Passwords({ ...FAST, timeCost: 2 }).isOutdated(stored)).toBe(true);
  });

  it('is hashed when there is room for it: few at once, some that wait, no more', async () => {
    const passwords = new Passwords(FAST);
    const results = await Promise.allSettled(Array.from({ length: 190 }, () => passwords.hash('en lång mening')));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(38);
    expect(refused[0]).toMatchObject({ reason: { code: 'request/too-many' } });
    expect(await passwords.hash('en lång mening')).toMatch(/^\$argon2id/u);
  });

  it('is hashed for another address while one has all the places that it may have', async () => {
    const passwords = new Passwords(FAST);
    const order: string[] = [];
    const greedy = Array.from({ length: 190 }, () =>
      passwords.hash('en lång mening', { house: '192.0.2.1' }).then(
        () => order.push('greedy'),
        () => undefined,
      ),
    );
    await passwords.verify(undefined, 'en annan mening', { house: '192.0.2.2' });
    order.push('other');
    await Promise.all(greedy);
    expect(order.indexOf('other')).toBeLessThan(20);
  });
});

describe('a password is too weak', () => {
  it.each([
    ['elva tecken', 'short'],
    ['x'.repeat(201), 'long'],
    ['aaaaaaaaaaaaaa', 'common'],
    ['password1234', 'common'],
    ['P@ssw0rd!2026', 'common'],
    ['Lösenord2026!', 'common'],
    ['123456789012', 'common'],
    ['qwertyuiop12', 'common'],
    ['1q2w3e4r5t6y', 'common'],
    ['1qaz2wsx3edc', 'common'],
    ['hejhejhejhej', 'common'],
    ['abcabcabcabc', 'common'],
    ['iloveyou!!!!!!', 'common'],
    ['Sundsvall2026!', 'common'],
    ['correct horse battery staple', 'common'],
    ['Samverkan2026!', 'personal'],
    ['s4mv3rk4n-2026', 'personal'],
    ['anna.berg1234', 'personal'],
    ['Annaberg20261!', 'personal'],
    ['anna@kommunen1', 'personal'],
    ['berget och Anna vid sjön', undefined],
    ['tre kossor på en äng', undefined],
    ['vQ7!kd82mLp0', undefined],
    ['𝒂𝒃𝒄𝒅 blå ankor', undefined],
  ])('%s: %s', (password, weakness) => {
    expect(weaknessOf(password, 'Anna.Berg@kommunen.se')).toBe(weakness);
  });

  it('is judged in a moment, however it is made', () => {
    const start = performance.now();
    for (const one of ['!'.repeat(200), 'a1'.repeat(100), `${'-'.repeat(199)}a`, 'ab'.repeat(99) + 'cc'])
      weaknessOf(one, `${'a-'.repeat(90)}@x.se`);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
