import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { COMMANDS } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
let secretariat: SpecClient;
beforeAll(async () => {
  server = await startServer();
  secretariat = await SpecClient.as(server, 'secretariat');
  await secretariat.do('organisations', 'lst', 'register', { name: 'Länsstyrelsen', sector: 'state' });
});
afterAll(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };

/** Writes bytes to the server as no client of ours would. @returns all that it answers */
const raw = (text: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => socket.end(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });

const head = (more: readonly string[], length = 2): string =>
  [
    'POST /api/organisations/lst/rename HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    `Cookie: ${secretariat.cookie}`,
    'Content-Type: application/json',
    `Content-Length: ${String(length)}`,
    ...more,
    '',
    '',
  ].join('\r\n');

const nameNow = async (): Promise<string> => (await secretariat.read('organisation', 'lst')).body.name;

describe('mass assignment', () => {
  it.each(['role', 'actor', 'account', 'person', 'at', 'meta', 'by', 'position', 'administrator'])(
    'a command with a field %s that is not its own is refused, and nothing happens',
    async (field) => {
      const sent = await secretariat.give('organisations', 'lst', 'rename', { name: 'Kapad', [field]: 'administrator' });
      expect([sent.status, sent.problem.code]).toEqual([422, 'request/invalid']);
      expect(sent.problem.errors?.map((one) => one.field)).toContain(`body.${field}`);
      expect(await nameNow()).toBe('Länsstyrelsen');
    },
  );

  it('every command and every body of a session refuses what it does not know', async () => {
    for (const [context, commands] of Object.entries(COMMANDS)) {
      for (const command of Object.keys(commands)) {
        const { status, problem } = await secretariat.give(context, 'x', command, { administrator: true });
        expect([context, command, status, problem.code]).toEqual([context, command, 422, 'request/invalid']);
      }
    }
    for (const path of ['', '/password', '/reset', '/link', '/link/password', '/openid']) {
      const { status } = await secretariat.send(`/api/session${path}`, '{"administrator":true}', JSON_TYPE);
      expect([path, status]).toEqual([path, 422]);
    }
  });

  it('who acts comes from the session, whatever headers say', async () => {
    const auditor = await SpecClient.as(server, 'auditor');
    const lies = { 'x-account': 'secretariat', 'x-role': 'secretariat', 'x-user': 'secretariat', authorization: 'Bearer secretariat' };
    expect((await auditor.give('organisations', 'lst', 'rename', { name: 'Kapad' }, lies)).status).toBe(403);
  });
});

describe('header injection', () => {
  it('a key with line breaks never becomes a header of the answer', async () => {
    for (const key of [
      'ok-12345\r\nSet-Cookie: stolen=1',
      'ok-12345\nSet-Cookie: stolen=1',
      'ok-12345\r\n\r\n<html>',
      'ok-12345%0d%0aSet-Cookie:stolen=1',
    ]) {
      const answer = await raw(`${head([`Idempotency-Key: ${key}`])}{}`);
      const [headers = ''] = answer.split('\r\n\r\n', 1);
      expect(headers.toLowerCase()).not.toMatch(/^set-cookie: stolen/mu);
      expect(headers).not.toContain('<html>');
    }
  });

  it('a key that is none is refused, and not sent back', async () => {
    const { status, headers, problem } = await secretariat.give(
      'organisations',
      'lst',
      'rename',
      { name: 'N' },
      { 'idempotency-key': 'a b"c;d=e' },
    );
    expect([status, problem.code]).toEqual([422, 'request/invalid']);
    expect(headers.get('idempotency-key')).toBeNull();
  });

  it('two lengths, or a length and chunks, are refused: no second request hides in the first', async () => {
    const smuggled = 'POST /api/organisations/lst/close HTTP/1.1\r\n';
    const twice = await raw(`${head(['Content-Length: 40'])}{}${smuggled}`);
    expect(twice).toMatch(/^HTTP\/1\.1 400/u);
    const chunked = await raw(`${head(['Transfer-Encoding: chunked'])}0\r\n\r\n${smuggled}`);
    expect(chunked).toMatch(/^HTTP\/1\.1 400/u);
    expect(await nameNow()).toBe('Länsstyrelsen');
  });

  it('a foreign host is not taken for our own origin', async () => {
    const answer = await fetch(`${server.url}/api/organisations/lst/rename`, {
      method: 'POST',
      headers: {
        ...JSON_TYPE,
        cookie: secretariat.cookie,
        origin: 'https://samverkan.evil.example',
        'x-forwarded-host': 'samverkan.evil.example',
      },
      body: '{"name":"Kapad"}',
    });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'request/cross-origin' }]);
  });
});

describe('another site', () => {
  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'with %j changes nothing with a cookie that it does not know',
    async (headers) => {
      const sent = await secretariat.give('organisations', 'lst', 'rename', { name: 'Kapad' }, headers);
      expect([sent.status, sent.problem.code]).toEqual([403, 'request/cross-origin']);
      const out = await fetch(`${server.url}/api/session`, {
        method: 'DELETE',
        headers: { cookie: secretariat.cookie, ...(headers as Record<string, string>) },
      });
      expect(out.status).toBe(403);
      expect((await secretariat.get('/api/session/mine')).status).toBe(200);
    },
  );

  it('sends no form: text and form bodies are not read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await secretariat.send('/api/organisations/lst/rename', '{"name":"Kapad"}', { 'content-type': type })).status).toBe(415);
    expect(await nameNow()).toBe('Länsstyrelsen');
  });
});

describe('prototype pollution', () => {
  it.each([
    '{"__proto__":{"administrator":true}}',
    '{"name":"N","__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"name":{"__proto__":{"polluted":1}}}',
    String.raw`{"\u005f_proto__":{"polluted":1}}`,
  ])('%s is refused and changes no object', async (body) => {
    const { status } = await secretariat.send('/api/organisations/lst/rename', body, JSON_TYPE);
    expect([400, 422]).toContain(status);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as Record<string, unknown>)['administrator']).toBeUndefined();
  });

  it('no name of an object is a kind, a list, a context, a command', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      for (const path of [`/api/docs/${name}/all`, `/api/docs/overview/${name}`, `/api/lists/${name}`])
        expect([path, (await secretariat.get(path)).status]).toEqual([path, 404]);
      expect((await secretariat.give(name, 'x', 'open')).status).toBe(404);
      expect((await secretariat.give('meetings', 'x', name)).status).toBe(404);
    }
    expect((await secretariat.get('/api/lists/organisations?__proto__=x')).status).toBe(422);
  });
});

describe('a body', () => {
  it('that nests very deeply is refused, and the server goes on', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const deep = `${open.repeat(30_000)}1${close.repeat(30_000)}`;
      expect((await secretariat.send('/api/organisations/lst/rename', `{"name":${deep}}`, JSON_TYPE)).status).toBe(400);
    }
    expect(await nameNow()).toBe('Länsstyrelsen');
  });

  it('that would unpack to a gigabyte is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_024 * 1_024, 0x20));
    const before = process.memoryUsage().rss;
    for (const path of ['/api/organisations/lst/rename', '/api/session/password', '/api/imports/people']) {
      const { status } = await secretariat.send(path, bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' });
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(48 * 1_024 * 1_024);
  });

  it('that is huge is refused before it has been read', async () => {
    for (const path of ['/api/organisations/lst/rename', '/api/session/password']) {
      const { status, problem } = await secretariat.send(path, 'x'.repeat(300 * 1_024), JSON_TYPE);
      expect([status, problem.code]).toEqual([413, 'request/too-large']);
    }
  });

  it('that is no UTF-8, or half a letter, is refused', async () => {
    const broken = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('"}')]);
    expect((await secretariat.send('/api/organisations/lst/rename', broken, JSON_TYPE)).status).toBe(400);
    expect((await secretariat.send('/api/organisations/lst/rename', String.raw`{"name":"\ud800"}`, JSON_TYPE)).status).toBe(422);
    expect(await nameNow()).toBe('Länsstyrelsen');
  });
});
