import type { Problem } from '@samverkan/contract';
import type { LocationQuery } from 'vue-router';
import { ownRefusal } from '../platform/live/outbox.js';

const CODE = /^session\/[a-z-]{1,40}$/u;
const REASON = /^[a-z-]{1,40}$/u;
const SECONDS = /^\d{1,5}$/u;

/**
 * Why somebody came back from the other service without what they went there for, as the address says it: a code, a reason and a time to wait,
 * never a text that somebody could put into a link.
 */
export function returnedWith({ fel, orsak, sekunder }: LocationQuery): Problem | undefined {
  if (typeof fel !== 'string' || !CODE.test(fel)) return undefined;
  const facts = {
    ...(typeof orsak === 'string' && REASON.test(orsak) ? { reason: orsak } : {}),
    ...(typeof sekunder === 'string' && SECONDS.test(sekunder) ? { seconds: Number(sekunder) } : {}),
  };
  return { ...ownRefusal(fel, 422), facts };
}
