import type { DecisionId, GroupId, Instant, MeetingId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).
// A group's proceedings hold what spans its meetings: which one is open, and the § series of each year.

export type ProceedingsEvent =
  | { readonly type: 'FloorTaken'; readonly group: GroupId; readonly meeting: MeetingId; readonly at: Instant }
  | { readonly type: 'FloorLeft'; readonly group: GroupId; readonly meeting: MeetingId; readonly at: Instant }
  | {
      readonly type: 'SectionNumbered';
      readonly group: GroupId;
      readonly year: number;
      readonly section: number;
      readonly decision: DecisionId;
      readonly meeting: MeetingId;
      readonly at: Instant;
    };
