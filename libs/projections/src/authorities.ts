import { dayOf } from '@samverkan/domain';
import { placeAmong } from './entries.js';
import { changes, isSignedIn, makes, readModel } from './model.js';
import { asRecord, emptyRegister, register, registered, reregister } from './register.js';
import type { AuthoritiesWhole } from './wholes.js';

// Who sees the authorities.
//
// Everybody signed in: whoever works in the partnership may know who acts for the secretariat and as auditor, and who nominates or answers for an
// organisation. The public is not told.

const all: readonly string[] = ['all'];
const whole = (): readonly string[] => all;
const empty: AuthoritiesWhole = { authorities: emptyRegister() };

/** An authority is its person's: each person's own record does not know what others were given. */
const placeOf = (
  { authorities }: AuthoritiesWhole,
  { person, authority }: { readonly person: string; readonly authority: string },
): string =>
  placeAmong(
    (place) => registered(authorities, place),
    (there) => there.person === person,
    person,
    authority,
  );

export const authorities = readModel<'authorities', AuthoritiesWhole>({
  kind: 'authorities',
  version: 2,
  on: {
    AuthorityGiven: makes(whole, (body = empty, event) => {
      const { person, role, organisation, from, until } = event;
      return { authorities: register(body.authorities, placeOf(body, event), { person, role, organisation, from, until }) };
    }),
    AuthorityEnded: changes(whole, (body, event) => {
      const { because, reason, at } = event;
      const authorities = reregister(body.authorities, placeOf(body, event), (before) => {
        // In force through the last day of a term; from the day of a withdrawal on it is not.
        const on = because === 'term' ? (before.until ?? dayOf(at)) : dayOf(at);
        return { ...before, ended: { on, reason } };
      });
      return authorities === body.authorities ? body : { authorities };
    }),
  },
  audience: (_, __, viewer) => (viewer.account === undefined ? undefined : 'partner'),
  restrict: (body, audience) => (isSignedIn(audience) ? { authorities: asRecord(body.authorities) } : undefined),
});
