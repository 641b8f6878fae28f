import { decodePosition, isPosition, LogDamaged, LogFull, LogLost, type EventLog } from '@samverkan/event-store';
import type { ClockTrust } from '../clock-trust.js';
import type { Projector } from '../projector/projector.js';
import type { StorageFault } from '../platform.parts.js';
import type { LogCheck, LogCondition } from './log-check.js';

/** What an operator or a load balancer is told. */
export interface HealthReport {
  /** The process answers. */
  readonly live: true;
  /** It can be sent work: the log takes it, and the documents follow. */
  readonly ready: boolean;
  readonly log: { readonly position: string; readonly condition: LogCondition | 'lost' };
  readonly documents: {
    readonly position: string;
    /** How many events the documents are behind. */
    readonly behind: number;
    readonly caughtUp: boolean;
    /** Read models that met an event which they cannot read. */
    readonly stopped: readonly { readonly kind: string; readonly position: string; readonly eventType: string }[];
  };
  /** Why it is not ready, as codes. */
  readonly reasons: readonly HealthReason[];
}

/** Why work should not be sent, or what is amiss beside that. */
export type HealthReason =
  | 'storage-lost'
  | 'log-closed'
  | 'log-damaged'
  | 'log-lost'
  | 'log-full'
  | 'log-not-writable'
  | 'accounts-not-writable'
  | 'keys-not-writable'
  | 'documents-being-made'
  | 'documents-behind'
  | 'documents-do-not-follow'
  | 'documents-not-stored'
  | 'read-model-stopped'
  | 'catching-up'
  | 'clock-doubtful';

/** With these, work may be sent all the same: documents that are not stored are in memory, and by a clock that jumped no term ends. */
const READY_WITH: ReadonlySet<HealthReason> = new Set(['documents-not-stored', 'clock-doubtful']);
/** With these, what was found of the log at the start is true no longer. */
const LOST: ReadonlySet<HealthReason> = new Set(['storage-lost', 'log-lost']);
/** Documents that lack more events than this show what is no longer so. */
const NEAR = 1_000;

/** A file beside the log: why it cannot be written to, if the last change could not. */
interface MayFail {
  whyNotWritable(): unknown;
}

export class Health {
  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly check: LogCheck,
    private readonly storageFault: StorageFault,
    private readonly trust: Pick<ClockTrust, 'isDoubtful'>,
    private readonly beside: { readonly accounts: MayFail; readonly keys: MayFail },
  ) {}

  async look(): Promise<HealthReport> {
    const { head, caughtUp, whole, stopped, failure, storeFailure } = this.projector.health();
    const position = await this.log.head().catch(() => undefined);
    const lacking = position === undefined ? 0 : behind(head, position);
    const reasons = [
      ...(this.storageFault() === undefined ? [] : (['storage-lost'] as const)),
      ...this.#ofLog(position !== undefined),
      ...(this.beside.accounts.whyNotWritable() === undefined ? [] : (['accounts-not-writable'] as const)),
      ...(this.beside.keys.whyNotWritable() === undefined ? [] : (['keys-not-writable'] as const)),
      ...(whole ? [] : (['documents-being-made'] as const)),
      ...(lacking > NEAR ? (['documents-behind'] as const) : []),
      ...(failure === undefined ? [] : (['documents-do-not-follow'] as const)),
      ...(storeFailure === undefined ? [] : (['documents-not-stored'] as const)),
      ...(stopped.length === 0 ? [] : (['read-model-stopped'] as const)),
      ...(caughtUp ? [] : (['catching-up'] as const)),
      ...(this.trust.isDoubtful() ? (['clock-doubtful'] as const) : []),
    ];
    return {
      live: true,
      ready: reasons.every((reason) => READY_WITH.has(reason)),
      log: { position: position ?? '', condition: reasons.some((reason) => LOST.has(reason)) ? 'lost' : this.check.condition },
      documents: {
        position: head,
        behind: lacking,
        caughtUp,
        stopped: stopped.map(({ kind, position: at, eventType }) => ({ kind, position: at, eventType })),
      },
      reasons,
    };
  }

  /** Asked of the log itself, which tries whether it can be written to when nobody has done so for a while. */
  #ofLog(isOpen: boolean): readonly HealthReason[] {
    if (this.check.condition === 'damaged') return ['log-damaged'];
    const failure = this.log.whyNotWritable();
    if (failure instanceof LogDamaged) return ['log-damaged'];
    if (failure instanceof LogLost) return ['log-lost'];
    if (failure instanceof LogFull) return ['log-full'];
    if (failure !== undefined) return ['log-not-writable'];
    return isOpen ? [] : ['log-closed'];
  }
}

function behind(head: string, log: string): number {
  return isPosition(head) && isPosition(log) ? Math.max(0, decodePosition(log) - decodePosition(head)) : 0;
}
