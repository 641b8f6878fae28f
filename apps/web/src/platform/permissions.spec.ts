import { describe, expect, it } from 'vitest';
import { mayGive, rolesIn } from './permissions.js';

const secretary = { role: 'secretary', groups: { g1: { office: 'secretary' as const }, g2: {} } };

describe('what is offered to whom', () => {
  it("chair, secretary (of a group) run that group's meetings", () => {
    expect(mayGive('meetings', 'open', 'g1', secretary)).toBe(true);
    expect(mayGive('meetings', 'open', 'g2', secretary)).toBe(false);
    expect(mayGive('meetings', 'open', 'g3', secretary)).toBe(false);
    expect(mayGive('meetings', 'open', 'g1', { role: 'member', groups: { g1: { office: 'vice-chair' } } })).toBe(true);
  });

  it('a member attends and moves proposals in the own group', () => {
    expect(mayGive('meetings', 'move-proposal', 'g2', secretary)).toBe(true);
    expect(mayGive('meetings', 'move-proposal', 'g3', secretary)).toBe(false);
  });

  it('the secretariat forms groups and runs any meeting', () => {
    const secretariat = { role: 'secretariat', groups: {} };
    expect(mayGive('groups', 'appoint', 'g1', secretariat)).toBe(true);
    expect(mayGive('meetings', 'open', 'g1', secretariat)).toBe(true);
  });

  it('an auditor changes nothing, not even as a member', () => {
    expect(rolesIn('g1', { role: 'auditor', groups: { g1: { office: 'chair' } } })).toEqual([]);
  });

  it('nobody signed in is offered nothing, and there is no group named like a member of Object', () => {
    expect(mayGive('meetings', 'open', 'g1', { groups: {} })).toBe(false);
    expect(rolesIn('constructor', { role: 'member', groups: {} })).toEqual([]);
    expect(mayGive('meetings', 'toString', 'g1', { role: 'secretariat', groups: {} })).toBe(false);
  });
});
