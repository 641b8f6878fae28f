import type { EventLog } from '@samverkan/event-store';
import type { Logger } from 'pino';
import { secondMakings } from './second-makings.js';

export type LogCondition = 'unchecked' | 'checking' | 'sound' | 'damaged';

/** So many are named one by one. */
const NAMED = 50;

/**
 * Walks the whole log in the background after the start, which looks only at its end: old damage is found before somebody
 * happens to read there, and what the documents leave out because it was made before is named. A log without a way to check itself stays unchecked.
 */
export class LogCheck {
  #condition: LogCondition = 'unchecked';

  constructor(
    private readonly log: EventLog,
    private readonly logger: Logger,
  ) {}

  get condition(): LogCondition {
    return this.#condition;
  }

  async run(): Promise<void> {
    const { log } = this;
    if (!('verify' in log) || typeof log.verify !== 'function') return;
    this.#condition = 'checking';
    try {
      await (log as EventLog & { verify(): Promise<unknown> }).verify();
      this.#condition = 'sound';
      await this.#nameSecondMakings();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Closing the log ends the walk.
      if (code === 'log/closed') {
        if (this.#condition === 'checking') this.#condition = 'unchecked';
        return;
      }
      this.#condition = 'damaged';
      this.logger.error(error instanceof Error ? error.message : 'The log could not be checked.');
    }
  }

  /** No damage, and nothing that mends itself: whoever keeps the record must know of it. */
  async #nameSecondMakings(): Promise<void> {
    const found = await secondMakings(this.log);
    for (const one of found.slice(0, NAMED)) this.logger.warn(one, 'This event makes what was made before. No document shows it.');
    if (found.length > NAMED) this.logger.warn({ count: found.length }, 'Events that make what was made before.');
  }
}
