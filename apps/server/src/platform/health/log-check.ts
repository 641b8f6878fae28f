import type { EventLog } from '@samverkan/event-store';
import type { Logger } from 'pino';

export type LogCondition = 'unchecked' | 'checking' | 'sound' | 'damaged';

/**
 * Walks the whole log in the background after the start, which looks only at its end: old damage is found before somebody
 * happens to read there. A log without a way to check itself stays unchecked.
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
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Closing the log ends the walk.
      if (code === 'log/closed') {
        this.#condition = 'unchecked';
        return;
      }
      this.#condition = 'damaged';
      this.logger.error(error instanceof Error ? error.message : 'The log could not be checked.');
    }
  }
}
