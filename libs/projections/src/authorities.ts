import { dayOf } from '@samverkan/domain';
import { placeAmong, under } from './entries.js';
import { changes, isSignedIn, makes, readModel } from './model.js';
import type { AuthoritiesWhole } from './wholes.js';

// Who sees the authorities.
//
// Everybody signed in: whoever works in the partnership may know who acts for the secretariat and as auditor, and who nominates or answers for an
// organisation. The public is not told.

const all: readonly string[] = ['all'];
const whole = (): readonly string[] => all;

/** An authority is its person's: each person's own record does not know what others were given. */
const placeOf = (
  { authorities }: AuthoritiesWhole,
  { person, authority }: { readonly person: string; readonly authority: string },
): string =>
  placeAmong(
    (place) => under(authorities, place),
    (there) => there.person === person,
    person,
    authority,
  );

export const authorities = readModel<'authorities', AuthoritiesWhole>({
  kind: 'authorities',
  version: 1,
  on: {
    AuthorityGiven: makes(whole, (body = { authorities: {} }, event) => {
      const { person, role, organisation, from, until } = event;
      return { authorities: { ...body.authorities, [placeOf(body, event)]: { person, role, organisation, from, until } } };
    }),
    AuthorityEnded: changes(whole, (body, event) => {
      const { because, reason, at } = event;
      const place = placeOf(body, event);
      const before = under(body.authorities, place);
      if (before === undefined) return body;
      // In force through the last day of a term; from the day of a withdrawal on it is not.
      const on = because === 'term' ? (before.until ?? dayOf(at)) : dayOf(at);
      return { authorities: { ...body.authorities, [place]: { ...before, ended: { on, reason } } } };
    }),
  },
  audience: (_, __, viewer) => (viewer.account === undefined ? undefined : 'partner'),
  restrict: (body, audience) => (isSignedIn(audience) ? body : undefined),
});
