import type { SessionRows, StoredSession } from '../../accounts/store/session-rows.js';

/** When sessions were last used. Written down together now and then, not with every request. */
export class SeenMoments {
  readonly #latest = new Map<string, number>();

  constructor(private readonly rows: Pick<SessionRows, 'seen'>) {}

  latest({ id, seen }: Pick<StoredSession, 'id' | 'seen'>): number {
    return Math.max(seen, this.#latest.get(id) ?? 0);
  }

  note({ id }: Pick<StoredSession, 'id'>, at: number): void {
    this.#latest.set(id, at);
  }

  forget(id: string): void {
    this.#latest.delete(id);
  }

  write(): void {
    if (this.#latest.size === 0) return;
    this.rows.seen(this.#latest);
    this.#latest.clear();
  }
}
