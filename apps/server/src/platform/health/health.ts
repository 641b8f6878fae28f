import { decodePosition, isPosition, type EventLog } from '@samverkan/event-store';
import type { Projector } from '../projector/projector.js';
import type { LogCheck, LogCondition } from './log-check.js';

/** What an operator or a load balancer is told. */
export interface HealthReport {
  /** The process answers. */
  readonly live: true;
  /** It can be sent work: the log takes it, and the documents follow. */
  readonly ready: boolean;
  readonly log: { readonly position: string; readonly condition: LogCondition };
  readonly documents: {
    readonly position: string;
    /** How many events the documents are behind. */
    readonly behind: number;
    readonly caughtUp: boolean;
    /** Read models that met an event which they cannot read. */
    readonly stopped: readonly { readonly kind: string; readonly position: string; readonly eventType: string }[];
  };
  /** Why it is not ready, as codes. */
  readonly reasons: readonly string[];
}

export class Health {
  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly check: LogCheck,
  ) {}

  async look(): Promise<HealthReport> {
    const { head, caughtUp, stopped, failure, storeFailure } = this.projector.health();
    const position = await this.log.head().catch(() => undefined);
    const reasons = [
      ...(position === undefined ? ['log-closed'] : []),
      ...(this.check.condition === 'damaged' ? ['log-damaged'] : []),
      ...(failure === undefined ? [] : ['documents-do-not-follow']),
      ...(storeFailure === undefined ? [] : ['documents-not-stored']),
      ...(stopped.length === 0 ? [] : ['read-model-stopped']),
      ...(caughtUp ? [] : ['catching-up']),
    ];
    return {
      live: true,
      // Documents that are kept in memory for want of a disk, and read models that stopped, leave the rest at work.
      ready: position !== undefined && this.check.condition !== 'damaged' && failure === undefined && caughtUp,
      log: { position: position ?? '', condition: this.check.condition },
      documents: {
        position: head,
        behind: position === undefined ? 0 : behind(head, position),
        caughtUp,
        stopped: stopped.map(({ kind, position: at, eventType }) => ({ kind, position: at, eventType })),
      },
      reasons,
    };
  }
}

function behind(head: string, log: string): number {
  return isPosition(head) && isPosition(log) ? Math.max(0, decodePosition(log) - decodePosition(head)) : 0;
}
