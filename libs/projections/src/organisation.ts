import { dayOf } from '@samverkan/domain';
import { under } from './entries.js';
import { begin, end, madeOn } from './group.appointments.js';
import { NONE, SEEN, TO_PUBLIC, changes, isSignedIn, makes, publicOrPartner, readModel } from './model.js';
import { appointmentPlace } from './person.js';
import type { Look } from './projection.js';
import { allRegistered, asRecord, emptyRegister, register, unregister } from './register.js';
import type { OrganisationWhole } from './wholes.js';

// Who sees an organisation.
//
// Groups and compositions are for everybody, and so are the organisations in them, the seats they may nominate for and the
// appointments made for them. Of the persons who act for it, the public is told those who are or were appointed for it.

const own = ({ organisation }: { readonly organisation: string }): readonly string[] => [organisation];
const some = (id: string | undefined): readonly string[] => (id === undefined ? NONE : [id]);

const withoutPerson = (body: OrganisationWhole, person: string): OrganisationWhole => {
  const persons = unregister(body.persons, person);
  return persons === body.persons ? body : { ...body, persons };
};
const withPerson = (body: OrganisationWhole, person: string): OrganisationWhole => ({
  ...body,
  persons: register(body.persons, person, true),
});

const over = (body: OrganisationWhole, id: string, day: string | undefined): OrganisationWhole => {
  const appointments = end(body.appointments, id, day);
  return appointments === body.appointments ? body : { ...body, appointments };
};
const begun = (body: OrganisationWhole, id: string): OrganisationWhole => {
  const appointments = begin(body.appointments, id);
  return appointments === body.appointments ? body : { ...body, appointments };
};

const ofAppointment = (event: { readonly group: string; readonly appointment: string }, look: Look): readonly string[] =>
  some(under(look.get('group', event.group)?.appointments ?? {}, event.appointment)?.organisation);

const ofPerson = (event: { readonly person: string }, look: Look): readonly string[] =>
  some(look.get('person', event.person)?.organisation);

export const organisation = readModel<'organisation', OrganisationWhole>({
  kind: 'organisation',
  version: 3,
  on: {
    OrganisationRegistered: makes(own, (_, { name, sector, municipality }) => ({
      name,
      formerNames: {},
      sector,
      municipality,
      persons: emptyRegister(),
      seats: {},
      appointments: {},
    })),
    OrganisationRenamed: changes(own, (body, { name }, _, { position }) => ({
      ...body,
      name,
      formerNames: { ...body.formerNames, [position]: body.name },
    })),
    OrganisationMerged: changes(own, (body, { into }) => ({ ...body, mergedInto: into })),
    OrganisationClosed: changes(own, (body, { at, reason }) => ({ ...body, closed: { at, reason } })),
    PersonRegistered: changes(
      (event) => some(event.organisation),
      (body, { person }) => withPerson(body, person),
    ),
    PersonChangedOrganisation: changes(
      ({ person, organisation }, look) => [
        ...some(look.get('person', person)?.organisationBefore).filter((before) => before !== organisation),
        ...some(organisation),
      ],
      (body, { person, organisation }, _, __, id) => (id === organisation ? withPerson(body, person) : withoutPerson(body, person)),
    ),
    PersonMerged: changes(ofPerson, (body, { person }) => withoutPerson(body, person)),
    PersonClosed: changes(ofPerson, (body, { person }) => withoutPerson(body, person)),
    SeatEstablished: changes(
      ({ nominatedBy }) => nominatedBy,
      (body, { group, seat }) => ({ ...body, seats: { ...body.seats, [`${group}/${seat}`]: { group, seat } } }),
    ),
    MemberAppointed: changes(
      (event) => some(event.organisation),
      (body, event) => {
        const { group, seat, person, organisation, as, order, from, until } = event;
        const made = { group, seat, person, organisation, as, order, from, until, ...madeOn(event) };
        return { ...body, appointments: { ...body.appointments, [appointmentPlace(body.appointments, event)]: made } };
      },
    ),
    TermBegun: changes(ofAppointment, (body, event) => begun(body, appointmentPlace(body.appointments, event))),
    MemberResigned: changes(ofAppointment, (body, event) => over(body, appointmentPlace(body.appointments, event), event.on)),
    TermEnded: changes(ofAppointment, (body, event) => over(body, appointmentPlace(body.appointments, event), undefined)),
    GroupDissolved: changes(
      ({ group }, look) => [
        ...new Set(Object.values(look.get('group', group)?.appointments ?? {}).flatMap((one) => some(one.organisation))),
      ],
      (body, { group, at }) => {
        const ids = Object.entries(body.appointments).flatMap(([id, one]) => (one.group === group ? [id] : []));
        return ids.reduce((rest, id) => over(rest, id, dayOf(at)), body);
      },
    ),
  },
  quiet: (_, after, event) => {
    const isOfPerson =
      event.type === 'PersonRegistered' ||
      event.type === 'PersonChangedOrganisation' ||
      event.type === 'PersonMerged' ||
      event.type === 'PersonClosed';
    return isOfPerson && !Object.values(after.appointments).some(({ person }) => person === event.person) ? TO_PUBLIC : SEEN;
  },
  audience: publicOrPartner,
  restrict: (body, audience) => {
    if (isSignedIn(audience)) return { ...body, persons: asRecord(body.persons) };
    const appointed = new Set(Object.values(body.appointments).map(({ person }) => person));
    return { ...body, persons: Object.fromEntries([...allRegistered(body.persons)].filter(([id]) => appointed.has(id))) };
  },
});
