import { addDays, streamOf } from '@samverkan/domain';
import {
  KINDS_FORMED,
  ROLES_GIVEN,
  appointed,
  inGroup,
  ofPerson,
  registered,
  type Chance,
  type Happening,
  type Written,
} from './happenings.suite.js';
import type { Appointment } from './world.suite.js';

// What happens to people and their rights, and to decisions once they are taken.

const FOREVER = '2099-12-31';

const onDecision = (chance: Chance) => {
  const [decision, found] = chance.pick(chance.world.decisions) ?? [];
  if (decision === undefined || found === undefined) return undefined;
  return { found, on: { decision, group: found.group, at: chance.at }, stream: streamOf.decision(decision) };
};

const afterDecisions = {
  assign: (chance) => {
    const { on, stream } = onDecision(chance) ?? {};
    if (on === undefined || stream === undefined) return undefined;
    const task = { task: chance.text(), person: chance.person(), what: chance.text(), due: FOREVER };
    return { stream, events: [{ type: 'TaskAssigned', ...on, ...task }] };
  },
  done: (chance) => {
    const [task, found] = chance.pick([...chance.world.tasks].filter(([, one]) => !one.done)) ?? [];
    const decision = found === undefined ? undefined : chance.world.decisions.get(found.decision);
    if (task === undefined || found === undefined || decision === undefined) return undefined;
    const on = { decision: found.decision, group: decision.group, at: chance.at };
    const { person } = found;
    return { stream: streamOf.decision(found.decision), events: [{ type: 'TaskDone', ...on, task, person, note: chance.text() }] };
  },
  correct: (chance) => {
    const { found, on, stream } = onDecision(chance) ?? {};
    if (found === undefined || on === undefined || stream === undefined) return undefined;
    const words = { oldWording: found.wording, wording: chance.text(), reason: chance.text() };
    const outcome = { oldOutcome: 'approved', outcome: chance.pick(['rejected', 'noted'] as const) ?? 'tabled' } as const;
    const resettled = { type: 'OutcomeCorrected', ...on, ...outcome, reason: chance.text() } as const;
    return { stream, events: [{ type: 'DecisionCorrected', ...on, ...words }, resettled] };
  },
  supersede: (chance) => {
    const { found, on, stream } = onDecision(chance) ?? {};
    const { on: other } = onDecision(chance) ?? {};
    if (found === undefined || on === undefined || stream === undefined || other === undefined) return undefined;
    if (found.superseded || other.decision === on.decision) return undefined;
    // A later decision behind closed doors supersedes none that everybody sees: its id would stand there.
    const item = chance.world.items.get(chance.world.decisions.get(other.decision)?.item ?? '');
    if (item?.behind !== false) return undefined;
    return { stream, events: [{ type: 'DecisionSuperseded', ...on, by: other.decision }] };
  },
  execute: (chance) => {
    const { found, on, stream } = onDecision(chance) ?? {};
    if (found === undefined || found.executed || on === undefined || stream === undefined) return undefined;
    return { stream, events: [{ type: 'DecisionExecuted', ...on, note: chance.text() }] };
  },
  respond: (chance) => {
    const { found, on, stream } = onDecision(chance) ?? {};
    const organisation = chance.pick(chance.world.organisations.keys());
    if (found === undefined || found.superseded || on === undefined || stream === undefined || organisation === undefined) return undefined;
    const said = { stand: 'commits-on-conditions', conditions: chance.text(), reference: chance.text() } as const;
    return { stream, events: [{ type: 'ResponseRecorded', ...on, organisation, ...said }] };
  },
} satisfies Record<string, Happening>;

/** Whether a term overlaps one that somebody has in the group, in that seat or as an ordinary member. */
const isTaken = ({ world }: Chance, group: string, seat: string, person: string, from: string, until: string): boolean =>
  [...world.appointments.values()].some(
    (one) =>
      one.group === group &&
      !one.ended &&
      one.from <= until &&
      from <= one.until &&
      (one.person === person || (one.seat === seat && one.as === 'ordinary')),
  );

const inGroups = {
  form: (chance) => {
    const { groups } = chance.world;
    if (groups.size > 6) return undefined;
    const group = `g${groups.size + 1}`;
    const kind = chance.pick(KINDS_FORMED) ?? 'working';
    const formed = { group, kind, name: chance.text(), mandate: chance.text(), rules: { quorumPercent: 50, termMonths: 24 } };
    return inGroup(
      group,
      { type: 'GroupFormed', ...formed, at: chance.at },
      { type: 'SeatEstablished', group, seat: 's1', nominatedBy: [], at: chance.at },
    );
  },
  rename: (chance) => {
    const group = chance.group();
    return group === undefined ? undefined : inGroup(group, { type: 'GroupRenamed', group, name: chance.text(), at: chance.at });
  },
  seat: (chance) => {
    const group = chance.group();
    const seats = chance.world.groups.get(group ?? '')?.seats.length ?? 0;
    if (group === undefined || seats > 5) return undefined;
    return inGroup(group, { type: 'SeatEstablished', group, seat: `s${seats + 1}`, nominatedBy: [], at: chance.at });
  },
  appoint: (chance) => {
    const group = chance.group();
    const seat = chance.pick(chance.world.groups.get(group ?? '')?.seats ?? []);
    if (group === undefined || seat === undefined) return undefined;
    const person = chance.person();
    const from = addDays(chance.today, chance.some(20) ? 1 : 0);
    const until = chance.some(50) ? FOREVER : addDays(from, chance.number(2));
    const as = isTaken(chance, group, seat, person, from, until) ? 'substitute' : 'ordinary';
    const again = [...chance.world.appointments.values()].some((one) => one.group === group && one.person === person && !one.ended);
    if (as === 'substitute' && again) return undefined;
    const decided = chance.pick([...chance.world.decisions].filter(([, one]) => chance.world.items.get(one.item)?.behind === false));
    const basis = decided === undefined || chance.some(60) ? { document: chance.text() } : { decision: decided[0] };
    const made = { at: chance.at, id: `a${chance.world.appointments.size + 1}`, basis };
    return inGroup(group, appointed(made, { group, seat, person, as }, from, until));
  },
  resign: (chance) => over(chance, 'MemberResigned', ({ from, until }) => from <= chance.today && chance.today <= until),
  termBegins: (chance) => {
    const [appointment, found] = chance.pick([...chance.world.appointments].filter(([, one]) => isDue(chance, one))) ?? [];
    if (appointment === undefined || found === undefined) return undefined;
    const { group, person } = found;
    return inGroup(group, { type: 'TermBegun', group, appointment, person, at: chance.at });
  },
  termEnds: (chance) => over(chance, 'TermEnded', ({ until }) => until < chance.today),
  office: (chance) => {
    const group = chance.group();
    if (group === undefined) return undefined;
    const office = chance.pick(['chair', 'vice-chair', 'secretary'] as const) ?? 'chair';
    const members = [...chance.world.appointments.values()].filter((one) => one.group === group && one.as === 'ordinary' && !one.ended);
    const person = office === 'secretary' ? chance.person() : chance.pick(members)?.person;
    const before = chance.world.groups.get(group)?.offices[office];
    if (before !== undefined && chance.some(60))
      return inGroup(group, { type: 'OfficeLeft', group, office, person: before, at: chance.at });
    if (person === undefined || person === before) return undefined;
    return inGroup(group, { type: 'OfficeChosen', group, office, person, at: chance.at });
  },
  awaits: (chance) => {
    const group = chance.group();
    if (group === undefined) return undefined;
    const office = chance.pick(['chair', 'vice-chair', 'secretary'] as const) ?? 'chair';
    const before = chance.world.groups.get(group)?.awaited[office];
    const { at } = chance;
    if (before !== undefined) return inGroup(group, { type: 'OfficeWithdrawn', group, office, person: before.person, at });
    const from = addDays(chance.today, 1);
    const then = [...chance.world.appointments.values()].filter(
      (one) => one.group === group && one.as === 'ordinary' && !one.ended && one.from <= from && from <= one.until,
    );
    const person = office === 'secretary' ? chance.person() : chance.pick(then)?.person;
    return person === undefined ? undefined : inGroup(group, { type: 'OfficeAwaited', group, office, person, from, at });
  },
  officeBegins: (chance) => {
    const due = [...chance.world.groups].flatMap(([group, { awaited, dissolved }]) =>
      (['chair', 'vice-chair', 'secretary'] as const).flatMap((office) => {
        const to = awaited[office];
        return to === undefined || dissolved || chance.today < to.from ? [] : [{ group, office, person: to.person }];
      }),
    );
    const found = chance.pick(due);
    if (found === undefined) return undefined;
    const { group, office, person } = found;
    const before = chance.world.groups.get(group)?.offices[office];
    const chosen = { type: 'OfficeChosen', group, office, person, at: chance.at } as const;
    const stays = office === 'secretary' || rolesOn(chance, group, person);
    if (!stays) return inGroup(group, { type: 'OfficeWithdrawn', group, office, person, at: chance.at });
    return before === undefined || before === person
      ? inGroup(group, chosen)
      : inGroup(group, { type: 'OfficeLeft', group, office, person: before, at: chance.at }, chosen);
  },
  dissolve: (chance) => {
    const group = chance.group();
    if (group === undefined || chance.some(70)) return undefined;
    const runs = [...chance.world.meetings.values()].some((one) => one.group === group && ['open', 'adjourned'].includes(one.state));
    return runs ? undefined : inGroup(group, { type: 'GroupDissolved', group, reason: chance.text(), at: chance.at });
  },
} satisfies Record<string, Happening>;

const rolesOn = ({ world, today }: Chance, group: string, person: string): boolean =>
  [...world.appointments.values()].some(
    (one) => one.group === group && one.person === person && one.as === 'ordinary' && !one.ended && one.from <= today && today <= one.until,
  );

/** A coming term whose first day has come. */
const isDue = ({ world, today }: Chance, { group, from, until, begun, ended }: Appointment): boolean =>
  !begun && !ended && from <= today && today <= until && world.groups.get(group)?.dissolved === false;

function over(
  chance: Chance,
  type: 'MemberResigned' | 'TermEnded',
  fits: (term: { readonly from: string; readonly until: string }) => boolean,
): Written | undefined {
  const { appointments, groups } = chance.world;
  const due = [...appointments].filter(([, one]) => !one.ended && groups.get(one.group)?.dissolved === false && fits(one));
  const [appointment, found] = chance.pick(due) ?? [];
  if (appointment === undefined || found === undefined) return undefined;
  const { group, person, as } = found;
  const { at, today } = chance;
  const offices = Object.entries(groups.get(group)?.offices ?? {}) as ['chair' | 'vice-chair' | 'secretary', string][];
  // Whoever leads the group and is no member any more leads it no more.
  const left = offices
    .filter(([office, holder]) => holder === person && office !== 'secretary' && as === 'ordinary')
    .map(([office]) => ({ type: 'OfficeLeft', group, office, person, at }) as const);
  const gone =
    type === 'TermEnded'
      ? ({ type, group, appointment, person, at } as const)
      : ({ type, group, appointment, person, on: today, at } as const);
  return inGroup(group, gone, ...left);
}

const ofPeople = {
  register: (chance) => {
    const person = `p${chance.world.persons.size}`;
    return chance.world.persons.size > 16 ? undefined : ofPerson(person, registered(chance, person));
  },
  renamePerson: (chance) => {
    const person = chance.person();
    return ofPerson(person, { type: 'PersonRenamed', person, name: `sealed:${chance.text()}`, at: chance.at });
  },
  contact: (chance) => {
    const person = chance.person();
    const email = `sealed:${chance.text()}@example.org`;
    return ofPerson(person, {
      type: 'PersonContactChanged',
      person,
      email,
      ...(chance.some(50) ? { phone: `sealed:${chance.text()}` } : {}),
      at: chance.at,
    });
  },
  actFor: (chance) => {
    const person = chance.person();
    const organisation = chance.pick(chance.world.organisations.keys());
    if (organisation === undefined || chance.world.persons.get(person)?.organisation === organisation) return undefined;
    return ofPerson(person, { type: 'PersonChangedOrganisation', person, organisation, at: chance.at });
  },
  renameOrganisation: (chance) => {
    const organisation = chance.pick(chance.world.organisations.keys());
    if (organisation === undefined) return undefined;
    const renamed = { type: 'OrganisationRenamed', organisation, name: chance.text(), at: chance.at } as const;
    return { stream: streamOf.organisation(organisation), events: [renamed] };
  },
  give: (chance) => {
    const person = chance.person();
    const role = chance.pick(ROLES_GIVEN) ?? 'auditor';
    const towards = role === 'nominator' || role === 'financier' ? chance.pick(chance.world.organisations.keys()) : undefined;
    const held = [...chance.world.authorities.values()].some(
      (one) => one.person === person && one.role === role && one.organisation === towards && !one.ended,
    );
    if (held) return undefined;
    const from = addDays(chance.today, chance.some(20) ? 1 : 0);
    const given = {
      type: 'AuthorityGiven',
      person,
      authority: chance.text(),
      role,
      ...(towards === undefined ? {} : { organisation: towards }),
      from,
      ...(chance.some(50) ? {} : { until: addDays(from, chance.number(2)) }),
      at: chance.at,
    } as const;
    return { stream: streamOf.authority(person), events: [given] };
  },
  withdraw: (chance) => {
    const [authority, found] = chance.pick([...chance.world.authorities].filter(([, one]) => !one.ended)) ?? [];
    if (authority === undefined || found === undefined) return undefined;
    const { person, until } = found;
    const isOver = until !== undefined && until < chance.today;
    const why = isOver ? ({ because: 'term', reason: '' } as const) : ({ because: 'withdrawn', reason: chance.text() } as const);
    return { stream: streamOf.authority(person), events: [{ type: 'AuthorityEnded', person, authority, ...why, at: chance.at }] };
  },
  administrator: (chance) => {
    const account = chance.pick([...chance.world.accounts].filter(([, one]) => !one.closed));
    if (account === undefined) return undefined;
    const [id, { administrator }] = account;
    const type = administrator ? 'AdministratorDismissed' : 'AdministratorMade';
    return { stream: streamOf.account(id), events: [{ type, account: id, at: chance.at }] };
  },
  account: (chance) => {
    const account = chance.text();
    return { stream: streamOf.account(account), events: [{ type: 'AccountOpened', account, person: chance.person(), at: chance.at }] };
  },
  closeAccount: (chance) => {
    // Those who look keep their accounts; what a session has left when its account is closed is for others to try.
    const [account] = chance.pick([...chance.world.accounts].filter(([id, one]) => id.startsWith('mk') && !one.closed)) ?? [];
    if (account === undefined) return undefined;
    return { stream: streamOf.account(account), events: [{ type: 'AccountClosed', account, reason: chance.text(), at: chance.at }] };
  },
} satisfies Record<string, Happening>;

export const OF_PEOPLE: Readonly<Record<string, Happening>> = { ...inGroups, ...ofPeople };
export const AFTER_DECISIONS: Readonly<Record<string, Happening>> = afterDecisions;
