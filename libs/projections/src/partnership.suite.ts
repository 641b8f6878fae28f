import {
  Refused,
  accountDecider,
  addDays,
  authorityDecider,
  decisionDecider,
  groupDecider,
  meetingDecider,
  nextSection,
  organisationDecider,
  personDecider,
  proceedingsDecider,
  programmeDecider,
  streamOf,
  type AccountCommand,
  type AuthorityCommand,
  type Decider,
  type DecisionCommand,
  type GroupCommand,
  type MeetingCommand,
  type OrganisationCommand,
  type PersonCommand,
  type ProceedingsCommand,
  type ProgrammeCommand,
} from '@samverkan/domain';
import {
  of,
  GROUPS,
  PERSONS,
  ORGANISATIONS,
  MEETINGS,
  ACCOUNTS,
  MEASURES,
  ITEMS,
  OUTCOMES,
  OFFICES,
  GENDERS,
  accountCommands,
  type Step,
} from './partnership.names.suite.js';
import type { DomainEvent } from './projection.js';

export { steps } from './partnership.names.suite.js';

/** A partnership that is asked things at random: what its deciders allow happens, what they refuse does not. */
export class Partnership {
  readonly events: DomainEvent[] = [];
  readonly #states = new Map<string, unknown>();
  #minutes = 0;

  /** Everything that the steps make happen, in order. */
  static of(all: readonly Step[]): readonly DomainEvent[] {
    const partnership = new Partnership();
    partnership.#found();
    for (const step of all) partnership.#take(step);
    return partnership.events;
  }

  #state<S>(stream: string, decider: { readonly initial: S }): S {
    return (this.#states.get(stream) as S | undefined) ?? decider.initial;
  }

  #ask<S, C, E extends DomainEvent>(stream: string, decider: Decider<S, C, E>, command: C): boolean {
    const state = (this.#states.get(stream) as S | undefined) ?? decider.initial;
    try {
      const events = decider.decide(command, state);
      this.#states.set(
        stream,
        events.reduce((before, event) => decider.evolve(before, event), state),
      );
      this.events.push(...events);
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }

  #programme = (command: ProgrammeCommand) => this.#ask(streamOf.programme('rtp'), programmeDecider, command);
  #organisation = (id: string, command: OrganisationCommand) => this.#ask(streamOf.organisation(id), organisationDecider, command);
  #person = (id: string, command: PersonCommand) => this.#ask(streamOf.person(id), personDecider, command);
  #group = (id: string, command: GroupCommand) => this.#ask(streamOf.group(id), groupDecider, command);
  #meeting = (id: string, command: MeetingCommand) => this.#ask(streamOf.meeting(id), meetingDecider, command);
  #proceedings = (id: string, command: ProceedingsCommand) => this.#ask(streamOf.proceedings(id), proceedingsDecider, command);
  #account = (id: string, command: AccountCommand) => this.#ask(streamOf.account(id), accountDecider, command);
  #authority = (id: string, command: AuthorityCommand) => this.#ask(streamOf.authority(id), authorityDecider, command);
  #decision = (id: string, command: DecisionCommand) => this.#ask(streamOf.decision(id), decisionDecider, command);

  #now(): string {
    this.#minutes += 7;
    return new Date(Date.UTC(2026, 0, 2, 8, this.#minutes)).toISOString();
  }

  #isRegistered(person: string): boolean {
    return this.#state(streamOf.person(person), personDecider).status !== 'none';
  }

  #active(group: string): boolean {
    return this.#state(streamOf.group(group), groupDecider).status === 'active';
  }

  /** So much that most of what is asked at random afterwards is possible. */
  #found(): void {
    const at = this.#now();
    this.#programme({
      type: 'Adopt',
      programme: 'rtp',
      title: 'Program',
      county: 'Y',
      period: { from: 2008, to: 2013 },
      adoptedBy: 'LP',
      at,
    });
    this.#programme({ type: 'AddArea', area: '1', title: 'Område', at });
    this.#programme({ type: 'AddArea', area: '2', title: 'Område', at });
    for (const measure of MEASURES)
      this.#programme({ type: 'AddMeasure', measure, area: measure.charAt(0), title: `Åtgärd ${measure}`, at });
    for (const [n, organisation] of ORGANISATIONS.slice(0, 2).entries())
      this.#organisation(organisation, { type: 'Register', organisation, name: `Org ${n}`, sector: 'state', at });
    for (const n of [0, 1, 2, 3]) this.#register(n, n, at);
    for (const n of [0, 1]) this.#form(n, at);
    for (const n of [0, 1, 2]) this.#appoint(n, n, 0, 0, at);
    for (const n of [0, 1]) this.#schedule(n, n, at);
  }

  #register(person: number, n: number, at: string): void {
    const id = of(PERSONS, person);
    const organisation = n % 3 === 2 ? {} : { organisation: of(ORGANISATIONS, n) };
    const contact = n % 2 === 0 ? { email: `sealed:${id}@example.org` } : { phone: 'sealed:0611' };
    const municipality = n % 4 === 0 ? {} : { municipality: 'Härnösand' };
    const sealed = { name: `sealed:N${n}`, gender: `sealed:${of(GENDERS, n)}` };
    this.#person(id, { type: 'Register', person: id, ...sealed, ...contact, ...organisation, ...municipality, invented: n % 2 === 0, at });
  }

  #form(n: number, at: string): void {
    const group = of(GROUPS, n);
    const rules = { quorumPercent: 50, termMonths: 1 };
    this.#group(group, {
      type: 'Form',
      group,
      kind: n % 2 === 0 ? 'working' : 'steering',
      name: `Grupp ${n}`,
      mandate: 'Uppdrag',
      rules,
      at,
    });
    for (const seat of ['s0', 's1']) this.#group(group, { type: 'EstablishSeat', seat, nominatedBy: n % 2 === 0 ? ['o0', 'o1'] : [], at });
  }

  #appoint(a: number, person: number, b: number, c: number, at: string): void {
    // Who appoints knows that the person is registered.
    this.#register(person, c, at);
    const organisation = c % 2 === 0 ? { organisation: of(ORGANISATIONS, c) } : {};
    const basis = { document: 'Beslut' };
    this.#group(of(GROUPS, a), {
      type: 'Appoint',
      seat: b % 2 === 0 ? 's0' : 's1',
      appointment: `a${a}-${person}-${b}-${c}`,
      person: of(PERSONS, person),
      ...organisation,
      as: c % 3 === 0 ? 'substitute' : 'ordinary',
      // One in six is coming.
      from: (person + b) % 6 === 5 ? addDays(at.slice(0, 10), 30) : at.slice(0, 10),
      basis,
      at,
    });
  }

  #schedule(meeting: number, group: number, at: string): void {
    const id = of(MEETINGS, meeting);
    const occasion = {
      title: `Möte ${meeting}`,
      place: 'Kramfors',
      startsAt: at,
      endsAt: new Date(Date.parse(at) + 3_600_000).toISOString(),
    };
    const where = of(GROUPS, group);
    if (this.#meeting(id, { type: 'Schedule', meeting: id, group: where, groupActive: this.#active(where), ...occasion, at }))
      this.#meeting(id, {
        type: 'AddItem',
        item: of(ITEMS, meeting),
        title: 'Ärende',
        description: '',
        measures: [of(MEASURES, meeting)],
        doors: meeting % 2 === 0 ? 'open' : 'closed',
        at,
      });
  }

  #take([what, a, b, c, d]: Step): void {
    const at = this.#now();
    const person = of(PERSONS, b);
    if (what % 20 === 9) {
      this.#inAccounts(a, b, c, at);
      return;
    }
    if (what % 20 === 19) {
      this.#inAuthorities(person, a, c, at);
      return;
    }
    switch (what % 10) {
      case 0:
        this.#inProgramme(a, b, c, at);
        return;
      case 1:
        this.#inOrganisations(a, b, c, at);
        return;
      case 2:
        this.#inPersons(a, b, c, at);
        return;
      case 3:
      case 4:
        this.#inGroups(of(GROUPS, a), [a, b, c, d], person, at);
        return;
      case 5:
        this.#onDecisions(a, b, c, person, at);
        return;
      default:
        this.#inMeetings(of(MEETINGS, a), [a, b, c, d], person, at);
        return;
    }
  }

  #inProgramme(a: number, b: number, c: number, at: string): void {
    const measure = of(MEASURES, b);
    const target = { target: `t${c % 2}`, label: 'Mål', operator: '>=', value: c, unit: '%', year: 2013, kind: 'effect' } as const;
    const all: ProgrammeCommand[] = [
      { type: 'SetTarget', ...target, measure, at },
      { type: 'Measure', target: target.target, baseline: c % 2 === 0, value: c, on: at.slice(0, 10), source: 'SCB', at },
      { type: 'RetireMeasure', measure, reason: 'Klar', at },
      { type: 'Revise', title: `Program ${c}`, period: { from: 2008, to: 2013 + c }, reason: 'Nytt', at },
      { type: 'LinkNationalPriority', priority: 1 + (c % 4), title: 'Prioritering', measures: [measure], at },
      { type: 'AddCriterion', criterion: `c${c}`, title: 'Kriterium', at },
    ];
    this.#programme(of(all, a));
  }

  #inOrganisations(a: number, b: number, c: number, at: string): void {
    const organisation = of(ORGANISATIONS, a);
    const all: OrganisationCommand[] = [
      { type: 'Register', organisation, name: `Org ${b}`, sector: 'municipal', municipality: 'Kramfors', at },
      { type: 'Rename', name: `Org ${c}`, at },
      { type: 'Merge', into: of(ORGANISATIONS, a + 1), intoRegistered: true, at },
      { type: 'Close', reason: 'Upphörd', at },
    ];
    this.#organisation(organisation, of(all, c > 8 ? b : b % 2));
  }

  #inPersons(a: number, b: number, c: number, at: string): void {
    const person = of(PERSONS, a);
    if (b % 6 === 0) {
      this.#register(a, c, at);
      return;
    }
    const all: PersonCommand[] = [
      { type: 'Rename', name: `sealed:N${c}`, at },
      { type: 'ChangeContact', ...(c % 2 === 0 ? {} : { email: `sealed:e${c}` }), at },
      { type: 'ChangeOrganisation', ...(c % 3 === 0 ? {} : { organisation: of(ORGANISATIONS, c) }), at },
      ...(c > 9
        ? [
            { type: 'Close', holdsSomething: false, at } as const,
            { type: 'Merge', into: of(PERSONS, a + 1), intoRegistered: true, at } as const,
          ]
        : []),
    ];
    this.#person(person, of(all, b));
  }

  #inAccounts(a: number, b: number, c: number, at: string): void {
    const account = of(ACCOUNTS, a);
    this.#account(account, { type: 'Open', account, ...(a % 3 === 0 ? {} : { person: of(PERSONS, a) }), at });
    for (const command of accountCommands(b, c, at)) this.#account(account, command);
  }

  #inAuthorities(person: string, a: number, c: number, at: string): void {
    const authority = `b${c}`;
    const role = of(['secretariat', 'auditor', 'nominator', 'financier'] as const, c);
    const organisation = c % 4 < 2 ? {} : { organisation: of(ORGANISATIONS, a) };
    if (this.#authority(person, { type: 'Withdraw', authority, reason: 'Annan efter', at })) return;
    this.#authority(person, { type: 'Give', person, authority, role, ...organisation, from: at.slice(0, 10), at });
  }

  #inGroups(group: string, [a, b, c, d]: readonly [number, number, number, number], person: string, at: string): void {
    if (d % 4 === 0) {
      this.#appoint(a, b, c, d / 4, at);
      return;
    }
    if (d === 11 && c === 11) {
      this.#form(a, at);
      return;
    }
    const state = this.#state(streamOf.group(group), groupDecider);
    const appointments = state.status === 'none' ? [] : state.appointments;
    const appointment = appointments.length === 0 ? 'a' : of(appointments, c).appointment;
    const all: GroupCommand[] = [
      ...(this.#isRegistered(person) ? [{ type: 'ChooseOffice', office: of(OFFICES, c), person, at } as const] : []),
      ...(this.#isRegistered(person)
        ? [
            {
              type: 'ChooseOffice',
              office: of(OFFICES, c),
              person,
              from: new Date(Date.parse(at) + 86_400_000).toISOString().slice(0, 10),
              at,
            } as const,
          ]
        : []),
      { type: 'BeginOffice', office: of(OFFICES, c), at: new Date(Date.parse(at) + 31 * 86_400_000).toISOString() },
      { type: 'WithdrawOffice', office: of(OFFICES, c), at },
      { type: 'LeaveOffice', office: of(OFFICES, c), person, at },
      { type: 'Resign', appointment, on: at.slice(0, 10), at },
      { type: 'BeginTerm', appointment, at: new Date(Date.parse(at) + 31 * 86_400_000).toISOString() },
      { type: 'EndTerm', appointment, at: new Date(Date.parse(at) + 90 * 86_400_000).toISOString() },
      { type: 'DeclareVacancy', seat: 's0', at },
      { type: 'LinkToMeasure', measure: of(MEASURES, c), at },
      { type: 'LinkToGroup', relation: 'supports', to: of(GROUPS, c), at },
      { type: 'Rename', name: `Grupp ${c}`, at },
      { type: 'GiveMandate', mandate: `Uppdrag ${c}`, at },
      ...(c === 7 ? [{ type: 'Dissolve', reason: 'Klar', at } as const] : []),
    ];
    this.#group(group, of(all, b));
  }

  #inMeetings(id: string, [a, b, c, d]: readonly [number, number, number, number], person: string, at: string): void {
    const state = this.#state(streamOf.meeting(id), meetingDecider);
    if (state.status === 'none') {
      this.#schedule(a, b, at);
      return;
    }
    const { group } = state;
    const item = of(ITEMS, c);
    const proposal = `p${c}${d}`;
    const later = { title: 'Flyttat', place: 'Ånge', startsAt: at, endsAt: new Date(Date.parse(at) + 1_000).toISOString() };
    switch (d) {
      case 0:
        return void this.#meeting(id, { type: 'Reschedule', ...later, reason: 'Snö', at });
      case 1:
        return void this.#meeting(id, { type: 'Convoke', persons: [person, of(PERSONS, c)], message: '', at });
      case 2:
        if (b === 1) this.#meeting(id, { type: 'Cancel', reason: 'Snö', at });
        else this.#meeting(id, { type: b % 2 === 0 ? 'CloseDoors' : 'OpenDoors', item, at });
        return;
      case 3:
      case 4:
        if (this.#proceedings(group, { type: 'TakeFloor', group, meeting: id, at })) {
          this.#meeting(id, { type: 'Open', groupActive: this.#active(group), at });
          this.#meeting(id, { type: 'Resume', at });
        }
        return;
      case 5:
        return void this.#meeting(
          id,
          b % 2 === 0 ? { type: 'Adjourn', reason: 'Lunch', at } : { type: 'NoteAttendance', person, presence: 'left', at },
        );
      case 6:
        if (b % 3 === 0 && this.#meeting(id, { type: 'Close', at }))
          this.#proceedings(group, { type: 'LeaveFloor', group, meeting: id, at });
        return;
      case 7:
        if (
          !this.#meeting(id, {
            type: 'AddItem',
            item,
            title: `Ärende ${c}`,
            description: 'Om',
            place: 1,
            measures: [of(MEASURES, b)],
            doors: b % 3 === 0 ? 'closed' : 'open',
            at,
          })
        )
          this.#meeting(id, { type: 'MoveItem', item, place: 1, at });
        return;
      case 8:
        if (!this.#meeting(id, { type: 'TakeUpItem', item, at })) this.#meeting(id, { type: 'CloseItem', item, at });
        return;
      case 9:
        return void this.#meeting(id, { type: 'NoteAttendance', person, presence: b % 2 === 0 ? 'room' : 'remote', at });
      case 10:
        if (!this.#meeting(id, { type: 'MoveProposal', item, proposal, by: person, wording: 'Yrkande', member: true, serving: true, at }))
          this.#meeting(id, { type: 'WithdrawProposal', item, proposal, by: person, onBehalf: true, at });
        return;
      default:
        this.#decide(id, group, c, at);
        return;
    }
  }

  #decide(meeting: string, group: string, c: number, at: string): void {
    // Somebody is there, and an item is taken up, if that is possible.
    this.#meeting(meeting, { type: 'NoteAttendance', person: of(PERSONS, c), presence: 'room', at });
    this.#meeting(meeting, { type: 'TakeUpItem', item: of(ITEMS, c), at });
    const state = this.#state(streamOf.meeting(meeting), meetingDecider);
    if (state.status !== 'open' || state.current === undefined) return;
    const { current } = state;
    const item = state.agenda.find((one) => one.item === current);
    if (item === undefined || item.taken !== undefined || !state.attendance.some(({ presence }) => presence !== 'left')) return;
    const standing = item.proposals.find(({ withdrawn }) => !withdrawn);
    const proceedings = streamOf.proceedings(group);
    const year = 2026;
    const section = nextSection(this.#state(proceedings, proceedingsDecider), year);
    const decision = `d-${meeting}-${current.toLowerCase()}`;
    this.#proceedings(group, { type: 'NumberSection', group, year, decision, meeting, at });
    const outcome = of(OUTCOMES, c);
    const carries = outcome === 'approved' || outcome === 'noted';
    const adopted = standing === undefined || !carries ? {} : { adopted: standing.proposal };
    this.#meeting(meeting, {
      type: 'TakeDecision',
      decision,
      item: current,
      year,
      section,
      outcome,
      wording: `Beslut ${c}`,
      ...adopted,
      quorum: { seats: 2, needed: 0, counted: state.attendance.map(({ person }, index) => ({ person, seat: `s${index % 2}` })) },
      at,
    });
  }

  #onDecisions(a: number, b: number, c: number, person: string, at: string): void {
    const taken = this.events.filter((event) => event.type === 'DecisionTaken');
    if (taken.length === 0) return;
    const found = of(taken, a);
    const { decision } = found;
    const proposals = found.proposals.map(({ proposal }) => proposal);
    const later = of(taken, a + 1);
    const by = later.decision;
    const isBehind = (where: string, what: string): boolean => {
      const state = this.#state(streamOf.meeting(where), meetingDecider);
      return state.status !== 'none' && state.behind.includes(what);
    };
    const byHidden = isBehind(later.meeting, later.item);
    const stands = ['commits', 'commits-on-conditions', 'declines', 'not-yet'] as const;
    const task = `t-${decision}-${c % 2}`;
    const on = { decision, taken: { ...found, proposals }, at };
    const other = proposals[c % 2];
    const adopted = other === undefined ? {} : { adopted: other };
    const all: DecisionCommand[] = [
      { type: 'AssignTask', ...on, task, person, what: 'Ring', due: '2026-12-01' },
      { type: 'MarkTaskDone', ...on, task, person, note: '' },
      { type: 'Correct', ...on, wording: `Rättat ${c}`, reason: 'Skrivfel' },
      { type: 'Correct', ...on, wording: `Rättat ${c % 3}`, outcome: of(OUTCOMES, c), ...(c % 5 < 2 ? adopted : {}), reason: 'Fel utfall' },
      { type: 'Execute', ...on, note: '' },
      { type: 'Supersede', ...on, by, byTaken: true, byHidden },
      { type: 'Respond', ...on, organisation: of(ORGANISATIONS, c), stand: of(stands, c), conditions: 'Om alla bidrar.' },
    ];
    this.#decision(decision, of(all, b));
  }
}
