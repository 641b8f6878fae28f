import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { day, id, instant, optionalText, text } from '../shared/stored.codec.js';
import { OUTCOMES } from '../meeting/meeting.events.js';
import { STANDS, type DecisionEvent } from './decision.events.js';

const onDecision = { decision: id, group: id, at: instant };

export const decisionCodec = codecOf<DecisionEvent>('decision', {
  DecisionEntered: z.strictObject({ ...onDecision, meeting: id, item: id }),
  TaskAssigned: z.strictObject({ ...onDecision, task: id, person: id, what: text, due: day }),
  TaskDone: z.strictObject({ ...onDecision, task: id, person: id, note: text }),
  DecisionCorrected: z.strictObject({ ...onDecision, oldWording: text, wording: text, reason: text }),
  OutcomeCorrected: z.strictObject({
    ...onDecision,
    oldOutcome: z.enum(OUTCOMES),
    oldAdopted: id.exactOptional(),
    outcome: z.enum(OUTCOMES),
    adopted: id.exactOptional(),
    reason: text,
  }),
  DecisionSuperseded: z.strictObject({ ...onDecision, by: id }),
  DecisionExecuted: z.strictObject({ ...onDecision, note: text }),
  ResponseRecorded: z.strictObject({
    ...onDecision,
    organisation: id,
    stand: z.enum(STANDS),
    conditions: text,
    reference: optionalText,
  }),
});

export const { decode: decodeDecision, parse: parseDecision, encode: encodeDecision } = decisionCodec;
