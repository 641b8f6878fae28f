import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { id, instant, whole } from '../shared/stored.codec.js';
import type { ProceedingsEvent } from './proceedings.events.js';

export const proceedingsCodec = codecOf<ProceedingsEvent>('proceedings', {
  FloorTaken: z.strictObject({ group: id, meeting: id, at: instant }),
  FloorLeft: z.strictObject({ group: id, meeting: id, at: instant }),
  SectionNumbered: z.strictObject({ group: id, year: whole, section: whole, decision: id, meeting: id, at: instant }),
});

export const { decode: decodeProceedings, parse: parseProceedings, encode: encodeProceedings } = proceedingsCodec;
