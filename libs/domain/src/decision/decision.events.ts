import type { Day, DecisionId, GroupId, Instant, PersonId, TaskId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).
// A decision is taken in its meeting (`DecisionTaken`); this stream holds what follows from it.

interface OnDecision {
  readonly decision: DecisionId;
  readonly group: GroupId;
  readonly at: Instant;
}

export type DecisionEvent =
  | (OnDecision & {
      readonly type: 'TaskAssigned';
      readonly task: TaskId;
      readonly person: PersonId;
      readonly what: string;
      readonly due: Day;
    })
  | (OnDecision & { readonly type: 'TaskDone'; readonly task: TaskId; readonly person: PersonId; readonly note: string })
  | (OnDecision & { readonly type: 'DecisionCorrected'; readonly oldWording: string; readonly wording: string; readonly reason: string })
  | (OnDecision & { readonly type: 'DecisionSuperseded'; readonly by: DecisionId })
  | (OnDecision & { readonly type: 'DecisionExecuted'; readonly note: string });
