import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VaultUnusable } from './errors.js';
import type { Sealed } from './sealed.js';
import { openSqliteVault } from './sqlite-keys.js';
import { vaultSuite } from './vault.suite.js';

let folder = '';
let file = '';
let files = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
  file = join(folder, 'keys.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

vaultSuite('a vault with its keys in a file', () => openSqliteVault({ file: join(folder, `keys-${String((files += 1))}.sqlite`) }));

/** Everything in the folder, as bytes. */
const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

test('keys, erasures and the secret outlive a restart', () => {
  let vault = openSqliteVault({ file });
  expect(vault.isNew).toBe(true);
  const [one, two] = [vault.seal('p1', 'name', 'Ett'), vault.seal('p2', 'name', 'Två')];
  const fingerprint = vault.fingerprint('x');
  vault.erase('p1');
  vault.close();
  vault = openSqliteVault({ file });
  expect(vault.isNew).toBe(false);
  expect(vault.open(one, 'name')).toBeUndefined();
  expect(vault.erased('p1')).toBe(true);
  expect(vault.open(two, 'name')).toBe('Två');
  expect(vault.fingerprint('x')).toBe(fingerprint);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  vault.close();
});

test('nothing that was sealed stands in the file in clear, and an erased key is gone from every file', () => {
  const vault = openSqliteVault({ file });
  vault.seal('p1', 'name', 'Kerstin Hammarström');
  vault.seal('p2', 'name', 'Annan');
  vault.close();
  const db = new DatabaseSync(file);
  const key = Buffer.from(db.prepare('SELECT key FROM person_key WHERE person = ?').get('p1')?.['key'] as Uint8Array);
  db.close();
  expect(bytes().includes('Hammarström')).toBe(false);
  expect(bytes().includes(key)).toBe(true);

  const again = openSqliteVault({ file });
  again.erase('p1');
  expect(bytes().includes(key)).toBe(false);
  again.close();
  expect(bytes().includes(key)).toBe(false);
});

test('a second vault on the file is refused in a clear sentence', () => {
  const vault = openSqliteVault({ file });
  expect(() => openSqliteVault({ file })).toThrow(/another process has it open/);
  vault.close();
  openSqliteVault({ file }).close();
});

test('a file that is no key store, is altered or cut short is refused at start', () => {
  writeFileSync(file, 'x'.repeat(10_000));
  expect(() => openSqliteVault({ file })).toThrow(VaultUnusable);
  rmSync(file);

  const foreign = new DatabaseSync(file);
  foreign.exec('CREATE TABLE t (x)');
  foreign.close();
  expect(() => openSqliteVault({ file })).toThrow(/no key store/);
  rmSync(file);

  const vault = openSqliteVault({ file });
  vault.sealMany(Array.from({ length: 500 }, (_, at) => ({ person: `p${String(at)}`, field: 'name', text: 'x' })));
  vault.close();
  truncateSync(file, statSync(file).size - 4096);
  expect(() => openSqliteVault({ file })).toThrow(/damaged/);
  expect(() => openSqliteVault({ file: join(folder, 'missing', 'keys.sqlite') })).toThrow(VaultUnusable);
});

test('a vault that is killed at any moment has the key of everything it sealed', { timeout: 60_000 }, async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: fileURLToPath(new URL('./sealing.child.ts', import.meta.url)),
      outDir: join(folder, 'program'),
      rolldownOptions: { output: { entryFileNames: 'sealing.mjs' } },
    },
  });
  for (let round = 0; round < 5; round += 1) {
    const child = spawn(process.execPath, [join(folder, 'program', 'sealing.mjs'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let reported = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      reported += chunk;
      if (reported.length > 1_000 + round * 777) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const sealed = reported.split('\n').slice(0, -1);
    expect(sealed.length).toBeGreaterThan(5);
    const vault = openSqliteVault({ file });
    expect(sealed.map((value) => vault.open(value as Sealed, 'name'))).toEqual(sealed.map((_, at) => `Namn ${String(at)}`));
    vault.close();
  }
});
