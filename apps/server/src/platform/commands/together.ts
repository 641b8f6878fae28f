import { WrongRevision } from '@samverkan/event-store';
import type { Expected } from './call.js';

/**
 * Refuses to decide on a state that is not the one that `If-Match` was checked against. States are compared by
 * reference: a folded state stays the same object until an event changes it.
 * @throws WrongRevision
 */
export function mustBe(expected: Expected | undefined, stream: string, state: unknown): void {
  if (expected !== undefined && expected.state !== state) throw new WrongRevision(stream, expected.revision, expected.revision + 1);
}
