import type { AccountsDocument } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { accountRows, actionsFor, matches, type AccountRow } from './accountRows.js';

const NOW = '2026-11-23T12:00:00.000Z';
const opened = { administrator: false, openedAt: '2026-11-01T08:00:00.000Z', means: {} };
const link = (until: string) => ({ at: '2026-11-20T08:00:00.000Z', until });
const password = { c1: { means: 'password' as const, since: '2026-11-02T08:00:00.000Z' } };
const body: AccountsDocument = {
  accounts: {
    k1: { ...opened, person: 'p1', means: password, signedInAt: '2026-11-22T08:00:00.000Z' },
    k2: { ...opened, person: 'p2', invited: link('2026-11-27T08:00:00.000Z') },
    k3: { ...opened, person: 'p3', invited: link('2026-11-22T08:00:00.000Z') },
    k4: { ...opened, administrator: true, means: { ...password, c2: { means: 'passkey', since: '2026-11-02T08:00:00.000Z' } } },
    k5: { ...opened, person: 'p5', means: password, closed: { at: '2026-11-10T08:00:00.000Z', reason: 'Slutat' } },
    k6: { ...opened, person: 'p6' },
    k8: { ...opened, person: 'p8', usedSince: '2026-11-02T08:00:00.000Z', reset: { request: 'r', until: '2026-11-24T08:00:00.000Z' } },
    k7: { ...opened, person: 'p7', means: password, reset: { request: 'r', confirmed: { at: NOW }, until: '2026-11-24T08:00:00.000Z' } },
  },
};
const names: Record<string, string> = { p1: 'Karin', p2: 'Bo', p3: 'Åsa', p5: 'Dan', p6: 'Eva', p7: 'Fia', p8: 'Gun' };
const rows = accountRows(
  body,
  (person) => names[person] ?? person,
  (a, b) => a.localeCompare(b, 'sv'),
  NOW,
);
const row = (id: string): AccountRow => rows.find((one) => one.id === id)!;

describe('the accounts', () => {
  it('stand by the name of whom they act for, the technical ones last', () => {
    expect(rows.map(({ name }) => name)).toEqual(['Bo', 'Dan', 'Eva', 'Fia', 'Gun', 'Karin', 'Åsa', undefined]);
  });

  it('are active, invited, too late for their link, without a way in, or closed', () => {
    expect(rows.map(({ id, state }) => [id, state])).toEqual([
      ['k2', 'invited'],
      ['k5', 'closed'],
      ['k6', 'unused'],
      ['k7', 'active'],
      ['k8', 'unused'],
      ['k1', 'active'],
      ['k3', 'lapsed'],
      ['k4', 'active'],
    ]);
  });

  it('tell until when a link can be used, and of none that cannot', () => {
    expect(row('k2').linkUntil).toBe('2026-11-27T08:00:00.000Z');
    expect(row('k7').linkUntil).toBe('2026-11-24T08:00:00.000Z');
    expect(row('k3').linkUntil).toBeUndefined();
    // Not confirmed yet.
    expect(row('k8')).toMatchObject({ linkUntil: undefined, reset: { request: 'r' } });
  });

  it('are found by words, state and whether they administer', () => {
    expect(matches(row('k1'), { words: 'kari' })).toBe(true);
    expect(matches(row('k1'), { words: 'K1 karin' })).toBe(true);
    expect(matches(row('k1'), { words: 'bo' })).toBe(false);
    expect(matches(row('k1'), { state: 'closed' })).toBe(false);
    expect(rows.filter((one) => matches(one, { administrators: true })).map(({ id }) => id)).toEqual(['k4']);
  });

  it('are offered what makes sense as they are', () => {
    expect(actionsFor(row('k5'))).toEqual(['reopen']);
    expect(actionsFor(row('k2'))).toEqual(['invite', 'make-administrator', 'close']);
    // Somebody has been its holder: nobody is invited to it any more.
    expect(actionsFor(row('k8'))).toEqual(['request-reset', 'make-administrator', 'close']);
    expect(actionsFor(row('k4'))).toEqual(['request-reset', 'end-sessions', 'dismiss-administrator', 'close']);
  });
});
