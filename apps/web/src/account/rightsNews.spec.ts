import type { Rights, SessionAnswer } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { newsOf, rightsBetween } from './rightsNews.js';

const none: Rights = { roles: [], groups: {}, nominates: [], finances: [] };

describe('what is told of rights', () => {
  it('is nothing where nothing changed', () => {
    const rights: Rights = { ...none, roles: ['auditor'], groups: { g: { as: 'ordinary', until: '2009-01-01' } } };
    expect(rightsBetween(rights, structuredClone(rights))).toEqual([]);
  });

  it('is an appointment that ended, was made, or became another', () => {
    expect(rightsBetween({ ...none, groups: { g: { as: 'ordinary' } } }, none)).toEqual([
      { of: 'standing', gained: false, group: 'g', what: 'ordinary' },
    ]);
    expect(rightsBetween({ ...none, groups: { g: { as: 'substitute' } } }, { ...none, groups: { g: { as: 'ordinary' } } })).toEqual([
      { of: 'standing', gained: false, group: 'g', what: 'substitute' },
      { of: 'standing', gained: true, group: 'g', what: 'ordinary' },
    ]);
  });

  it('is an office apart from the seat it rests on', () => {
    const chair: Rights = { ...none, groups: { g: { office: 'chair', as: 'ordinary' } } };
    expect(rightsBetween(chair, { ...none, groups: { g: { as: 'ordinary' } } })).toEqual([
      { of: 'standing', gained: false, group: 'g', what: 'chair' },
    ]);
  });

  it('is a term that ends another day', () => {
    const until = (day: string): Rights => ({ ...none, groups: { g: { as: 'ordinary', until: day } } });
    expect(rightsBetween(until('2008-12-31'), until('2008-06-30'))).toEqual([{ of: 'term', group: 'g', until: '2008-06-30' }]);
  });

  it('says what was lost before what was gained', () => {
    const before: Rights = { roles: ['secretariat'], groups: {}, nominates: ['a'], finances: [] };
    const now: Rights = { roles: ['auditor'], groups: { g: { as: 'ordinary' } }, nominates: [], finances: ['b'] };
    expect(rightsBetween(before, now).map((news) => 'gained' in news && news.gained)).toEqual([false, false, true, true, true]);
  });
});

describe('what is told of a turn of the session', () => {
  const answer = (account?: string, rights: Partial<Rights> = {}): SessionAnswer => ({
    demo: false,
    partnership: 'x',
    identities: [],
    means: { password: true, passkey: true },
    ...none,
    ...rights,
    ...(account === undefined ? {} : { identity: { account, name: account } }),
  });

  it('is that it ended, unless this page asked for that', () => {
    expect(newsOf({ before: answer('a'), now: answer(), asked: false })).toEqual([{ of: 'ended' }]);
    expect(newsOf({ before: answer('a'), now: answer(), asked: true })).toEqual([]);
  });

  it('is who is signed in when that became another in another tab, not what the former lost', () => {
    const before = answer('a', { roles: ['secretariat'] });
    expect(newsOf({ before, now: answer('b'), asked: false })).toEqual([{ of: 'another', name: 'b' }]);
    expect(newsOf({ before, now: answer('b'), asked: true })).toEqual([]);
  });

  it('is what the account may be now, whoever asked', () => {
    expect(newsOf({ before: answer('a'), now: answer('a', { roles: ['auditor'] }), asked: true })).toHaveLength(1);
    expect(newsOf({ before: answer(), now: answer(), asked: false })).toEqual([]);
  });
});
