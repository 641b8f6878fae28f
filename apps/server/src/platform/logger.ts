import { writeSync } from 'node:fs';
import { pino, type Logger } from 'pino';

const STDOUT = 1;

/**
 * Where lines go. One that cannot be written, since the disk is full or nobody reads any more, is lost: the server goes on without it. A stream would
 * end the process by its error, and so would any stranger whose refusal is such a line.
 */
const lines = {
  write(line: string): void {
    const bytes = Buffer.from(line);
    try {
      for (let from = 0; from < bytes.length;) from += writeSync(STDOUT, bytes, from);
    } catch {
      // There is nowhere to say it.
    }
  },
};

/** Where the program writes what whoever runs it must know; quiet unless something is wrong. Never personal data. */
export const createLogger = (level: 'warn' | 'silent' = 'warn'): Logger => pino({ level, base: null }, lines);
