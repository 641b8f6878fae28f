import type { JsonObject, Patch, Problem, Ref, WatchAnswer } from '@samverkan/contract';
import { applyPatch } from '@samverkan/contract';
import { shownJson } from '../shownJson.js';

/**
 * What is known of one watched document. Pure: every function here takes a document and a message and gives the next
 * document, unchanged members keeping their identity, so that views see exactly what changed.
 *
 * `stale` means that the body may be behind: the connection was lost, or a patch is missing and has been asked for.
 */
export interface LiveDocument {
  readonly ref: Ref;
  readonly state: LiveState;
  readonly body?: JsonObject;
  readonly version?: string;
  /** The time of the newest event in the body. */
  readonly at?: string;
  readonly refusal?: Problem;
  /** Patches that came while an answer was awaited; tried again once it is there. */
  readonly early: readonly Patch[];
}
export type LiveState = 'loading' | 'live' | 'stale' | 'missing' | 'refused';

export interface Step {
  readonly document: LiveDocument;
  /** True when the document must be asked for again, with its version. */
  readonly ask: boolean;
}

export const keyOf = (ref: Ref): string => `${ref.kind} ${ref.id}`;

export const unknown = (ref: Ref): LiveDocument => ({ ref, state: 'loading', early: [] });

const without = (document: LiveDocument, state: 'missing' | 'refused', refusal: Problem): LiveDocument => ({
  ref: document.ref,
  state,
  refusal,
  early: [],
});

/** The server will not show it: it does not exist, or not for us. What was shown is dropped. */
export function refused(document: LiveDocument, problem: Problem): LiveDocument {
  return without(document, problem.status === 404 ? 'missing' : 'refused', problem);
}

/** The connection is gone: what is shown may be behind from now on. */
export function disconnected(document: LiveDocument): LiveDocument {
  return document.state === 'live' ? { ...document, state: 'stale' } : document;
}

/**
 * A patch came. Valid on its `from` only: one that is already in the body is skipped, one that leaves a gap is kept
 * and the document asked for again.
 */
export function patched(document: LiveDocument, patch: Patch): Step {
  if (document.version === undefined || document.body === undefined) {
    return { document: document.state === 'loading' ? { ...document, early: [...document.early, patch] } : document, ask: false };
  }
  if (patch.to <= document.version) return { document, ask: false };
  if (patch.from !== document.version) {
    return { document: { ...document, state: 'stale', early: [...document.early, patch] }, ask: document.state === 'live' };
  }
  return { document: { ...document, ...applied(document.body, patch) }, ask: false };
}

/** The answer to a watch came: everything, only what was missed, or a refusal. */
export function answered(document: LiveDocument, answer: WatchAnswer): Step {
  if ('refused' in answer) return { document: refused(document, answer.refused), ask: false };
  const { ref, early } = document;
  if ('snapshot' in answer) {
    const { body, version, at } = answer.snapshot;
    return caughtUp({ ref, state: 'live', body: shownJson(body), version, at, early: [] }, early);
  }
  let current: LiveDocument = { ...document, state: 'live', early: [] };
  for (const patch of answer.patches) {
    const step = patched(current, patch);
    // The server resumed from another version than ours: only a snapshot can help.
    if (step.ask || step.document.version === undefined) return { document: unknown(ref), ask: true };
    current = step.document;
  }
  // Without a body there is nothing that "only what was missed" could be added to.
  if (current.body === undefined) return { document: unknown(ref), ask: true };
  return caughtUp({ ...current, version: answer.version }, early);
}

function caughtUp(document: LiveDocument, early: readonly Patch[]): Step {
  let step: Step = { document, ask: false };
  for (const patch of early) {
    const next = patched(step.document, patch);
    step = { document: next.document, ask: step.ask || next.ask };
  }
  return step;
}

function applied(body: JsonObject, patch: Patch): { body: JsonObject; version: string; at: string } {
  return { body: applyPatch(body, shownJson(patch.ops)) as JsonObject, version: patch.to, at: patch.at };
}
