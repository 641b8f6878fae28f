import type { Outcome } from '../meeting/meeting.events.js';
import type { Day, DecisionId, GroupId, Instant, ItemId, MeetingId, OrganisationId, PersonId, ProposalId, TaskId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).
// A decision is taken in its meeting (`DecisionTaken`); this stream holds whose its id is, and what follows from it.

/** How an organisation stands to a decision of the partnership. */
export const STANDS = ['commits', 'commits-on-conditions', 'declines', 'not-yet'] as const;
export type Stand = (typeof STANDS)[number];

interface OnDecision {
  readonly decision: DecisionId;
  readonly group: GroupId;
  readonly at: Instant;
}

export type DecisionEvent =
  /**
   * Written together with `DecisionTaken`: from now on the id is this decision's, in the whole partnership. Decisions that were taken before there was
   * such an event are without it.
   */
  | (OnDecision & { readonly type: 'DecisionEntered'; readonly meeting: MeetingId; readonly item: ItemId })
  | (OnDecision & {
      readonly type: 'TaskAssigned';
      readonly task: TaskId;
      readonly person: PersonId;
      readonly what: string;
      readonly due: Day;
    })
  | (OnDecision & { readonly type: 'TaskDone'; readonly task: TaskId; readonly person: PersonId; readonly note: string })
  | (OnDecision & { readonly type: 'DecisionCorrected'; readonly oldWording: string; readonly wording: string; readonly reason: string })
  /** A mistaken outcome, or a mistaken proposal among those it chose between; `adopted` is absent where none was. */
  | (OnDecision & {
      readonly type: 'OutcomeCorrected';
      readonly oldOutcome: Outcome;
      readonly oldAdopted?: ProposalId;
      readonly outcome: Outcome;
      readonly adopted?: ProposalId;
      readonly reason: string;
    })
  | (OnDecision & { readonly type: 'DecisionSuperseded'; readonly by: DecisionId })
  | (OnDecision & { readonly type: 'DecisionExecuted'; readonly note: string })
  /** What an organisation has decided on it for itself; takes the place of what it responded before. */
  | (OnDecision & {
      readonly type: 'ResponseRecorded';
      readonly organisation: OrganisationId;
      readonly stand: Stand;
      readonly conditions: string;
      /** The organisation's own: of its minutes or register. */
      readonly reference?: string;
    });
