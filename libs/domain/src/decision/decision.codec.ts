import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { day, id, instant, text } from '../shared/stored.codec.js';
import type { DecisionEvent } from './decision.events.js';

const onDecision = { decision: id, group: id, at: instant };

export const decisionCodec = codecOf<DecisionEvent>('decision', {
  TaskAssigned: z.strictObject({ ...onDecision, task: id, person: id, what: text, due: day }),
  TaskDone: z.strictObject({ ...onDecision, task: id, person: id, note: text }),
  DecisionCorrected: z.strictObject({ ...onDecision, oldWording: text, wording: text, reason: text }),
  DecisionSuperseded: z.strictObject({ ...onDecision, by: id }),
  DecisionExecuted: z.strictObject({ ...onDecision, note: text }),
});

export const { decode: decodeDecision, parse: parseDecision, encode: encodeDecision } = decisionCodec;
