import type { DirectoryDocument } from '@samverkan/contract';
import { entry } from './entries.js';
import { everyoneOf, membersOf } from './group.appointments.js';
import { isBehind } from './meeting.js';
import { NONE, OUTSIDE, SEEN, TO_PUBLIC, changes, isSignedIn, makes, readModel, type Effect } from './model.js';
import { groupsOf, isAppointed } from './person.js';
import type { Audience, Look, Open, Unaware } from './projection.js';
import { allRegistered, asRecord, emptyRegister, register, registered, reregister, type Register } from './register.js';
import type { DirectoryWhole, PersonWhole } from './wholes.js';

// Who sees names and contact data.
//
// Compositions are for everybody, so the name of a person who holds or held an appointment or an office is public; the name of
// anybody else is for those signed in. A group's directory shows the public those who are or were in the group, not who came to its
// meetings as a guest. Contact data is for the secretariat, and within a group's directory for the group's
// own members, who see that of each other; not for the auditor. An erased person is shown as erased, without any data.
// What cannot be opened is left out, and a name that cannot be is said to be so: one of them keeps nobody from all the others.
//
// A guest of whom nothing is known but a proposal behind closed doors is, like that, for the group's members, the secretariat and auditors.

type Listed = DirectoryWhole['persons'] extends Register<infer One> ? One : never;
type Person = DirectoryDocument['persons'][string];

const ALL = 'all';
const all: readonly string[] = [ALL];
const empty: DirectoryWhole = { persons: emptyRegister(), organisations: emptyRegister() };

const listed = ({ sealed, organisation, invented }: PersonWhole, appointed: boolean, member: boolean): Listed => {
  const { name, email, phone } = sealed;
  return { name, email, phone, organisation, invented, appointed, member };
};

/** The person as their own document has them after the event, in the directory that the id names. */
const withPerson = (body: DirectoryWhole, person: string, look: Look, id: string): DirectoryWhole => {
  const found = look.get('person', person);
  if (found === undefined) return body;
  const group = id === ALL ? undefined : look.get('group', id);
  const one =
    group === undefined
      ? listed(found, id === ALL && isAppointed(found), false)
      : listed(found, everyoneOf(group).includes(person), membersOf(group).includes(person));
  const within = !one.appointed && registered(body.persons, person)?.within === true;
  return { ...body, persons: register(body.persons, person, within ? { ...one, within } : one) };
};

interface OfPerson {
  readonly person: string;
}
interface InGroup {
  readonly group: string;
}

/** The whole directory, and those of all groups in which the person stands. */
const everywhere = ({ person }: OfPerson, look: Look): readonly string[] => {
  const found = look.get('person', person);
  return found === undefined ? NONE : [ALL, ...groupsOf(found)];
};

const known: Effect<DirectoryWhole, OfPerson> = makes(everywhere, (body = empty, { person }, look, _, id) =>
  withPerson(body, person, look, id),
);

/** The first appointment or office makes a name public. */
const inGroup: Effect<DirectoryWhole, OfPerson & InGroup> = makes(
  ({ group }) => [ALL, group],
  (body = empty, { person }, look, _, id) =>
    id === ALL && registered(body.persons, person)?.appointed === true ? body : withPerson(body, person, look, id),
);

const met = (body: DirectoryWhole, person: string): DirectoryWhole => {
  const persons = reregister(body.persons, person, (one) => (one.within === true ? { ...one, within: undefined } : one));
  return persons === body.persons ? body : { ...body, persons };
};

/** A guest of a meeting stands in its group's directory from then on. */
const guest = (body: DirectoryWhole = empty, person: string, look: Look, group: string): DirectoryWhole =>
  registered(body.persons, person) === undefined ? withPerson(body, person, look, group) : met(body, person);

/** Who moves a proposal behind closed doors stands there for those inside. */
const guestWithin = (body: DirectoryWhole = empty, person: string, look: Look, group: string): DirectoryWhole => {
  if (registered(body.persons, person) !== undefined) return body;
  const added = withPerson(body, person, look, group);
  return added === body ? body : { ...added, persons: reregister(added.persons, person, (one) => ({ ...one, within: true })) };
};

const named = makes<DirectoryWhole, { readonly organisation: string; readonly name: string }>(
  () => all,
  (body = empty, { organisation, name }, look) => {
    const sector = look.get('organisation', organisation)?.sector;
    return sector === undefined ? body : { ...body, organisations: register(body.organisations, organisation, { name, sector }) };
  },
);

const personShown = (one: Listed, contact: boolean, open: Open): Person => {
  const name = open(one.name, 'name');
  const invented = one.invented ? { invented: true as const } : {};
  if (name === undefined) return { erased: true, ...invented };
  const shown = { ...(name === null ? { unreadable: true as const } : { name }), organisation: one.organisation, ...invented };
  if (!contact) return shown;
  const opened = (field: 'email' | 'phone') => one[field] && (open(one[field], field) ?? undefined);
  return { ...shown, email: opened('email'), phone: opened('phone') };
};

const mayContact = (one: Listed, id: string, audience: Audience): boolean =>
  audience === 'secretariat' || (one.member && id !== ALL && audience === `group:${id}`);

const WITHOUT_CONTACT: readonly Unaware[] = [...OUTSIDE, 'auditor'];
/** The public sees nothing of one who was never appointed. */
const toPublicOf = ({ persons }: DirectoryWhole, person: string): readonly Unaware[] =>
  registered(persons, person)?.appointed === true ? SEEN : TO_PUBLIC;

const isWithin = (audience: Audience, id: string): boolean =>
  audience === 'secretariat' || audience === 'auditor' || audience === `group:${id}`;

export const directory = readModel<'directory', DirectoryWhole>({
  kind: 'directory',
  version: 4,
  on: {
    OrganisationRegistered: named,
    OrganisationRenamed: named,
    PersonRegistered: known,
    PersonRenamed: known,
    PersonContactChanged: known,
    PersonChangedOrganisation: known,
    // There from the beginning: that it comes to be with somebody would tell of them.
    GroupFormed: makes(
      ({ group }) => [group],
      (body = empty) => body,
    ),
    MemberAppointed: inGroup,
    TermBegun: inGroup,
    MemberResigned: inGroup,
    TermEnded: inGroup,
    OfficeChosen: inGroup,
    OfficeLeft: inGroup,
    OfficeAwaited: inGroup,
    GroupDissolved: changes(
      ({ group }) => [group],
      (body, { group }, look) => {
        const found = look.get('group', group);
        const gone = found === undefined ? NONE : everyoneOf(found);
        const persons = gone.reduce(
          (rest, id) => reregister(rest, id, (one) => (one.member ? { ...one, member: false } : one)),
          body.persons,
        );
        return persons === body.persons ? body : { ...body, persons };
      },
    ),
    AttendanceNoted: makes(
      ({ group }) => [group],
      (body, { person }, look, _, id) => guest(body, person, look, id),
    ),
    ProposalMoved: makes(
      ({ group }) => [group],
      (body, { by, meeting, item }, look, _, id) =>
        (isBehind(look.get('meeting', meeting), item) ? guestWithin : guest)(body, by, look, id),
    ),
    DoorsOpened: changes(
      ({ group }) => [group],
      (body, { meeting, item }, look) =>
        (entry(look.get('meeting', meeting)?.agenda ?? [], item)?.proposals ?? []).reduce((rest, [, { by }]) => met(rest, by), body),
    ),
  },
  quiet: (_, after, event, __, id) => {
    if (event.type === 'PersonContactChanged') {
      const isMember = registered(after.persons, event.person)?.member === true;
      return isMember ? WITHOUT_CONTACT : [...WITHOUT_CONTACT, `group:${id}`];
    }
    if (event.type === 'ProposalMoved') return registered(after.persons, event.by)?.within === true ? OUTSIDE : toPublicOf(after, event.by);
    if (event.type === 'DoorsOpened') return TO_PUBLIC;
    const isOfOne =
      event.type === 'PersonRegistered' ||
      event.type === 'PersonRenamed' ||
      event.type === 'PersonChangedOrganisation' ||
      event.type === 'AttendanceNoted';
    return isOfOne ? toPublicOf(after, event.person) : SEEN;
  },
  audience: (_, id, viewer) => {
    if (viewer.account === undefined) return 'public';
    if (viewer.roles.has('secretariat')) return 'secretariat';
    if (id !== ALL && viewer.groups.has(id)) return `group:${id}`;
    return id !== ALL && viewer.roles.has('auditor') ? 'auditor' : 'partner';
  },
  restrict: ({ persons, organisations }, audience, open, id) => ({
    persons: Object.fromEntries(
      Array.from(allRegistered(persons)).flatMap(([person, one]) =>
        one.appointed || (one.within === true ? isWithin(audience, id) : isSignedIn(audience))
          ? [[person, personShown(one, mayContact(one, id, audience), open)]]
          : [],
      ),
    ),
    organisations: asRecord(organisations),
  }),
});
