import type { JsonObject, LiveKind, Problem } from '@samverkan/contract';
import type { Audience } from '@samverkan/projections';

/** A document as one audience sees it. */
export interface View {
  readonly kind: LiveKind;
  readonly id: string;
  readonly audience: Audience;
  /** Position of the last event that changed what this audience sees. */
  readonly version: string;
  /** Time of that event. */
  readonly at: string;
  readonly body: JsonObject;
}

export type ViewAnswer = View | { readonly refused: Problem };
