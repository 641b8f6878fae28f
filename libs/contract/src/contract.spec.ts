import { describe, expect, it } from 'vitest';
import { COMMANDS, commandSpec } from './commands/commands.js';
import { listId, parseListId } from './documents/lists.js';
import { CommandRequest, LIVE_KINDS, WatchRequest } from './live.js';
import { POLICY, rolesFor, type Role } from './policy.js';
import { EntityId, Instant, Line, Prose } from './text.js';

describe('texts', () => {
  it.each(['\u0000', 'a\u0000b', '\ud800', 'x\udc00y', '\u001b[31m'])('refuse NUL, control characters and lone surrogates: %j', (text) => {
    expect(Prose.safeParse(text).success).toBe(false);
    expect(Line.safeParse(text).success).toBe(false);
  });

  it('keep line breaks, tabs, all letters and pictures', () => {
    const text = 'Ånge,\tÖrnsköldsvik\noch 👩‍🚒 — «så»';
    expect(Prose.parse(text)).toBe(text);
  });

  it('are trimmed before they are found empty', () => {
    expect(Line.safeParse('  \n ').success).toBe(false);
    expect(Line.parse('  Möte  ')).toBe('Möte');
  });

  it('keep to their length', () => {
    expect(Line.safeParse('x'.repeat(300)).success).toBe(true);
    expect(Line.safeParse('x'.repeat(301)).success).toBe(false);
    expect(Prose.safeParse('x'.repeat(20_001)).success).toBe(false);
  });

  it.each(['../etc', 'A', '', 'a b', '-a', 'a'.repeat(81), 'å', 'constructor/x'])('an id is not %j', (id) => {
    expect(EntityId.safeParse(id).success).toBe(false);
  });

  it('read an instant with any offset as the same moment', () => {
    expect(Instant.parse('2008-03-01T13:00:00+01:00')).toBe('2008-03-01T12:00:00.000Z');
    expect(Instant.safeParse('2008-03-01T13:00:00').success).toBe(false);
    expect(Instant.safeParse('2008-02-30T13:00:00Z').success).toBe(false);
  });
});

describe('commands', () => {
  it('are found by own names only', () => {
    expect(commandSpec('meetings', 'open')).toBe(COMMANDS.meetings.open);
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(commandSpec(name, 'open')).toBeUndefined();
      expect(commandSpec('meetings', name)).toBeUndefined();
    }
  });

  it('refuse a field that they do not know', () => {
    for (const context of Object.values(COMMANDS))
      for (const spec of Object.values(context)) {
        const issues = spec.body.safeParse({ unknownField: 1 }).error?.issues ?? [];
        expect(issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
      }
  });

  it('each stand in the policy with those who may give them, and no other does', () => {
    const named = (table: object) => Object.entries(table).map(([context, commands]) => [context, Object.keys(commands as object).sort()]);
    expect(named(POLICY)).toEqual(named(COMMANDS));
    for (const [context, commands] of Object.entries(COMMANDS))
      for (const command of Object.keys(commands)) expect(rolesFor(context, command)?.length, `${context}/${command}`).toBeGreaterThan(0);
    expect(rolesFor('constructor', 'open')).toBeUndefined();
    expect(rolesFor('meetings', 'constructor')).toBeUndefined();
  });

  const given = Object.values(POLICY).flatMap((commands) => Object.values(commands) as (readonly Role[])[]);
  it('auditor: change nothing', () => {
    expect(given.filter((roles) => roles.includes('auditor'))).toEqual([]);
  });

  it("administrator: accounts, settings; no power over the partnership's matters", () => {
    const contexts = Object.entries(POLICY).filter(([, commands]) =>
      (Object.values(commands) as (readonly Role[])[]).some((roles) => roles.includes('administrator')),
    );
    expect(contexts.map(([context]) => context)).toEqual(['accounts']);
  });
});

describe('lists', () => {
  it('have one id for equal queries', () => {
    expect(listId('decisions', { year: 2008, group: 'rtp-1-1' })).toBe(listId('decisions', { group: 'rtp-1-1', year: '2008', q: '  ' }));
    expect(listId('decisions', {})).toBe('limit=25');
  });

  it('read their id back', () => {
    const query = { q: 'väg & järnväg = 100 %', measure: '3.4a', limit: 10 };
    expect(parseListId('decisions', listId('decisions', query))).toEqual(query);
  });

  it.each(['limit=0', 'limit=1000', 'colour=red', 'year=x', 'group=..%2F..', 'outcome=lost'])('refuse %j', (text) => {
    expect(() => parseListId('decisions', text)).toThrow();
  });
});

describe('the live protocol', () => {
  it('names each watched thing by kind and id', () => {
    expect(LIVE_KINDS).toContain('meeting');
    expect(LIVE_KINDS).toContain('list/decisions');
    expect(WatchRequest.safeParse({ docs: [{ kind: 'meeting', id: 'm1', since: '1a' }] }).success).toBe(true);
    expect(WatchRequest.safeParse({ docs: [{ kind: 'secret', id: 'm1' }] }).success).toBe(false);
    expect(WatchRequest.safeParse({ docs: [] }).success).toBe(false);
    expect(WatchRequest.safeParse({ docs: Array.from({ length: 101 }, () => ({ kind: 'meeting', id: 'm1' })) }).success).toBe(false);
  });

  it('does not take the actor from a request', () => {
    const request = { id: 'command-1', context: 'meetings', target: 'm1', command: 'open', body: {} };
    expect(CommandRequest.safeParse(request).success).toBe(true);
    expect(CommandRequest.safeParse({ ...request, actor: { role: 'secretariat' } }).success).toBe(false);
  });
});
