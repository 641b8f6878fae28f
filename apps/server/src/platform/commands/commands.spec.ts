import { COMMANDS, EDGE_REFUSALS } from '@samverkan/contract';
import { REFUSAL_CODES } from '@samverkan/domain';
import { LogFull } from '@samverkan/event-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { problemOf, REFUSAL_STATUS } from '../refusals.js';
import { canonical } from './canonical.js';
import { SESSIONS, type Sessions } from '../live/live.ports.js';
import { isStale } from './if-match.js';

let server: SpecServer;
let secretariat: SpecClient;
let secretary: SpecClient;
let count = 0;
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  [secretariat, secretary] = await Promise.all([SpecClient.as(server, 'secretariat'), SpecClient.as(server, 'secretary')]);
}, 60_000);
afterAll(() => server.close());

const newKey = () => `spec-key-${(count += 1)}`;
const registered = async (): Promise<string> => {
  const id = `org-spec-${(count += 1)}`;
  await secretariat.do('organisations', id, 'register', { name: 'Föreningen', sector: 'civil' });
  return id;
};

describe('a command that comes again', () => {
  it('is carried out once, sent twenty times at once', async () => {
    const id = await registered();
    const key = { 'idempotency-key': newKey() };
    const before = await server.log.head();
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => secretariat.give('organisations', id, 'rename', { name: 'Nya namnet' }, key)),
    );
    expect(sent.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(sent.map(({ done }) => done.position)).size).toBe(1);
    expect(sent.filter(({ done }) => !done.repeated)).toHaveLength(1);
    let written = 0;
    for await (const page of server.log.readAll(before)) written += page.length;
    expect(written).toBe(1);
  });

  it('gets its answer again later, with the ids that were made, also when it would be refused now', async () => {
    const id = `m-spec-${(count += 1)}`;
    await secretary.do('meetings', id, 'schedule', {
      group: 'rtp-1-2',
      title: 'Möte',
      place: 'Ånge',
      startsAt: '2031-01-01T09:00:00Z',
      endsAt: '2031-01-01T10:00:00Z',
    });
    const { version } = await secretary.read('meeting', id);
    const headers = { 'idempotency-key': newKey(), 'if-match': `"${version}"` };
    const first = await secretary.do('meetings', id, 'add-item', { title: 'Ärende' }, headers);
    await secretary.do('meetings', id, 'cancel', { reason: 'Inga ärenden' });
    const again = await secretary.give('meetings', id, 'add-item', { title: ' Ärende ' }, headers);
    expect(again).toMatchObject({ status: 200, done: { ...first, repeated: true } });
  });

  it.each(['"', 'abc', '"9"', '"1z!"', '"1a", "1b"', '"1aéäöå"', 'undefined', `"${'z'.repeat(60)}"`])(
    'a malformed If-Match is refused by name, whoever may have changed what: %s',
    async (header) => {
      const secretariat = await SpecClient.as(server, 'secretariat');
      const headers = { 'if-match': encodeURI(header).replaceAll('%22', '"').replaceAll('%20', ' ') };
      const sent = await secretariat.give('organisations', 'no-version', 'register', { name: 'En', sector: 'private' }, headers);
      expect([sent.status, sent.problem.code, sent.problem.field]).toEqual([400, 'command/if-match-invalid', 'ifMatch']);
      const { cookie } = secretariat;
      const session = await server.app.get<Sessions>(SESSIONS).sessionOf(cookie);
      const request = { id: newKey(), context: 'organisations', target: 'no-version', command: 'register', body: {}, ifMatch: header };
      expect(await server.commands.execute(session, request)).toMatchObject({ refused: { code: 'command/if-match-invalid' } });
    },
  );

  it('is refused under the id of another command', async () => {
    const id = await registered();
    const key = { 'idempotency-key': newKey() };
    await secretariat.do('organisations', id, 'rename', { name: 'Ett namn' }, key);
    const reused = await secretariat.give('organisations', id, 'rename', { name: 'Ett annat namn' }, key);
    expect(reused).toMatchObject({ status: 409, problem: { code: 'command/reused' } });
    const byOther = await secretary.give('organisations', id, 'rename', { name: 'Ett namn' }, key);
    expect(byOther.problem.code).toBe('command/reused');
  });

  it('gets an id when it has none, and tells it', async () => {
    const sent = await secretariat.give('organisations', await registered(), 'rename', { name: 'Namnet' });
    expect(sent.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/u);
    expect(sent.headers.get('etag')).toBe(`"${sent.done.version}"`);
  });
});

describe('If-Match', () => {
  it('refuses a command on a document that has changed since it was looked at', async () => {
    const id = await registered();
    const { version } = await secretariat.read('organisation', id);
    const renamed = await secretariat.do('organisations', id, 'rename', { name: 'Först' }, { 'if-match': `"${version}"` });
    const stale = await secretariat.give('organisations', id, 'rename', { name: 'Sist' }, { 'if-match': `"${version}"` });
    expect(stale).toMatchObject({ status: 412, problem: { code: 'command/stale', facts: { yours: version, current: renamed.version } } });
    await secretariat.do('organisations', id, 'rename', { name: 'Sist' }, { 'if-match': renamed.version });
  });

  it('lets one of two through that looked at the same version', async () => {
    const id = await registered();
    const { version } = await secretariat.read('organisation', id);
    const sent = await Promise.all(
      ['A', 'B', 'C'].map((name) => secretariat.give('organisations', id, 'rename', { name }, { 'if-match': version })),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('guards a command over two streams as well', async () => {
    const id = `m-spec-${(count += 1)}`;
    const occasion = { title: 'Möte', place: 'Ånge', startsAt: '2031-01-01T09:00:00Z', endsAt: '2031-01-01T10:00:00Z' };
    await secretariat.do('meetings', id, 'schedule', { group: 'rtp-1-4', ...occasion });
    const { version } = await secretariat.read('meeting', id);
    const sent = await Promise.all([
      secretariat.give('meetings', id, 'open', {}, { 'if-match': version }),
      secretariat.give('meetings', id, 'add-item', { title: 'Nytt' }, { 'if-match': version }),
    ]);
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('compares positions, whoever looks', () => {
    expect(isStale('3a00', '3a01')).toBe(true);
    expect(isStale('3a01abcd', '3a01')).toBe(false);
    expect(isStale('3a01', '3a01zzzz')).toBe(false);
    expect(isStale('210', '3a00')).toBe(true);
    expect(isStale('', '11')).toBe(true);
  });
});

describe('bad input', () => {
  const path = '/api/organisations/org-bad/register';

  it.each([
    ['wrong types', { name: 7, sector: 'civil' }, 'body.name', 'invalid_type'],
    ['a missing field', { name: 'x' }, 'body.sector', 'invalid_value'],
    ['an unknown field', { name: 'x', sector: 'civil', colour: 'red' }, 'body.colour', 'unknown-field'],
    ['NUL in a text', { name: 'x\0y', sector: 'civil' }, 'body.name', 'text/invalid'],
    ['a lone surrogate', { name: 'x\ud800y', sector: 'civil' }, 'body.name', 'text/invalid'],
    ['an empty name', { name: '  ', sector: 'civil' }, 'body.name', 'text/empty'],
    ['a list', ['x'], 'body', 'invalid_type'],
  ])('says what is wrong with %s', async (_what, body, field, rule) => {
    const sent = await secretariat.send(path, JSON.stringify(body), json);
    expect(sent).toMatchObject({ status: 422, problem: { code: 'request/invalid' } });
    expect(sent.problem.errors).toContainEqual({ field, rule, message: expect.any(String) as string });
    expect(sent.headers.get('content-type')).toContain('application/problem+json');
  });

  it('says all that is wrong at once', async () => {
    const sent = await secretariat.send(path, JSON.stringify({ name: '', sector: 'x', more: 1 }), json);
    expect(sent.problem.errors?.map(({ field }) => field).sort()).toEqual(['body.more', 'body.name', 'body.sector']);
  });

  it.each([
    ['malformed JSON', '{"name": ', 400, 'request/malformed'],
    ['a prototype', '{"__proto__": {"name": "x"}, "sector": "civil"}', 400, 'request/malformed'],
    ['deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 400, 'request/malformed'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'request/malformed'],
  ])('refuses %s', async (_what, body, status, code) => {
    expect(await secretariat.send(path, body, json)).toMatchObject({ status, problem: { code } });
  });

  it('refuses a body of 10 MB before reading it', async () => {
    const sent = await secretariat.send(path, JSON.stringify({ name: 'x'.repeat(10_000_000) }), json);
    expect(sent).toMatchObject({ status: 413, problem: { code: 'request/too-large' } });
  });

  it('refuses a body that is no JSON', async () => {
    expect(await secretariat.send(path, '<a/>', { 'content-type': 'application/xml' })).toMatchObject({
      status: 415,
      problem: { code: 'request/unsupported-media-type' },
    });
  });

  it('refuses commands, ids and keys that are none', async () => {
    expect(await secretariat.give('organisations', 'x', 'explode')).toMatchObject({ status: 404, problem: { code: 'command/unknown' } });
    expect(await secretariat.give('constructor', 'x', 'open')).toMatchObject({ status: 404, problem: { code: 'command/unknown' } });
    expect(await secretariat.give('organisations', 'X_Y', 'close', { reason: 'x' })).toMatchObject({ status: 422 });
    const key = await secretariat.give('organisations', 'x', 'close', { reason: 'x' }, { 'idempotency-key': 'short' });
    expect(key.problem.errors?.[0]).toMatchObject({ field: 'id', rule: 'command-id/invalid' });
  });

  it('refuses what another site sends', async () => {
    for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
      const sent = await secretariat.give('organisations', 'org-x', 'register', { name: 'x', sector: 'civil' }, headers);
      expect(sent).toMatchObject({ status: 403, problem: { code: 'request/cross-origin' } });
    }
    const own = await secretariat.give('organisations', await registered(), 'rename', { name: 'Eget' }, { origin: server.url });
    expect(own.status).toBe(200);
  });
});

describe('refusals', () => {
  it('have a status each', () => {
    expect(Object.keys(REFUSAL_STATUS).sort()).toEqual([...new Set([...REFUSAL_CODES, ...Object.keys(EDGE_REFUSALS)])].sort());
  });

  it('tell a fault by an id alone', () => {
    const told: string[] = [];
    const fault = problemOf(new Error('Anna Andersson'), (id) => told.push(id));
    expect(fault).toMatchObject({ status: 500, code: 'server/fault', facts: { id: told[0] } });
    expect(JSON.stringify(fault)).not.toContain('Anna');
    expect(problemOf(new LogFull('x'), () => undefined)).toMatchObject({ status: 507, code: 'server/disk-full' });
  });

  it('come from a server that is shutting down', async () => {
    const closing = await startServer();
    const client = await SpecClient.as(closing, 'secretariat');
    await closing.commands.drain();
    const sent = await client.give('organisations', 'x', 'register', { name: 'x', sector: 'civil' });
    expect(sent).toMatchObject({ status: 503, problem: { code: 'server/shutting-down' } });
    await closing.close();
  });
});

describe('the content of a command', () => {
  it('is written the same however its members are ordered', () => {
    expect(canonical({ b: [1, { d: 'é', c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":"é"}]}');
    expect(canonical({ a: null, b: [1, { d: 'é' }] })).toBe(canonical({ b: [1, { d: 'é' }], a: null }));
  });

  it('has a handler for every command of the contract', async () => {
    for (const [context, commands] of Object.entries(COMMANDS)) {
      for (const command of Object.keys(commands)) {
        const sent = await secretariat.give(context, 'nothing-there', command, { nonsense: true });
        expect([context, command, sent.problem.code]).toEqual([context, command, 'request/invalid']);
      }
    }
  });
});
