import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeyDamaged, KeyMissing, VaultUnusable } from './errors.js';
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

test('a key of which a byte was altered is named at the start and opens nothing, and all others do', () => {
  let vault = openSqliteVault({ file });
  const sealed = vault.sealMany(['p1', 'p2', 'p3'].map((person) => ({ person, field: 'name', text: person })));
  vault.erase('p3');
  vault.close();
  const db = new DatabaseSync(file);
  const key = Buffer.from(db.prepare("SELECT key FROM person_key WHERE person = 'p1'").get()?.['key'] as Uint8Array);
  db.close();
  const bytesOfFile = readFileSync(file);
  const at = bytesOfFile.indexOf(key) + 7;
  bytesOfFile[at] = (bytesOfFile[at] ?? 0) ^ 0x04;
  writeFileSync(file, bytesOfFile);

  vault = openSqliteVault({ file });
  expect(vault.damaged).toEqual(['p1']);
  expect(() => vault.open(sealed[0] as Sealed, 'name')).toThrow(KeyDamaged);
  expect(() => vault.seal('p1', 'name', 'x')).toThrow(/The key of person p1 is damaged/);
  expect(sealed.slice(1).map((value) => vault.open(value, 'name'))).toEqual(['p2', undefined]);
  vault.erase('p1');
  vault.close();
  vault = openSqliteVault({ file });
  expect([vault.damaged, vault.open(sealed[0] as Sealed, 'name')]).toEqual([[], undefined]);
  vault.close();
});

test('an erased person whose mark is altered is not taken for one with a key, nor the secret for another', () => {
  let vault = openSqliteVault({ file });
  const sealed = vault.seal('p1', 'name', 'x');
  vault.erase('p1');
  vault.close();
  const change = (statement: string) => {
    const db = new DatabaseSync(file);
    db.exec(statement);
    db.close();
  };
  change("UPDATE person_key SET key = zeroblob(32), erased = NULL WHERE person = 'p1'");
  vault = openSqliteVault({ file });
  expect(() => vault.open(sealed, 'name')).toThrow(KeyDamaged);
  vault.close();
  change('UPDATE secret SET value = zeroblob(32)');
  expect(() => openSqliteVault({ file })).toThrow(/its secret is missing or damaged\. Restore/);
});

test('a file from before rows had sums is brought to the form of today, with all its keys', () => {
  let vault = openSqliteVault({ file });
  const [one, two] = [vault.seal('p1', 'name', 'Ett'), vault.seal('p2', 'name', 'Två')];
  const fingerprint = vault.fingerprint('x');
  vault.erase('p2');
  vault.close();
  const db = new DatabaseSync(file);
  db.exec('ALTER TABLE person_key DROP COLUMN sum; ALTER TABLE secret DROP COLUMN sum; DROP TABLE written; PRAGMA user_version = 1');
  db.close();
  vault = openSqliteVault({ file, witness: join(folder, 'head-keys') });
  expect([vault.isNew, vault.open(one, 'name'), vault.open(two, 'name'), vault.fingerprint('x'), vault.damaged]).toEqual([
    false,
    'Ett',
    undefined,
    fingerprint,
    [],
  ]);
  vault.close();
});

test('an older, missing or emptied file is named, and nothing is made in its place, until somebody says that it is meant', () => {
  const options = { file, witness: join(folder, 'head-keys'), mustExist: true, wayOut: 'Or say so.' };
  let vault = openSqliteVault({ ...options, mustExist: false });
  const early = vault.seal('p1', 'name', 'Ett');
  vault.close();
  const older = readFileSync(file);
  vault = openSqliteVault(options);
  const late = vault.seal('p2', 'name', 'Två');
  vault.close();
  writeFileSync(file, older);
  expect(() => openSqliteVault(options)).toThrow(/it is an older copy or has lost its end: it has 1 change, though 2 had been written/);
  truncateSync(file, 0);
  expect(() => openSqliteVault(options)).toThrow(/it is missing or empty, though 2 changes had been written to it.* Or say so\./);
  rmSync(file);
  expect(() => openSqliteVault(options)).toThrow(/it is missing or empty/);
  expect(readdirSync(folder)).not.toContain('keys.sqlite');
  writeFileSync(file, older);
  vault = openSqliteVault({ ...options, accept: true });
  expect(vault.open(early, 'name')).toBe('Ett');
  expect(() => vault.open(late, 'name')).toThrow(KeyMissing);
  vault.close();
  openSqliteVault(options).close();
});

test('a vault that is killed at any moment has the key of everything it sealed', { timeout: 60_000 }, async () => {
  await build({
    configFile: false,
    ssr: { resolve: { conditions: ['@samverkan/source', 'module', 'node'] } },
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
