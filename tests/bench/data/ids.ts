import { randomBytes } from 'node:crypto';

/** A command's id as the page makes it: the time first, then chance. */
export const newCommandId = (): string => Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
