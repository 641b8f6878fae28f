import type { AuthoritiesDocument, GroupTreeDocument, Rights } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { heldRoles, type Grounds } from './heldRoles.js';

const none: Rights = { roles: [], groups: {}, nominates: [], finances: [] };
const authority = (more: Partial<AuthoritiesDocument['authorities'][string]>) => ({
  person: 'me',
  role: 'secretariat' as const,
  from: '2008-01-01',
  ...more,
});
const grounds = (authorities: AuthoritiesDocument['authorities']): Grounds => ({
  person: 'me',
  day: '2008-03-14',
  tree: { groups: { office: { kind: 'secretariat' }, work: { kind: 'working' } } } as unknown as GroupTreeDocument,
  authorities: { authorities },
});

it('says of the secretariat that it is held through its group, until the appointment ends', () => {
  const rights: Rights = { ...none, roles: ['secretariat'], groups: { office: { as: 'ordinary', until: '2008-12-31' } } };
  expect(heldRoles(rights, grounds({ a: authority({}) }))[0]).toEqual({
    of: 'wide',
    role: 'secretariat',
    group: 'office',
    until: '2008-12-31',
  });
});

it('says otherwise by which authority, and until when that holds', () => {
  const rights: Rights = { ...none, roles: ['secretariat', 'auditor', 'administrator'] };
  const given = { a: authority({ until: '2008-06-30' }), b: authority({ role: 'auditor' }) };
  expect(heldRoles(rights, grounds(given))).toEqual([
    { of: 'wide', role: 'secretariat', from: '2008-01-01', until: '2008-06-30' },
    { of: 'wide', role: 'auditor', from: '2008-01-01' },
    { of: 'wide', role: 'administrator' },
  ]);
});

it('takes no authority of somebody else, for another organisation, ended, past or yet to come for the ground', () => {
  const rights: Rights = { ...none, finances: ['lst'] };
  const wrong = {
    a: authority({ role: 'financier', organisation: 'lst', person: 'other' }),
    b: authority({ role: 'financier', organisation: 'kommun' }),
    c: authority({ role: 'financier', organisation: 'lst', ended: { on: '2008-02-01', reason: 'x' } }),
    d: authority({ role: 'financier', organisation: 'lst', until: '2008-03-13' }),
    e: authority({ role: 'financier', organisation: 'lst', from: '2008-03-15' }),
  };
  expect(heldRoles(rights, grounds(wrong))).toEqual([{ of: 'organisation', role: 'financier', organisation: 'lst' }]);
  const right = { ...wrong, f: authority({ role: 'financier', organisation: 'lst', until: '2008-03-14' }) };
  expect(heldRoles(rights, grounds(right))[0]).toMatchObject({ until: '2008-03-14' });
});

it('lists groups with office and seat, and organisations for which one nominates', () => {
  const rights: Rights = { ...none, groups: { work: { office: 'chair', as: 'ordinary', until: '2009-01-01' } }, nominates: ['lst'] };
  expect(heldRoles(rights, grounds({}))).toEqual([
    { of: 'group', group: 'work', standing: rights.groups['work'], until: '2009-01-01' },
    { of: 'organisation', role: 'nominator', organisation: 'lst' },
  ]);
});
