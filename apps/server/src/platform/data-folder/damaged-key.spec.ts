import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DirectoryDocument, SessionAnswer } from '@samverkan/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type Serving } from '../../serve.js';
import { readConfig } from '../config/config.js';

let folder: string;
let serving: Serving | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-damaged-key-'));
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (): Promise<Serving> =>
  (serving = await serve(readConfig({ SAMVERKAN_DATA: join(folder, 'data'), SAMVERKAN_DEMO: 'on', PORT: '0' })));
async function stop(): Promise<void> {
  await serving?.stop();
  serving = undefined;
}
const json = { 'content-type': 'application/json' };

/** Signs in as an account of the demo. */
async function signedIn({ url }: Serving, account: string): Promise<{ readonly cookie: string; readonly answer: SessionAnswer }> {
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body: JSON.stringify({ account }) });
  expect(answer.status).toBe(200);
  return { cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '', answer: (await answer.json()) as SessionAnswer };
}

describe('one key that is damaged', () => {
  it('takes one name away and nothing else: not the directory, the list of persons, the session of anybody', async () => {
    const { answer } = await signedIn(await start(), 'chair');
    const person = answer.identity?.person ?? '';
    expect(answer.identity?.name).toBeDefined();
    await stop();
    const db = new DatabaseSync(join(folder, 'data', 'keys.sqlite'));
    expect(db.prepare('UPDATE person_key SET key = zeroblob(32) WHERE person = ?').run(person).changes).toBe(1);
    db.close();

    const again = await start();
    const session = (await (await fetch(`${again.url}/api/session`)).json()) as SessionAnswer;
    expect(session.identities.map(({ account }) => account)).toContain('chair');
    const holder = await signedIn(again, 'chair');
    expect(holder.answer.identity).toMatchObject({ account: 'chair', person });
    expect(holder.answer.identity?.name).toBeUndefined();

    const { cookie } = await signedIn(again, 'secretariat');
    const read = async <Body>(path: string): Promise<Body> => {
      const found = await fetch(`${again.url}${path}`, { headers: { cookie } });
      expect([path, found.status]).toEqual([path, 200]);
      return ((await found.json()) as { body: Body }).body;
    };
    const { persons } = await read<DirectoryDocument>('/api/docs/directory/all');
    expect(persons[person]).toMatchObject({ unreadable: true });
    expect(persons[person]).not.toHaveProperty('name');
    const others = Object.entries(persons).filter(([id]) => id !== person);
    expect(others.length).toBeGreaterThan(50);
    expect(others.filter(([, { name }]) => name === undefined)).toEqual([]);
    const { rows } = await read<{ readonly rows: Readonly<Record<string, { readonly name?: string }>> }>('/api/lists/persons?limit=100');
    expect(Object.values(rows).filter(({ name }) => name !== undefined).length).toBeGreaterThan(50);
    await read('/api/docs/composition/all');

    const renamed = await fetch(`${again.url}/api/persons/${person}/rename`, {
      method: 'POST',
      headers: { ...json, cookie },
      body: '{"name":"Ett annat namn"}',
    });
    expect([renamed.status, ((await renamed.json()) as { code: string }).code]).toEqual([409, 'person/unreadable']);
  }, 120_000);
});
