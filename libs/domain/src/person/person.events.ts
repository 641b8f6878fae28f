import type { Instant, OrganisationId, PersonId, SealedText } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).
// Name, gender and contact data are sealed by the vault before they come here.

export type PersonEvent =
  | {
      readonly type: 'PersonRegistered';
      readonly person: PersonId;
      readonly name: SealedText;
      /** `woman`, `man`, `other` or `unstated`, sealed: used for balance alone. */
      readonly gender: SealedText;
      readonly email?: SealedText;
      readonly phone?: SealedText;
      readonly organisation?: OrganisationId;
      readonly municipality?: string;
      /** True for a person made by the demo generator: marked as invented wherever shown. */
      readonly invented: boolean;
      readonly at: Instant;
    }
  | { readonly type: 'PersonRenamed'; readonly person: PersonId; readonly name: SealedText; readonly at: Instant }
  | {
      readonly type: 'PersonContactChanged';
      readonly person: PersonId;
      readonly email?: SealedText;
      readonly phone?: SealedText;
      readonly at: Instant;
    }
  | { readonly type: 'PersonChangedOrganisation'; readonly person: PersonId; readonly organisation?: OrganisationId; readonly at: Instant }
  | { readonly type: 'PersonMerged'; readonly person: PersonId; readonly into: PersonId; readonly at: Instant }
  | { readonly type: 'PersonClosed'; readonly person: PersonId; readonly at: Instant };
