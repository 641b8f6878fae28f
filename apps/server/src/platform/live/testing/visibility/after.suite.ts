import { dayOf, type DomainEvent } from '@samverkan/domain';
import { contactFact, decisionFact, fact, itemFact, nameFact, proposalFact, type Fact } from './facts.suite.js';
import { markersIn, type Meeting, type Table, type World } from './world.suite.js';

// How things are after an event.

type Tables = Omit<World, 'facts'>;
type Row<K extends keyof Tables> = Tables[K] extends Table<infer T> ? T : never;

const put = <K extends keyof Tables>(world: World, table: K, id: string, row: Row<K>): World => ({
  ...world,
  [table]: new Map(world[table] as Table<unknown>).set(id, row),
});
const change = <K extends keyof Tables>(world: World, table: K, id: string, to: (row: Row<K>) => Partial<Row<K>>): World => {
  const row = world[table].get(id) as Row<K> | undefined;
  return row === undefined ? world : put(world, table, id, { ...(row as object), ...to(row) } as Row<K>);
};
const also = (set: ReadonlySet<string>, one: string): ReadonlySet<string> => new Set(set).add(one);

const know = (world: World, what: Fact, ...texts: readonly (string | undefined)[]): World => {
  const markers = texts.flatMap((text) => markersIn(text ?? ''));
  return markers.length === 0 ? world : { ...world, facts: new Map([...world.facts, ...markers.map((marker) => [marker, what] as const)]) };
};

/** The partnership after one more event. */
export function after(world: World, event: DomainEvent): World {
  const told = tell(world, event);
  return happen(told, event);
}

/** Notes of each text that an event brings along what it is. */
function tell(world: World, event: DomainEvent): World {
  switch (event.type) {
    case 'PersonRegistered': {
      const { person, name, email, phone, municipality } = event;
      const named = know(know(world, nameFact(person), name), contactFact(person), email, phone);
      return know(named, { of: 'municipality', person }, municipality);
    }
    case 'PersonRenamed':
      return know(world, nameFact(event.person), event.name);
    case 'PersonContactChanged':
      return know(world, contactFact(event.person), event.email, event.phone);
    case 'OrganisationRegistered':
    case 'OrganisationRenamed':
      return know(world, fact.everybody, event.name);
    case 'GroupFormed':
      return know(world, fact.everybody, event.name, event.mandate);
    case 'GroupRenamed':
      return know(world, fact.everybody, event.name);
    case 'GroupDissolved':
      return know(world, fact.everybody, event.reason);
    case 'MemberAppointed':
      return know(world, fact.everybody, 'document' in event.basis ? event.basis.document : undefined);
    case 'MeetingScheduled':
      return know(world, fact.everybody, event.meeting, event.title, event.place);
    case 'MeetingRescheduled':
      return know(world, fact.everybody, event.title, event.place, event.reason);
    case 'MeetingCancelled':
      return know(world, fact.everybody, event.reason);
    case 'MeetingConvoked':
      return know(world, fact.signedIn, event.message);
    case 'MeetingAdjourned':
      return know(world, fact.signedIn, event.reason);
    case 'DoorsClosed':
      return know(world, itemFact(event.item, 'title'), event.item);
    case 'AgendaItemAdded': {
      const titled = know(world, itemFact(event.item, 'title'), event.item, event.title);
      return know(titled, itemFact(event.item, 'description'), event.description);
    }
    case 'ProposalMoved':
      return know(world, proposalFact(event.proposal), event.proposal, event.wording);
    case 'DecisionTaken':
      return know(world, decisionFact(event.decision), event.decision, event.wording);
    case 'TaskAssigned':
      return know(world, decisionFact(event.decision), event.task, event.what);
    case 'TaskDone':
    case 'DecisionExecuted':
      return know(world, decisionFact(event.decision), event.note);
    case 'DecisionCorrected':
      return know(world, decisionFact(event.decision), event.wording, event.reason);
    case 'OutcomeCorrected':
      return know(world, decisionFact(event.decision), event.reason);
    case 'ResponseRecorded':
      return know(world, decisionFact(event.decision), event.conditions, event.reference);
    case 'AuthorityGiven':
      return know(world, { of: 'authority' }, event.authority);
    case 'AuthorityEnded':
      return know(world, { of: 'authority' }, event.reason);
    case 'AccountOpened':
      return know(world, { of: 'account' }, event.account);
    case 'AccountClosed':
      return know(world, { of: 'account' }, event.reason);
    default:
      return world;
  }
}

function happen(world: World, event: DomainEvent): World {
  switch (event.type) {
    case 'PersonRegistered': {
      const { name, email, phone, municipality, organisation } = event;
      return put(world, 'persons', event.person, { name, email, phone, municipality, organisation });
    }
    case 'PersonRenamed':
      return change(world, 'persons', event.person, () => ({ name: event.name }));
    case 'PersonContactChanged':
      return change(world, 'persons', event.person, () => ({ email: event.email, phone: event.phone }));
    case 'PersonChangedOrganisation':
      return change(world, 'persons', event.person, () => ({ organisation: event.organisation }));
    case 'OrganisationRegistered':
    case 'OrganisationRenamed':
      return put(world, 'organisations', event.organisation, event.name);
    case 'GroupFormed': {
      const { kind, name } = event;
      const row = {
        kind,
        name,
        seats: [],
        offices: {},
        awaited: {},
        dissolved: false,
        ever: new Set<string>(),
        attended: new Set<string>(),
      };
      return put(world, 'groups', event.group, row);
    }
    case 'GroupRenamed':
      return change(world, 'groups', event.group, () => ({ name: event.name }));
    case 'SeatEstablished':
      return change(world, 'groups', event.group, ({ seats }) => ({ seats: [...seats, event.seat] }));
    case 'MemberAppointed': {
      const { group, seat, person, as, from, until } = event;
      const begun = from <= dayOf(event.at);
      const appointed = put(world, 'appointments', event.appointment, { group, seat, person, as, from, until, begun, ended: false });
      return change(appointed, 'groups', group, (row) => ({ ever: also(row.ever, person) }));
    }
    case 'TermBegun':
      return change(world, 'appointments', event.appointment, () => ({ begun: true }));
    case 'MemberResigned':
    case 'TermEnded':
      return change(world, 'appointments', event.appointment, () => ({ ended: true }));
    case 'OfficeChosen':
      return change(world, 'groups', event.group, ({ offices, awaited, ever }) => ({
        offices: { ...offices, [event.office]: event.person },
        awaited: awaited[event.office]?.person === event.person ? { ...awaited, [event.office]: undefined } : awaited,
        ever: also(ever, event.person),
      }));
    case 'OfficeAwaited':
      return change(world, 'groups', event.group, ({ awaited, ever }) => ({
        awaited: { ...awaited, [event.office]: { person: event.person, from: event.from } },
        ever: also(ever, event.person),
      }));
    case 'OfficeWithdrawn':
      return change(world, 'groups', event.group, ({ awaited: { [event.office]: _, ...awaited } }) => ({ awaited }));
    case 'OfficeLeft':
      return change(world, 'groups', event.group, ({ offices: { [event.office]: _, ...offices } }) => ({ offices }));
    case 'GroupDissolved':
      return change(world, 'groups', event.group, () => ({ dissolved: true, offices: {}, awaited: {} }));
    case 'AuthorityGiven': {
      const { person, role, organisation, from, until } = event;
      return put(world, 'authorities', event.authority, { person, role, organisation, from, until, ended: false });
    }
    case 'AuthorityEnded':
      return change(world, 'authorities', event.authority, () => ({ ended: true }));
    case 'AccountOpened':
      return put(world, 'accounts', event.account, { person: event.person, administrator: false, closed: false });
    case 'AdministratorMade':
    case 'AdministratorDismissed':
      return change(world, 'accounts', event.account, () => ({ administrator: event.type === 'AdministratorMade' }));
    case 'AccountClosed':
      return change(world, 'accounts', event.account, () => ({ closed: true }));
    default:
      return meet(world, event);
  }
}

const inState = (world: World, meeting: string, state: Meeting['state']): World => change(world, 'meetings', meeting, () => ({ state }));

const NEW_ITEM = { added: false, behind: false, title: '', description: '', closed: false, decision: undefined };

function meet(world: World, event: DomainEvent): World {
  switch (event.type) {
    case 'MeetingScheduled': {
      const { group, title, place } = event;
      return put(world, 'meetings', event.meeting, { group, title, place, message: undefined, state: 'scheduled', current: undefined });
    }
    case 'MeetingRescheduled':
      return change(world, 'meetings', event.meeting, () => ({ title: event.title, place: event.place }));
    case 'MeetingConvoked':
      return change(world, 'meetings', event.meeting, () => ({ message: event.message }));
    case 'MeetingCancelled':
      return inState(world, event.meeting, 'cancelled');
    case 'MeetingOpened':
    case 'MeetingResumed':
      return inState(world, event.meeting, 'open');
    case 'MeetingAdjourned':
      return inState(world, event.meeting, 'adjourned');
    case 'MeetingClosed':
      return change(inState(world, event.meeting, 'closed'), 'meetings', event.meeting, () => ({ current: undefined }));
    case 'DoorsClosed': {
      const { item, meeting, group } = event;
      const before = world.items.get(item) ?? { ...NEW_ITEM, meeting, group };
      return put(world, 'items', item, { ...before, behind: true });
    }
    case 'DoorsOpened': {
      const opened = change(world, 'items', event.item, () => ({ behind: false }));
      const moved = [...world.proposals].filter(([, { item }]) => item === event.item);
      return moved.reduce((rest, [id]) => change(rest, 'proposals', id, () => ({ shown: true })), opened);
    }
    case 'AgendaItemAdded': {
      const { item, meeting, group, title, description } = event;
      const before = world.items.get(item) ?? { ...NEW_ITEM, meeting, group };
      return put(world, 'items', item, { ...before, title, description, added: true });
    }
    case 'AgendaItemTakenUp':
      return change(world, 'meetings', event.meeting, () => ({ current: event.item }));
    case 'AgendaItemClosed': {
      const closed = change(world, 'items', event.item, () => ({ closed: true }));
      return change(closed, 'meetings', event.meeting, ({ current }) => ({ current: current === event.item ? undefined : current }));
    }
    case 'AttendanceNoted':
      return change(world, 'groups', event.group, ({ attended }) => ({ attended: also(attended, event.person) }));
    case 'ProposalMoved': {
      const { item, by, wording } = event;
      return put(world, 'proposals', event.proposal, {
        item,
        by,
        wording,
        standing: true,
        decided: false,
        shown: world.items.get(item)?.behind === false,
      });
    }
    case 'ProposalWithdrawn':
      return change(world, 'proposals', event.proposal, () => ({ standing: false }));
    case 'DecisionTaken': {
      const { decision, item, meeting, group, wording } = event;
      const row = { item, meeting, group, wording, superseded: false, executed: false, texts: [] };
      const taken = change(put(world, 'decisions', decision, row), 'items', item, () => ({ decision }));
      return event.proposals.reduce((rest, { proposal }) => change(rest, 'proposals', proposal, () => ({ decided: true })), taken);
    }
    default:
      return follow(world, event);
  }
}

function follow(world: World, event: DomainEvent): World {
  switch (event.type) {
    case 'TaskAssigned': {
      const { task, decision, person, what } = event;
      return put(world, 'tasks', task, { decision, person, what, done: false });
    }
    case 'TaskDone':
      return change(world, 'tasks', event.task, () => ({ done: true }));
    case 'DecisionCorrected':
      return change(world, 'decisions', event.decision, ({ texts, wording }) => ({
        wording: event.wording,
        texts: [...texts, wording, event.reason],
      }));
    case 'OutcomeCorrected':
      return change(world, 'decisions', event.decision, ({ texts }) => ({ texts: [...texts, event.reason] }));
    case 'DecisionSuperseded':
      return change(world, 'decisions', event.decision, () => ({ superseded: true }));
    case 'DecisionExecuted':
      return change(world, 'decisions', event.decision, ({ texts }) => ({ executed: true, texts: [...texts, event.note] }));
    default:
      return world;
  }
}
