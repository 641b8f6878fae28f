import { POLICY, rolesFor } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { STRANGER, type Acting } from '../platform/permissions.js';
import { ACTIVITIES, COMMANDS, possibilities } from './activities.js';

const signedIn: Acting = { ...STRANGER, signedIn: true };
const mayDo = (acting: Acting) =>
  possibilities('g1', acting)
    .filter(({ may }) => may)
    .map(({ name }) => name);

describe('what may be done in a group', () => {
  it('names every command of groups, meetings and decisions once, with others that are open to the same', () => {
    const named = Object.values(COMMANDS).flatMap(({ context, commands }) => commands.map((command) => `${context}/${command}`));
    const all = (['groups', 'meetings', 'decisions'] as const).flatMap((context) =>
      Object.keys(POLICY[context]).map((command) => `${context}/${command}`),
    );
    expect(named.sort()).toEqual(all.sort());
    for (const { context, commands } of Object.values(COMMANDS)) {
      expect(new Set(commands.map((command) => rolesFor(context, command)?.join())).size).toBe(1);
    }
  });

  it('is nothing for a stranger, and for somebody who is in another group', () => {
    expect(mayDo(STRANGER)).toEqual([]);
    expect(mayDo({ ...signedIn, groups: { g2: { office: 'chair', as: 'ordinary' } } })).toEqual([]);
  });

  it('member, serving substitute: attend, speak, move proposals, vote, reserve', () => {
    const expected = ['read-closed', 'read-contacts', 'attend', 'propose', 'tasks'];
    expect(mayDo({ ...signedIn, groups: { g1: { as: 'ordinary' } } })).toEqual(expected);
    expect(mayDo({ ...signedIn, groups: { g1: { as: 'substitute' } } })).toEqual(expected);
  });

  it("chair, secretary (of a group): run that group's meetings, items, votes, minutes", () => {
    const expected = ['read-closed', 'read-contacts', 'attend', 'propose', 'tasks', 'meet', 'doors', 'decide', 'follow'];
    expect(mayDo({ ...signedIn, groups: { g1: { office: 'secretary' } } })).toEqual(expected);
    const chair = possibilities('g1', { ...signedIn, groups: { g1: { office: 'vice-chair', as: 'ordinary' } } });
    expect(chair.find(({ name }) => name === 'meet')?.as).toBe('chair');
  });

  it('auditor: read everything, change nothing, and no contact data', () => {
    expect(mayDo({ ...signedIn, roles: ['auditor'] })).toEqual(['read-closed']);
  });

  it("administrator: no power over the partnership's matters", () => {
    expect(mayDo({ ...signedIn, roles: ['administrator'] })).toEqual([]);
  });

  it('a financier responds, and a nominator nominates in a round only', () => {
    expect(mayDo({ ...signedIn, finances: ['o1'] })).toEqual(['respond']);
    expect(mayDo({ ...signedIn, nominates: ['o1'] })).toEqual([]);
  });

  it('the secretariat does everything but respond', () => {
    expect(mayDo({ ...signedIn, roles: ['secretariat'] })).toEqual(ACTIVITIES.map(({ name }) => name).filter((name) => name !== 'respond'));
  });
});
