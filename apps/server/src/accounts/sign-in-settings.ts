/** What hashing a password costs: parameters of argon2id. */
export interface HashingCost {
  /** KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** How many attempts may fail within so many seconds; then nothing is heard for as long again. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** What a sign-in costs, and how often it may fail. */
export interface SignInSettings {
  readonly hashing: HashingCost;
  /** From one network address, whichever account is tried. */
  readonly address: Limit;
  /** To one account, from one address. */
  readonly accountAtAddress: Limit;
  /** To one account, from all devices together that nobody has signed in to it from before. */
  readonly accountAnywhere: Limit;
  /** To one account, from one device that somebody has signed in to it from before. */
  readonly device: Limit;
  /** Requests that anybody may make without an account: asking for a new way in. */
  readonly asking: Limit;
  /** Links that are looked at or used, sign-ins by passkey or identity provider that begin: a whole assembly may sit behind one address. */
  readonly beginning: Limit;
}

/** Argon2id as OWASP's Password Storage Cheat Sheet has it. */
export const SIGN_IN: SignInSettings = {
  hashing: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  address: { points: 200, seconds: 15 * 60 },
  accountAtAddress: { points: 6, seconds: 15 * 60 },
  accountAnywhere: { points: 40, seconds: 60 * 60 },
  device: { points: 10, seconds: 15 * 60 },
  asking: { points: 30, seconds: 15 * 60 },
  beginning: { points: 600, seconds: 15 * 60 },
};
