import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LogInUse } from './errors.js';
import { collect, meta, write } from './samples.suite.js';
import { START } from './position.js';
import { openSqliteLog } from './sqlite-log.js';

const folder = mkdtempSync(join(tmpdir(), 'event-log-kill-'));

beforeAll(async () => {
  await build({
    configFile: false,
    ssr: { resolve: { conditions: ['@samverkan/source', 'module', 'node'] } },
    logLevel: 'silent',
    build: {
      ssr: fileURLToPath(new URL('./writing.child.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'writing.mjs' } },
    },
  });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the writing process; `reported` is what it said so far. */
function startWriting(file: string) {
  const child = spawn(process.execPath, [join(folder, 'writing.mjs'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  const waiting = new Set<() => void>();
  /** Resolves when the process has said so many lines, the first of them that it has opened the log. */
  const said = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (lines.length < count) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const look of waiting) look();
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
    return lines
      .slice(1)
      .map((line) => JSON.parse(line) as { commandId: string; stream: string; position: string; revision: number; data: object });
  };
  return { said, kill };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test(
  'a writing process killed twenty times at random moments has every acknowledged event, whole and in order',
  { timeout: 120_000 },
  async () => {
    const file = join(folder, 'killed.sqlite');
    let acknowledged = 0;
    let before = 0;
    for (let round = 0; round < 20; round += 1) {
      const writing = startWriting(file);
      await writing.said(1 + Math.floor(Math.random() * 200));
      await pause(Math.random() * 30);
      const reported = await writing.kill();

      const log = openSqliteLog({ file });
      const events = await collect(log.readAll(START));
      expect(await log.verify()).toEqual({ events: events.length });
      expect(events.length).toBeGreaterThanOrEqual(before + reported.length);
      const byPosition = new Map(events.map((event) => [event.position as string, event]));
      for (const { commandId, ...event } of reported) {
        const stored = byPosition.get(event.position);
        expect(stored).toMatchObject(event);
        expect(stored?.meta.commandId).toBe(commandId);
      }
      const last = new Map<string, number>();
      for (const event of events) {
        expect(event.revision).toBe((last.get(event.stream) ?? -1) + 1);
        expect(event.data['number']).toBe(event.revision + 1);
        last.set(event.stream, event.revision);
      }
      const sample = reported.at(-1);
      if (sample !== undefined)
        expect(await log.answerTo(sample.commandId)).toMatchObject({ position: sample.position, revisions: [sample.revision] });
      acknowledged += reported.length;
      before = events.length;
      await log.close();
    }
    expect(acknowledged).toBeGreaterThan(1_000);
  },
);

test('a process killed while it makes the file leaves one that opens', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 10; round += 1) {
    const file = join(folder, `new-${String(round)}.sqlite`);
    const writing = startWriting(file);
    await Promise.race([writing.said(1), pause(30 + round * 8)]);
    await writing.kill();
    const log = openSqliteLog({ file, partnership: 'test' });
    await log.verify();
    expect(log.partnership).toBe('test');
    await log.append([write(`a-${String(round)}`, -1)], meta());
    await log.close();
  }
});

test(
  'a second process on the file is refused in a clear sentence, until the first has ended, however it ended',
  { timeout: 60_000 },
  async () => {
    const file = join(folder, 'shared.sqlite');
    const writing = startWriting(file);
    await writing.said(1);
    expect(() => openSqliteLog({ file })).toThrow(LogInUse);
    expect(() => openSqliteLog({ file })).toThrow(/is in use by another process \(process \d+\): stop that one first/);
    await writing.kill();
    const log = openSqliteLog({ file });
    expect(() => openSqliteLog({ file })).toThrow(LogInUse);
    await log.close();
    await openSqliteLog({ file }).close();
  },
);
