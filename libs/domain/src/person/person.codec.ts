import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { flag, id, instant, optionalId, optionalText, text } from '../shared/stored.codec.js';
import type { PersonEvent } from './person.events.js';

const contact = { email: optionalText, phone: optionalText };

export const personCodec = codecOf<PersonEvent>('person', {
  PersonRegistered: z.strictObject({
    person: id,
    name: text,
    gender: text,
    ...contact,
    organisation: optionalId,
    municipality: optionalText,
    invented: flag,
    at: instant,
  }),
  PersonRenamed: z.strictObject({ person: id, name: text, at: instant }),
  PersonContactChanged: z.strictObject({ person: id, ...contact, at: instant }),
  PersonChangedOrganisation: z.strictObject({ person: id, organisation: optionalId, at: instant }),
  PersonMerged: z.strictObject({ person: id, into: id, at: instant }),
  PersonClosed: z.strictObject({ person: id, at: instant }),
});

export const { decode: decodePerson, parse: parsePerson, encode: encodePerson } = personCodec;
