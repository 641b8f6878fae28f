import { dayOf } from '@samverkan/domain';
import { placeAmong, under } from './entries.js';
import { begin, end, everyoneOf, madeOn, officeOf } from './group.appointments.js';
import { NONE, OUTSIDE, SEEN, TO_PUBLIC, changes, isSignedIn, makes, readModel } from './model.js';
import type { Look } from './projection.js';
import type { PersonWhole } from './wholes.js';

// Who sees a person.
//
// Compositions are for everybody, so a person who holds or held an appointment or an office is shown to everybody with the organisation
// acted for, the appointments and offices. A person who never held one is for those signed in. In which municipality a
// person lives is for those signed in. The name is in the directory.

/** Holds or held an appointment or an office: a name that everybody may know. */
export const isAppointed = ({ appointments, heldOffice }: Pick<PersonWhole, 'appointments' | 'heldOffice'>): boolean =>
  Object.keys(appointments).length > 0 || Object.keys(heldOffice).length > 0;

/** The groups in whose directory the person stands: ever in it, or took part in its meetings. */
export const groupsOf = ({ appointments, heldOffice, tookPart }: PersonWhole): readonly string[] => [
  ...new Set([...Object.values(appointments).map(({ group }) => group), ...Object.keys(heldOffice), ...Object.keys(tookPart)]),
];

const own = ({ person }: { readonly person: string }): readonly string[] => [person];

/** An appointment is its group's: two groups may have given one id each. */
export const appointmentPlace = (
  appointments: PersonWhole['appointments'],
  { group, appointment }: { readonly group: string; readonly appointment: string },
): string =>
  placeAmong(
    (place) => under(appointments, place),
    (there) => there.group === group,
    group,
    appointment,
  );

const over = (body: PersonWhole, id: string, day: string | undefined): PersonWhole => {
  const appointments = end(body.appointments, id, day);
  return appointments === body.appointments ? body : { ...body, appointments };
};
const begun = (body: PersonWhole, id: string): PersonWhole => {
  const appointments = begin(body.appointments, id);
  return appointments === body.appointments ? body : { ...body, appointments };
};

/** The office as the group has it after the event. */
const withOffice = (body: PersonWhole, { group, person }: { readonly group: string; readonly person: string }, look: Look): PersonWhole => {
  const found = look.get('group', group);
  const office = found === undefined ? undefined : officeOf(found, person);
  const { [group]: _, ...others } = body.offices;
  const before = under(body.offices, group);
  if (office === before) return body;
  if (office === undefined) return { ...body, offices: others };
  return { ...body, offices: { ...others, [group]: office }, heldOffice: { ...body.heldOffice, [group]: true } };
};

const takePart = (body: PersonWhole, group: string): PersonWhole =>
  under(body.tookPart, group) === true ? body : { ...body, tookPart: { ...body.tookPart, [group]: true } };

export const person = readModel<'person', PersonWhole>({
  kind: 'person',
  version: 2,
  on: {
    PersonRegistered: makes(own, (_, { name, gender, email, phone, organisation, municipality, invented }) => ({
      organisation,
      municipality,
      invented,
      closed: false,
      appointments: {},
      offices: {},
      sealed: { name, gender, email, phone },
      heldOffice: {},
      tookPart: {},
    })),
    PersonRenamed: changes(own, (body, { name }) => ({ ...body, sealed: { ...body.sealed, name } })),
    PersonContactChanged: changes(own, (body, { email, phone }) => ({ ...body, sealed: { ...body.sealed, email, phone } })),
    PersonChangedOrganisation: changes(own, (body, { organisation }) => ({
      ...body,
      organisation,
      organisationBefore: body.organisation,
    })),
    PersonMerged: changes(own, (body, { into }) => ({ ...body, mergedInto: into })),
    PersonClosed: changes(own, (body) => ({ ...body, closed: true })),
    MemberAppointed: changes(own, (body, event) => {
      const { group, seat, person, organisation, as, order, from, until } = event;
      const made = { group, seat, person, organisation, as, order, from, until, ...madeOn(event) };
      return { ...body, appointments: { ...body.appointments, [appointmentPlace(body.appointments, event)]: made } };
    }),
    TermBegun: changes(own, (body, event) => begun(body, appointmentPlace(body.appointments, event))),
    MemberResigned: changes(own, (body, event) => over(body, appointmentPlace(body.appointments, event), event.on)),
    TermEnded: changes(own, (body, event) => over(body, appointmentPlace(body.appointments, event), undefined)),
    OfficeChosen: changes(own, withOffice),
    OfficeLeft: changes(own, withOffice),
    // The group's directory names them from then on, and is told of what changes of them.
    OfficeAwaited: changes(own, (body, { group }) =>
      under(body.heldOffice, group) === true ? body : { ...body, heldOffice: { ...body.heldOffice, [group]: true } },
    ),
    GroupDissolved: changes(
      ({ group }, look) => {
        const dissolved = look.get('group', group);
        return dissolved === undefined ? NONE : everyoneOf(dissolved);
      },
      (body, { group, at }, look, _, person) => {
        const ids = Object.entries(body.appointments).flatMap(([id, one]) => (one.group === group ? [id] : []));
        return withOffice(
          ids.reduce((rest, id) => over(rest, id, dayOf(at)), body),
          { group, person },
          look,
        );
      },
    ),
    AttendanceNoted: changes(own, (body, { group }) => takePart(body, group)),
    ProposalMoved: changes(
      ({ by }) => [by],
      (body, { group }) => takePart(body, group),
    ),
  },
  // Nobody is told here of whose meetings the person took part in, nor of contact data; not by the version either.
  quiet: (_, after, { type }) => {
    if (type === 'ProposalMoved' || type === 'AttendanceNoted' || type === 'PersonContactChanged') return OUTSIDE;
    return isAppointed(after) ? SEEN : TO_PUBLIC;
  },
  audience: (body, _, viewer) => {
    if (viewer.account !== undefined) return 'partner';
    return isAppointed(body) ? 'public' : undefined;
  },
  restrict: (whole, audience) => {
    const { sealed: _, organisationBefore: __, heldOffice: ___, tookPart: ____, ...body } = whole;
    if (isSignedIn(audience)) return body;
    return isAppointed(whole) ? { ...body, municipality: undefined } : undefined;
  },
});
