import type { Logger } from 'pino';
import type { FaultReporter } from './refusals.js';

const frames = (error: Error): readonly string[] =>
  (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 20);

// The message of a fault may quote what it met, a person's name for instance; those that the engine makes of our own code do not.
const speaksOfCodeOnly = (error: Error): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

/** What of a fault may stand in a log: its kind, its code and where it happened, no text that came from outside. */
function described(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const message = speaksOfCodeOnly(error) ? { message: error.message } : {};
  return { kind: error.name, ...code, ...message, frames: frames(error) };
}

export const faultReporter =
  (log: Logger): FaultReporter =>
  (id, error) => {
    log.error({ fault: id, ...described(error) }, 'fault');
  };
