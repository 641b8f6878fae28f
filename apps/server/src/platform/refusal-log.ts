import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { OnModuleDestroy } from '@nestjs/common';
import type { EdgeRefusal, Problem } from '@samverkan/contract';
import type { RefusalCode } from '@samverkan/domain';
import type { Logger } from 'pino';
import type { Pace } from './http/buckets.js';
import { TokenBucket } from './live/token-bucket.js';
import { networkOf, type Asker } from './shares/asker.js';

/** What is refused on a connection before there is anything that a problem could be sent on. */
type HandshakeRefusal = 'live/too-many-connections';

/** Something that was refused. */
export interface Refusal {
  readonly code: EdgeRefusal | RefusalCode | HandshakeRefusal;
  readonly on: 'http' | 'socket';
  /** A route as the router has it, or a command by context and name: nothing that a client has put in. */
  readonly what: string;
  readonly asker?: Asker | undefined;
}

export interface RefusalLimits {
  /** Lines of one code, and of all codes together. */
  readonly code: Pace;
  readonly all: Pace;
}

const LIMITS: RefusalLimits = { code: { burst: 20, perSecond: 0.2 }, all: { burst: 100, perSecond: 2 } };
const TELL_MS = 60_000;

/**
 * Tells whoever runs the installation what is refused, by a line each and a figure for each code. An account is named by its id, as in the log; where somebody
 * comes from by their network and a tag that is another after each start, so that lines of one source are known to be that. Nothing that was sent is in it.
 */
export class RefusalLog implements OnModuleDestroy {
  /** How many there were, by code and way. */
  readonly counts = new Map<`${Refusal['code']} ${Refusal['on']}`, number>();
  readonly #leftOut = new Map<Refusal['code'], number>();
  readonly #byCode = new Map<Refusal['code'], TokenBucket>();
  readonly #all: TokenBucket;
  readonly #key = randomBytes(32);
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly logger: Logger,
    private readonly limits: RefusalLimits = LIMITS,
  ) {
    this.#all = new TokenBucket(limits.all.burst, limits.all.perSecond);
    this.#timer = setInterval(() => this.tellLeftOut(), TELL_MS).unref();
  }

  note({ code, on, what, asker }: Refusal): void {
    const key = `${code} ${on}` as const;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    // A fault has a line of its own, by its id.
    if (code === 'server/fault') return;
    if (!this.#bucketOf(code).take() || !this.#all.take()) {
      this.#leftOut.set(code, (this.#leftOut.get(code) ?? 0) + 1);
      return;
    }
    this.logger.warn({ refused: code, on, what, ...(asker === undefined ? {} : this.#described(asker)) }, 'refused');
  }

  /** A line for each code of which lines were left out, with their number. */
  tellLeftOut(): void {
    for (const [code, leftOut] of this.#leftOut) this.logger.warn({ refused: code, leftOut }, 'refused');
    this.#leftOut.clear();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.tellLeftOut();
  }

  #bucketOf(code: Refusal['code']): TokenBucket {
    const known = this.#byCode.get(code);
    if (known !== undefined) return known;
    const { burst, perSecond } = this.limits.code;
    const bucket = new TokenBucket(burst, perSecond);
    this.#byCode.set(code, bucket);
    return bucket;
  }

  #described({ house, account }: Asker): object {
    const source = createHmac('sha256', this.#key).update(house).digest('hex').slice(0, 8);
    return { ...(account === undefined ? {} : { account }), network: networkOf(house), source };
  }
}

/** How requests were refused, until they are answered. */
const refusals = new WeakMap<IncomingMessage, Refusal['code']>();

/** Notes that a request is being refused. */
export function noteRefused(request: IncomingMessage, { code }: Pick<Problem, 'code'>): void {
  refusals.set(request, code as Refusal['code']);
}

export const refusedAs = (request: IncomingMessage): Refusal['code'] | undefined => refusals.get(request);
