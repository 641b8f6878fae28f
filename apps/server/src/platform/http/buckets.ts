import { TokenBucket } from '../live/token-bucket.js';

export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket per key; those not asked for the longest are forgotten, which lets them begin anew. */
export class Buckets {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly pace: Pace,
    private readonly kept = 20_000,
  ) {}

  take(key: string): boolean {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.pace.burst, this.pace.perSecond);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= this.kept) break;
      this.#buckets.delete(oldest);
    }
    return bucket.take();
  }
}

/** An address as limits go by it: an IPv6 network is one house, however many addresses it has. */
export function houseOf(address: string): string {
  const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%', 1)[0]?.split('::') ?? [];
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0))).fill('0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].slice(0, 4).join(':');
}
