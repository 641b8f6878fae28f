import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { day, id, ids, instant, optionalId, optionalText, optionalWhole, text, whole } from '../shared/stored.codec.js';
import { GROUP_KINDS, GROUP_RELATIONS, OFFICES, type GroupEvent } from './group.events.js';

const rules = z.strictObject({ quorumPercent: whole, termMonths: whole });
const basis = z.union([z.strictObject({ decision: id }), z.strictObject({ document: text })]);
const office = { group: id, office: z.enum(OFFICES), person: id, at: instant };

export const groupCodec = codecOf<GroupEvent>('group', {
  GroupFormed: z.strictObject({
    group: id,
    kind: z.enum(GROUP_KINDS),
    name: text,
    nameEn: optionalText,
    mandate: text,
    mandateEn: optionalText,
    rules,
    area: optionalId,
    municipality: optionalText,
    at: instant,
  }),
  GroupRenamed: z.strictObject({ group: id, name: text, nameEn: optionalText, at: instant }),
  MandateGiven: z.strictObject({ group: id, mandate: text, mandateEn: optionalText, at: instant }),
  GroupRulesSet: z.strictObject({ group: id, rules, at: instant }),
  GroupLinkedToMeasure: z.strictObject({ group: id, measure: id }),
  GroupLinkedToGroup: z.strictObject({ group: id, relation: z.enum(GROUP_RELATIONS), to: id }),
  SeatEstablished: z.strictObject({ group: id, seat: id, nominatedBy: ids, at: instant }),
  MemberAppointed: z.strictObject({
    group: id,
    seat: id,
    appointment: id,
    person: id,
    organisation: optionalId,
    as: z.enum(['ordinary', 'substitute']),
    order: optionalWhole,
    from: day,
    until: day,
    basis,
    at: instant,
  }),
  MemberResigned: z.strictObject({ group: id, appointment: id, person: id, on: day, at: instant }),
  TermBegun: z.strictObject({ group: id, appointment: id, person: id, at: instant }),
  TermEnded: z.strictObject({ group: id, appointment: id, person: id, at: instant }),
  VacancyDeclared: z.strictObject({ group: id, seat: id, at: instant }),
  OfficeChosen: z.strictObject(office),
  OfficeLeft: z.strictObject(office),
  OfficeAwaited: z.strictObject({ ...office, from: day }),
  OfficeWithdrawn: z.strictObject(office),
  GroupDissolved: z.strictObject({ group: id, reason: text, at: instant }),
});

export const { decode: decodeGroup, parse: parseGroup, encode: encodeGroup } = groupCodec;
