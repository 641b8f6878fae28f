import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { day, id, instant, optionalId, text } from '../shared/stored.codec.js';
import { AUTHORITIES, type AuthorityEvent } from './authority.events.js';

export const authorityCodec = codecOf<AuthorityEvent>('authority', {
  AuthorityGiven: z.strictObject({
    person: id,
    authority: id,
    role: z.enum(AUTHORITIES),
    organisation: optionalId,
    from: day,
    until: z.exactOptional(day),
    at: instant,
  }),
  AuthorityEnded: z.strictObject({ person: id, authority: id, because: z.enum(['withdrawn', 'term']), reason: text, at: instant }),
});

export const { decode: decodeAuthority, parse: parseAuthority, encode: encodeAuthority } = authorityCodec;
