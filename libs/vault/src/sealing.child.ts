import { writeSync } from 'node:fs';
import { openSqliteVault } from './index.js';

// Seals one name after the other and reports each sealed value when it has it; ends when it is killed.
const vault = openSqliteVault({ file: process.argv[2] ?? '' });
for (let at = 0; ; at += 1) {
  const sealed = vault.seal(`p${String(at)}-${String(process.pid)}`, 'name', `Namn ${String(at)}`);
  writeSync(1, `${sealed}\n`);
}
