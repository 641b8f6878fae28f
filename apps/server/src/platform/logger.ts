import { pino, type Logger } from 'pino';

/** Where the program writes what whoever runs it must know; quiet unless something is wrong. Never personal data. */
export const createLogger = (level: 'warn' | 'silent' = 'warn'): Logger => pino({ level, base: null });
