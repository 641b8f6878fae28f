import { ROLES, type Standing } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { STRANGER, mayGive, rolesIn, whyNot, type Acting } from './permissions.js';

const signedIn: Acting = { ...STRANGER, signedIn: true };
const inGroups = (groups: Readonly<Record<string, Standing>>): Acting => ({ ...signedIn, groups });
const g1 = { group: 'g1' };

describe('what is offered to whom', () => {
  it("chair, secretary (of a group) run that group's meetings, items, votes, minutes", () => {
    const secretary = inGroups({ g1: { office: 'secretary' }, g2: { as: 'ordinary' } });
    expect(mayGive('meetings', 'open', g1, secretary)).toBe(true);
    expect(mayGive('meetings', 'open', { group: 'g2' }, secretary)).toBe(false);
    expect(mayGive('meetings', 'open', { group: 'g3' }, secretary)).toBe(false);
    expect(mayGive('meetings', 'open', g1, inGroups({ g1: { office: 'vice-chair', as: 'ordinary' } }))).toBe(true);
  });

  it('member, serving substitute attend, speak, move proposals, vote, reserve', () => {
    for (const as of ['ordinary', 'substitute'] as const) {
      expect(mayGive('meetings', 'move-proposal', g1, inGroups({ g1: { as } }))).toBe(true);
      expect(mayGive('meetings', 'move-proposal', { group: 'g3' }, inGroups({ g1: { as } }))).toBe(false);
      expect(mayGive('meetings', 'open', g1, inGroups({ g1: { as } }))).toBe(false);
    }
  });

  it('the secretariat forms groups and runs any meeting', () => {
    const secretariat: Acting = { ...signedIn, roles: ['secretariat'] };
    expect(mayGive('groups', 'appoint', g1, secretariat)).toBe(true);
    expect(mayGive('meetings', 'open', g1, secretariat)).toBe(true);
  });

  it("administrator: accounts, settings; no power over the partnership's matters", () => {
    const administrator: Acting = { ...signedIn, roles: ['administrator'] };
    expect(mayGive('accounts', 'invite', {}, administrator)).toBe(true);
    for (const context of ['organisations', 'persons', 'groups', 'meetings', 'decisions', 'authorities']) {
      expect(mayGive(context, 'close', g1, administrator)).toBe(false);
      expect(mayGive(context, 'open', g1, administrator)).toBe(false);
    }
    expect(mayGive('accounts', 'invite', {}, { ...signedIn, roles: ['secretariat'] })).toBe(false);
  });

  it('auditor: read everything; change nothing', () => {
    const auditor: Acting = { ...signedIn, roles: ['auditor'] };
    expect(mayGive('meetings', 'open', g1, auditor)).toBe(false);
    expect(mayGive('persons', 'rename', {}, auditor)).toBe(false);
  });

  it('financier (for an organisation): its own budget lines and responses', () => {
    const financier: Acting = { ...signedIn, finances: ['o1'], nominates: ['o2'] };
    expect(mayGive('decisions', 'respond', { organisation: 'o1' }, financier)).toBe(true);
    expect(mayGive('decisions', 'respond', { organisation: 'o2' }, financier)).toBe(false);
    expect(mayGive('decisions', 'respond', {}, financier)).toBe(false);
    expect(rolesIn({ organisation: 'o2' }, financier)).toEqual(['nominator']);
  });

  it('one person may hold several roles, all at once', () => {
    const all: Acting = {
      signedIn: true,
      roles: ['secretariat', 'auditor', 'administrator'],
      groups: { g1: { office: 'chair', as: 'ordinary' } },
      nominates: ['o1'],
      finances: ['o1'],
    };
    expect(rolesIn({ group: 'g1', organisation: 'o1' }, all)).toEqual(
      ROLES.filter((role) => role !== 'secretary' && role !== 'substitute'),
    );
  });

  it('nobody signed in is offered nothing, and there is no group named like a member of Object', () => {
    expect(mayGive('meetings', 'open', g1, { ...STRANGER, groups: { g1: { office: 'chair' } } })).toBe(false);
    expect(rolesIn({ group: 'constructor' }, signedIn)).toEqual([]);
    expect(mayGive('meetings', 'toString', g1, { ...signedIn, roles: ['secretariat'] })).toBe(false);
  });
});

describe('why something is not offered', () => {
  it('is that others do it, or that the reader is not signed in', () => {
    expect(whyNot('groups', 'appoint', g1, signedIn)).toEqual({ key: 'others', roles: ['secretariat'] });
    expect(whyNot('groups', 'appoint', g1, STRANGER)).toEqual({ key: 'signIn', roles: ['secretariat'] });
    expect(whyNot('groups', 'appoint', g1, { ...signedIn, roles: ['secretariat'] })).toBeUndefined();
    expect(whyNot('groups', 'constructor', g1, signedIn)).toEqual({ key: 'nobody', roles: [] });
  });
});
