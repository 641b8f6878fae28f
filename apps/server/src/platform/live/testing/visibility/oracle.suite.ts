import type { Ref } from '@samverkan/contract';
import type { DomainEvent } from '@samverkan/domain';
import type { Fact } from './facts.suite.js';
import type { Appointment, Group, World } from './world.suite.js';

// DOMAIN.md's table of who sees what, in plain rules over what has happened. Nothing of the product's own projections is asked.

/** Who looks, with what they hold on a day. */
export interface Holder {
  readonly account: string | undefined;
  readonly person: string | undefined;
  readonly groups: ReadonlySet<string>;
  readonly secretariat: boolean;
  readonly auditor: boolean;
  readonly administrator: boolean;
  readonly nominates: ReadonlySet<string>;
  readonly finances: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();
/** Somebody not signed in. */
const STRANGER: Holder = {
  account: undefined,
  person: undefined,
  groups: NOBODY,
  secretariat: false,
  auditor: false,
  administrator: false,
  nominates: NOBODY,
  finances: NOBODY,
};

const holds = (
  { from, until, ended }: Pick<Appointment, 'from' | 'ended'> & { readonly until: string | undefined },
  day: string,
): boolean => !ended && from <= day && (until === undefined || day <= until);

/** "One person may hold several, and holds them through appointments: when the term ends, so does the power." */
export function holderOf(world: World, who: string | undefined, day: string): Holder {
  if (who === undefined) return STRANGER;
  const groups = new Set<string>();
  for (const one of world.appointments.values()) if (one.person === who && holds(one, day)) groups.add(one.group);
  for (const [id, found] of world.groups) if (officesOf(world, id, found, day).secretary === who) groups.add(id);
  for (const [id, { dissolved }] of world.groups) if (dissolved) groups.delete(id);
  const given = [...world.authorities.values()].filter((one) => one.person === who && holds(one, day));
  const towards = (role: string) => new Set(given.flatMap((one) => (one.role === role ? [one.organisation ?? ''] : [])));
  const account = world.accounts.get(who);
  return {
    account: who,
    person: who,
    groups,
    secretariat: given.some(({ role }) => role === 'secretariat') || [...groups].some((id) => world.groups.get(id)?.kind === 'secretariat'),
    auditor: given.some(({ role }) => role === 'auditor'),
    administrator: account !== undefined && account.administrator && !account.closed,
    nominates: towards('nominator'),
    finances: towards('financier'),
  };
}

/** Who holds the offices on a day: from the day on for which they were chosen, if they are an ordinary member then; a secretary may be none. */
function officesOf(world: World, group: string, { offices, awaited }: Group, day: string): Group['offices'] {
  const come = { ...offices };
  for (const office of ['chair', 'vice-chair', 'secretary'] as const) {
    const to = awaited[office];
    if (to === undefined || day < to.from) continue;
    const isMember = [...world.appointments.values()].some(
      (one) => one.group === group && one.person === to.person && one.as === 'ordinary' && holds(one, day),
    );
    if (office === 'secretary' || isMember) come[office] = to.person;
  }
  return come;
}

/** What somebody is in a group on a day: `chair` who leads it, be it as vice chair. */
export function rolesIn(world: World, who: string, group: string, day: string): ReadonlySet<string> {
  const roles = new Set<string>();
  const found = world.groups.get(group);
  if (found === undefined || found.dissolved) return roles;
  for (const one of world.appointments.values())
    if (one.person === who && one.group === group && holds(one, day)) roles.add(one.as === 'ordinary' ? 'member' : 'substitute');
  const offices = officesOf(world, group, found, day);
  if (roles.has('member') && (offices.chair === who || offices['vice-chair'] === who)) roles.add('chair');
  if (offices.secretary === who) roles.add('secretary');
  return roles;
}

const isSignedIn = ({ account }: Holder): boolean => account !== undefined;
const isInside = ({ groups, secretariat, auditor }: Holder, group: string): boolean => groups.has(group) || secretariat || auditor;
const isClosed = (world: World, meeting: string): boolean => world.meetings.get(meeting)?.state === 'closed';

/** Documents of the whole neither count nor name what is behind closed doors, for anybody. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['overview', 'programme', 'group-tree', 'composition']);
const isOfTheWhole = ({ kind, id }: Ref): boolean => OF_THE_WHOLE.has(kind) || (kind === 'activity' && id === 'all');

const maySeeItem = (world: World, who: Holder, item: string, ref: Ref): boolean => {
  const found = world.items.get(item);
  if (found === undefined) return false;
  if (found.behind) return isInside(who, found.group) && !isOfTheWhole(ref);
  return isSignedIn(who) || isClosed(world, found.meeting);
};
const maySeeDecision = (world: World, who: Holder, decision: string, ref: Ref): boolean => {
  const found = world.decisions.get(decision);
  return found !== undefined && maySeeItem(world, who, found.item, ref);
};
/** Whether somebody may see an item, a decision, in a document. */
export const maySee = { item: maySeeItem, decision: maySeeDecision };
const maySeeProposal = (world: World, who: Holder, proposal: string, marker: string, ref: Ref): boolean => {
  const found = world.proposals.get(proposal);
  if (found === undefined || !maySeeItem(world, who, found.item, ref)) return false;
  // With a published decision the public sees what it chose between; its meeting names the one that was adopted.
  return isSignedIn(who) || (found.decided && (ref.kind === 'decision' || (ref.kind === 'meeting' && marker === proposal)));
};

const wasAppointed = (world: World, person: string): boolean => [...world.groups.values()].some(({ ever }) => ever.has(person));
const isMemberBy = (world: World, person: string, group: string): boolean =>
  world.groups.get(group)?.dissolved === false &&
  [...world.appointments.values()].some((one) => one.person === person && one.group === group && one.begun && !one.ended);

/** Those whom a group's own directory names: its people, guests of its meetings, and whoever moved something that the viewer may see. */
const isIn = (world: World, who: Holder, person: string, id: string, group: Group): boolean => {
  if (group.ever.has(person)) return true;
  if (!isSignedIn(who)) return false;
  if (group.attended.has(person)) return true;
  return [...world.proposals.values()].some(
    ({ by, item, shown }) => by === person && world.items.get(item)?.group === id && (shown || isInside(who, id)),
  );
};

const maySeeName = (world: World, who: Holder, person: string, { kind, id }: Ref): boolean => {
  const group = kind === 'directory' ? world.groups.get(id) : undefined;
  if (kind !== 'list/persons' && kind !== 'directory') return false;
  if (group !== undefined) return isIn(world, who, person, id, group);
  return isSignedIn(who) || wasAppointed(world, person);
};

/** "contact data: own group; secretariat; not auditor" */
const maySeeContact = (world: World, who: Holder, person: string, { kind, id }: Ref): boolean => {
  if (kind !== 'directory') return false;
  return who.secretariat || (who.groups.has(id) && isMemberBy(world, person, id));
};

/**
 * Whether a text may stand in what somebody is sent of a document as it was: what has been taken from sight since, an item behind closed doors now or contact data that is
 * shown no more, is so in the past as well.
 */
export function mightStill(then: World, now: World, who: Holder, marker: string, ref: Ref): boolean {
  if (!may(then, who, marker, ref)) return false;
  const what = now.facts.get(marker);
  if (what?.of === 'contact') return may(now, who, marker, ref);
  const item = itemOf(now, what);
  return item === undefined || now.items.get(item)?.behind !== true || maySeeItem(now, who, item, ref);
}

/** The item that a text is about. */
function itemOf({ proposals, decisions }: World, what: Fact | undefined): string | undefined {
  if (what?.of === 'item') return what.item;
  if (what?.of === 'proposal') return proposals.get(what.proposal)?.item;
  return what?.of === 'decision' ? decisions.get(what.decision)?.item : undefined;
}

/** Whether a text may stand in what somebody is sent of a document. */
export function may(world: World, who: Holder, marker: string, ref: Ref): boolean {
  const what = world.facts.get(marker);
  return what !== undefined && mayKnow(world, who, what, marker, ref);
}

function mayKnow(world: World, who: Holder, what: Fact, marker: string, ref: Ref): boolean {
  switch (what.of) {
    case 'everybody':
      return true;
    case 'signed-in':
      return isSignedIn(who);
    case 'authority':
      return isSignedIn(who) && ref.kind === 'authorities';
    case 'account':
      return mayOpen(world, who, { kind: 'accounts', id: 'all' }) && ref.kind === 'accounts';
    case 'name': {
      const now = world.persons.get(what.person)?.name.includes(marker) === true;
      return now && maySeeName(world, who, what.person, ref);
    }
    case 'contact': {
      const person = world.persons.get(what.person);
      const now = `${person?.email ?? ''} ${person?.phone ?? ''}`.includes(marker);
      return now && maySeeContact(world, who, what.person, ref);
    }
    case 'municipality':
      // In the composition only counts by it stand, for those signed in: who comes and goes is known.
      if (ref.kind === 'composition') return isSignedIn(who);
      return ref.kind === 'person' && ref.id === what.person && isSignedIn(who);
    case 'item': {
      const item = world.items.get(what.item);
      if (item === undefined || !maySeeItem(world, who, what.item, ref)) return false;
      if (what.part === 'title' || isSignedIn(who)) return true;
      return item.decision !== undefined && ref.kind === 'decision';
    }
    case 'proposal':
      return maySeeProposal(world, who, what.proposal, marker, ref);
    case 'decision': {
      // What an appointment rests on, or what a decision was superseded by, is named to those who may see that.
      return maySeeDecision(world, who, what.decision, ref);
    }
  }
}

/** Whether somebody may look at a document at all. */
export function mayOpen(world: World, who: Holder, ref: Ref): boolean {
  const { kind, id } = ref;
  switch (kind) {
    case 'accounts':
      return who.administrator || who.secretariat || who.auditor;
    case 'authorities':
      return isSignedIn(who);
    case 'my':
      return who.person === id && world.persons.has(id);
    case 'person':
      return world.persons.has(id) && (isSignedIn(who) || wasAppointed(world, id));
    case 'decision':
      return maySeeDecision(world, who, id, ref);
    case 'meeting':
      return world.meetings.has(id);
    case 'group':
      return world.groups.has(id);
    case 'organisation':
      return world.organisations.has(id);
    case 'directory':
    case 'activity':
      return id === 'all' || world.groups.has(id);
    default:
      return true;
  }
}

/** Whether somebody may notice an event at all, with things as they were after it; whoever may not is sent nothing because of it. */
export function mayNotice(world: World, who: Holder, event: DomainEvent, ref: Ref): boolean {
  const closed = 'meeting' in event && isClosed(world, event.meeting);
  switch (event.type) {
    case 'MeetingConvoked':
    case 'AuthorityGiven':
    case 'AuthorityEnded':
      return isSignedIn(who);
    case 'MeetingOpened':
    case 'MeetingAdjourned':
    case 'MeetingResumed':
    case 'AttendanceNoted':
      return isSignedIn(who) || closed;
    case 'DoorsClosed':
      // Doors that close on something that was there are seen to close.
      return world.items.get(event.item)?.added === true ? isSignedIn(who) : isInside(who, event.group) && !isOfTheWhole(ref);
    case 'AgendaItemAdded':
    case 'AgendaItemMoved':
    case 'AgendaItemTakenUp':
    case 'AgendaItemClosed':
    case 'ProposalMoved':
    case 'ProposalWithdrawn':
    case 'DecisionTaken':
    case 'DoorsOpened':
      return maySeeItem(world, who, event.item, ref);
    case 'TaskAssigned':
    case 'TaskDone':
    case 'DecisionCorrected':
    case 'OutcomeCorrected':
    case 'DecisionSuperseded':
    case 'DecisionExecuted':
    case 'ResponseRecorded':
      return maySeeDecision(world, who, event.decision, ref);
    case 'PersonRenamed':
      return isSignedIn(who) || wasAppointed(world, event.person);
    case 'PersonContactChanged':
      return maySeeContact(world, who, event.person, ref);
    case 'PersonChangedOrganisation':
      return isSignedIn(who) || wasAppointed(world, event.person);
    case 'AccountOpened':
    case 'AccountClosed':
    case 'AdministratorMade':
    case 'AdministratorDismissed':
      return mayOpen(world, who, { kind: 'accounts', id: 'all' });
    default:
      return true;
  }
}
