import { MEANS } from '@samverkan/contract';
import { z } from 'zod';
import { hashOf } from './secrets.js';
import type { StoreFile } from './store-file.js';

/** A session as it is kept. */
export interface StoredSession {
  /** Random, and no secret. */
  readonly id: string;
  readonly account: string;
  readonly means: (typeof MEANS)[number] | 'demo';
  /** Proven with two factors at the identity provider. */
  readonly strong?: true;
  /** The browser and system, as it calls itself. */
  readonly device: string;
  readonly since: number;
  readonly seen: number;
  /** When its holder last proved who they are. */
  readonly proven: number;
  /** When it ends at the latest. */
  readonly until: number;
}

/** A token of a session: the newest, one that waits for the newest to arrive, or one that was replaced. */
export interface StoredToken {
  readonly made: number;
  readonly firstUsed?: number;
  readonly replaced?: number;
}

/** Stored in the place of the means: the provider has said that two factors were used. */
const STRONG_OPENID = 'openid-mfa';
const StoredRow = z.object({
  id: z.string(),
  account: z.string(),
  means: z.enum([...MEANS, 'demo', STRONG_OPENID]),
  device: z.string(),
  since: z.number(),
  seen: z.number(),
  proven: z.number(),
  until: z.number(),
});
const FoundRow = StoredRow.extend({ made: z.number(), first_used: z.number().nullable(), replaced: z.number().nullable() });

const sessionOf = ({ means, ...row }: z.infer<typeof StoredRow>): StoredSession =>
  means === STRONG_OPENID ? { ...row, means: 'openid', strong: true } : { ...row, means };
const storedMeans = ({ means, strong }: Pick<StoredSession, 'means' | 'strong'>): string =>
  strong === true && means === 'openid' ? STRONG_OPENID : means;

/** Whether somebody has proven who they are with more than one factor: a passkey asks for a fingerprint, a face or a code. A demo asks for nothing. */
export const isStrong = ({ means, strong }: Pick<StoredSession, 'means' | 'strong'>): boolean =>
  strong === true || means === 'passkey' || means === 'demo';

/** Sessions, and the tokens that each has had: a token that was replaced is remembered as long as its session, so that a copy of it is noticed. */
export class SessionRows {
  readonly #statements: ReturnType<typeof statements>;

  constructor(private readonly file: StoreFile) {
    this.#statements = statements(file);
  }

  open({ id, account, means, strong, device, since, seen, proven, until }: StoredSession, token: string): void {
    this.file.write(() => {
      this.#statements.open.run(
        id,
        account,
        storedMeans({ means, ...(strong === undefined ? {} : { strong }) }),
        device,
        since,
        seen,
        proven,
        until,
      );
      this.#statements.addToken.run(hashOf(token), id, since, since);
    });
  }

  byToken(token: string): { readonly session: StoredSession; readonly token: StoredToken } | undefined {
    const row = this.#statements.byToken.get(hashOf(token));
    if (row === undefined) return undefined;
    const { made, first_used, replaced, ...session } = FoundRow.parse(row);
    return {
      session: sessionOf(session),
      token: { made, ...(first_used === null ? {} : { firstUsed: first_used }), ...(replaced === null ? {} : { replaced }) },
    };
  }

  /** Gives a session another token; the ones before are replaced when it is first used, or at once. */
  addToken(session: string, token: string, at: number, replace: 'when-used' | 'now'): void {
    this.file.write(() => {
      this.#statements.addToken.run(hashOf(token), session, at, null);
      if (replace === 'now') this.firstUse(session, token, at);
    });
  }

  /** Notes that a token arrived: all others of the session are replaced from now on. */
  firstUse(session: string, token: string, at: number): void {
    this.file.write(() => {
      this.#statements.used.run(at, hashOf(token));
      this.#statements.replaceOthers.run(at, session, hashOf(token));
    });
  }

  /** When a session got its newest token. */
  newestToken(session: string): number {
    return Number(this.#statements.newest.get(session)?.['made'] ?? 0);
  }

  find(id: string): StoredSession | undefined {
    const row = this.#statements.find.get(id);
    return row === undefined ? undefined : sessionOf(StoredRow.parse(row));
  }

  ofAccount(account: string): readonly StoredSession[] {
    return this.#statements.ofAccount.all(account).map((row) => sessionOf(StoredRow.parse(row)));
  }

  /** @param by stronger means than it was begun with, by which its holder has proven who they are */
  prove(id: string, at: number, by?: Pick<StoredSession, 'means' | 'strong'>): void {
    this.file.write(() => this.#statements.prove.run(at, by === undefined ? null : storedMeans(by), id));
  }

  /** Notes when sessions were last seen. */
  seen(moments: Iterable<readonly [id: string, at: number]>): void {
    this.file.write(() => {
      for (const [id, at] of moments) this.#statements.seen.run(at, id);
    });
  }

  /** @returns whether there was such a session */
  end(id: string): boolean {
    return this.file.write(() => this.#statements.end.run(id).changes > 0);
  }

  /** Ends the sessions whose time is over. @returns them */
  endOver(now: number, idleSince: number): readonly StoredSession[] {
    return this.file.write(() => this.#statements.endOver.all(now, idleSince).map((row) => sessionOf(StoredRow.parse(row))));
  }
}

function statements({ db }: StoreFile) {
  const columns = 'id, account, means, device, since, seen, proven, until';
  return {
    open: db.prepare(`INSERT INTO session (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    addToken: db.prepare('INSERT INTO session_token (hash, session, made, first_used) VALUES (?, ?, ?, ?)'),
    byToken: db.prepare(
      `SELECT ${columns}, made, first_used, replaced FROM session_token JOIN session ON session.id = session_token.session WHERE hash = ?`,
    ),
    used: db.prepare('UPDATE session_token SET first_used = coalesce(first_used, ?) WHERE hash = ?'),
    replaceOthers: db.prepare('UPDATE session_token SET replaced = ? WHERE session = ? AND hash <> ? AND replaced IS NULL'),
    newest: db.prepare('SELECT max(made) AS made FROM session_token WHERE session = ?'),
    find: db.prepare(`SELECT ${columns} FROM session WHERE id = ?`),
    ofAccount: db.prepare(`SELECT ${columns} FROM session WHERE account = ? ORDER BY seen DESC, id`),
    prove: db.prepare('UPDATE session SET proven = ?, means = coalesce(?, means) WHERE id = ?'),
    seen: db.prepare('UPDATE session SET seen = max(seen, ?) WHERE id = ?'),
    end: db.prepare('DELETE FROM session WHERE id = ?'),
    endOver: db.prepare(`DELETE FROM session WHERE until <= ? OR seen <= ? RETURNING ${columns}`),
  };
}
