import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { day, figure, flag, id, ids, instant, optionalId, optionalText, optionalWhole, text, whole } from '../shared/stored.codec.js';
import type { ProgrammeEvent } from './programme.events.js';

const period = z.strictObject({ from: whole, to: whole, outlook: optionalWhole });
const titles = { title: text, titleEn: optionalText };

export const programmeCodec = codecOf<ProgrammeEvent>('programme', {
  ProgrammeAdopted: z.strictObject({
    programme: id,
    ...titles,
    county: text,
    period,
    adoptedBy: text,
    adoptedOn: optionalText,
    at: instant,
  }),
  ProgrammeRevised: z.strictObject({ ...titles, period, reason: text, at: instant }),
  AreaAdded: z.strictObject({ area: id, ...titles, effectTargetYear: optionalWhole }),
  MeasureAdded: z.strictObject({ measure: id, area: id, parent: optionalId, ...titles }),
  MeasureRetired: z.strictObject({ measure: id, reason: text, at: instant }),
  TargetSet: z.strictObject({
    target: id,
    area: optionalId,
    measure: optionalId,
    label: text,
    labelEn: optionalText,
    operator: z.enum(['>=', '>', '<=', '<', '=']),
    value: figure,
    upper: z.exactOptional(figure),
    unit: text,
    year: whole,
    kind: z.enum(['effect', 'result']),
  }),
  IndicatorMeasured: z.strictObject({ target: id, baseline: flag, value: figure, on: day, source: text }),
  CriterionAdded: z.strictObject({ criterion: id, ...titles }),
  DimensionAdded: z.strictObject({ dimension: id, ...titles }),
  NationalPriorityLinked: z.strictObject({ priority: whole, ...titles, measures: ids }),
});

export const { decode: decodeProgramme, parse: parseProgramme, encode: encodeProgramme } = programmeCodec;
