import type { DatabaseSync } from 'node:sqlite';

/** What may have been ended, used or taken away since a copy was made. */
const PASSING = ['session', 'link', 'challenge', 'reset_request'];
const MEANS = ['password', 'passkey', 'openid'];

/**
 * Makes another copy of the file the one in use: nothing in it lets anybody in that was taken away since the copy was made. Made with another
 * key or for another log, nothing of it is of use.
 * @param known ids of the means of signing in that accounts have, as the log says
 */
export function takeOver(db: DatabaseSync, facts: Readonly<Record<string, string>>, known: ReadonlySet<string>): void {
  for (const table of PASSING) db.exec(`DELETE FROM ${table}`);
  const fact = db.prepare('SELECT value FROM fact WHERE name = ?');
  const isOurs = Object.entries(facts).every(([name, value]) =>
    [undefined, value].includes(fact.get(name)?.['value'] as string | undefined),
  );
  if (!isOurs) for (const table of ['login', 'fact']) db.exec(`DELETE FROM ${table}`);
  for (const table of MEANS) {
    const drop = db.prepare(`DELETE FROM ${table} WHERE credential = ?`);
    for (const row of db.prepare(`SELECT credential FROM ${table}`).all()) {
      const credential = String(row['credential']);
      if (!isOurs || !known.has(credential)) drop.run(credential);
    }
  }
}
