import type { FileKind } from '@samverkan/sqlite-file';

/**
 * Times are milliseconds since 1970. No e-mail address, no token and nobody's name at an identity provider stands here, only keyed hashes of
 * addresses and such names, and hashes of tokens, which are random.
 */
const SCHEMA = `
  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE login (mac TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
  CREATE TABLE password (account TEXT PRIMARY KEY, credential TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE passkey (
    key TEXT PRIMARY KEY, credential TEXT NOT NULL UNIQUE, account TEXT NOT NULL, public_key BLOB NOT NULL, counter INTEGER NOT NULL,
    transports TEXT NOT NULL, label TEXT NOT NULL, since INTEGER NOT NULL, used INTEGER, backed_up INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX passkey_of_account ON passkey (account);
  CREATE TABLE openid (mac TEXT PRIMARY KEY, credential TEXT NOT NULL UNIQUE, account TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX openid_of_account ON openid (account);
  CREATE TABLE link (
    hash TEXT PRIMARY KEY, account TEXT NOT NULL, purpose TEXT NOT NULL, until INTEGER NOT NULL, spent INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX link_of_account ON link (account);
  CREATE TABLE challenge (hash TEXT PRIMARY KEY, purpose TEXT NOT NULL, data TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX challenge_until ON challenge (until);
  CREATE TABLE session (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, means TEXT NOT NULL, device TEXT NOT NULL, since INTEGER NOT NULL, seen INTEGER NOT NULL,
    proven INTEGER NOT NULL, until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_of_account ON session (account);
  CREATE TABLE session_token (
    hash TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE, made INTEGER NOT NULL, first_used INTEGER, replaced INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX token_of_session ON session_token (session);
  CREATE TABLE reset_request (account TEXT PRIMARY KEY, asked INTEGER NOT NULL) STRICT, WITHOUT ROWID`;

export const ACCOUNTS: FileKind = {
  what: 'file of accounts',
  // NOTE: stored for ever: 'SVAC'.
  application: 0x53564143,
  schema: SCHEMA,
  // A change of the tables gets a step from the form before. The first began the sum of all rows.
  steps: [() => undefined],
  journal: 'WAL',
  summed: true,
};
