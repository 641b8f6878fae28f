import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { id, instant, optionalText, text } from '../shared/stored.codec.js';
import { SECTORS, type OrganisationEvent } from './organisation.events.js';

export const organisationCodec = codecOf<OrganisationEvent>('organisation', {
  OrganisationRegistered: z.strictObject({
    organisation: id,
    name: text,
    sector: z.enum(SECTORS),
    municipality: optionalText,
    at: instant,
  }),
  OrganisationRenamed: z.strictObject({ organisation: id, name: text, at: instant }),
  OrganisationMerged: z.strictObject({ organisation: id, into: id, at: instant }),
  OrganisationClosed: z.strictObject({ organisation: id, reason: text, at: instant }),
});

export const { decode: decodeOrganisation, parse: parseOrganisation, encode: encodeOrganisation } = organisationCodec;
