import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { eventLogSuite } from './event-log.suite.js';
import { openSqliteLog, type SqliteLog } from './sqlite-log.js';

const folder = mkdtempSync(join(tmpdir(), 'event-log-'));
let files = 0;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

eventLogSuite('the log in a SQLite file', {
  open: () => openSqliteLog({ file: join(folder, `log-${String((files += 1))}.sqlite`) }),
  reopen: async (log) => {
    await log.close();
    return openSqliteLog({ file: (log as SqliteLog).file });
  },
});
