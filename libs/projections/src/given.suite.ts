import { DOCUMENTS, type DocumentBody, type DocumentKind, type WideRole } from '@samverkan/contract';
import { expect } from 'vitest';
import { applyEvent, type Document, type Documents } from './fold.js';
import type { EventOf, EventType } from './model.js';
import { STRANGER, type Audience, type DomainEvent, type Open, type Recorded, type Viewer } from './projection.js';
import { projectionOf } from './projections.js';
import type { Wholes } from './wholes.js';

/** An instant of one morning: minutes after eight. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 2, 10, 8, minute)).toISOString();
/** The position of the n-th event, from 1. */
export const position = (n: number): string => n.toString(36).padStart(6, '0');

/** What is sealed is legible in the specs: `sealed:TEXT`; the key of a text in the first set is destroyed, in the second damaged. */
export const opening =
  (erased: ReadonlySet<string> = new Set(), damaged: ReadonlySet<string> = new Set()): Open =>
  (sealed) => {
    if (damaged.has(sealed)) return null;
    return erased.has(sealed) ? undefined : sealed.replace('sealed:', '');
  };

export interface World extends Documents {
  readonly documents: ReadonlyMap<string, Document>;
  readonly length: number;
  /** The documents after more events. */
  and(...events: readonly DomainEvent[]): World;
  whole<K extends DocumentKind>(kind: K, id: string): Wholes[K];
  /** What an audience sees of a document, checked against the contract. */
  seen<K extends DocumentKind>(kind: K, id: string, audience: Audience, open?: Open): DocumentBody<K> | undefined;
  /** The audience as which somebody sees a document. */
  audience(kind: DocumentKind, id: string, viewer: Viewer): Audience | undefined;
}

const secretary = { account: 'asa', person: 'asa', role: 'secretary' };

export const recordedAs = (event: DomainEvent, n: number): Recorded => ({
  position: position(n),
  time: 'at' in event ? event.at : at(0),
  event,
  actor: secretary,
});

const worldOf = (documents: ReadonlyMap<string, Document>, length: number): World => {
  const get = (kind: DocumentKind, id: string): Document | undefined => documents.get(`${kind}/${id}`);
  return {
    documents,
    length,
    get,
    and: (...events) => {
      const after = new Map(documents);
      const now: Documents = { get: (kind, id) => after.get(`${kind}/${id}`) };
      events.forEach((event, index) => {
        for (const made of applyEvent(now, recordedAs(event, length + index + 1))) after.set(`${made.kind}/${made.id}`, made);
      });
      return worldOf(after, length + events.length);
    },
    whole: (kind, id) => {
      const found = get(kind, id);
      if (found === undefined) throw new Error(`there is no ${kind}/${id}`);
      return found.body as Wholes[typeof kind];
    },
    seen: <K extends DocumentKind>(kind: K, id: string, audience: Audience, open: Open = opening()) => {
      const found = get(kind, id);
      if (found === undefined) return undefined;
      const body = projectionOf(kind).restrict(found.body, audience, open, id);
      // What the schema does not know it leaves out: nothing may be left out.
      if (body !== undefined) expect(DOCUMENTS[kind].parse(body)).toEqual(body);
      return body as DocumentBody<K> | undefined;
    },
    audience: (kind, id, viewer) => {
      const found = get(kind, id);
      return found === undefined ? undefined : projectionOf(kind).audience(found.body, id, viewer);
    },
  };
};

export const given = (...events: readonly DomainEvent[]): World => worldOf(new Map(), 0).and(...events);

const viewer = (person: string, roles: readonly WideRole[], ...groups: string[]): Viewer => ({
  ...STRANGER,
  account: person,
  person,
  roles: new Set(roles),
  groups: new Set(groups),
});
/** One of each who looks. Bo is a member of group `g`; Dag is a member of none. */
export const VIEWERS = {
  public: STRANGER,
  partner: viewer('dag', []),
  member: viewer('bo', [], 'g'),
  secretariat: viewer('eva', ['secretariat']),
  auditor: viewer('ulf', ['auditor']),
  administrator: viewer('ada', ['administrator']),
} as const satisfies Record<string, Viewer>;

type Rest<T extends EventType> = Omit<EventOf<T>, 'type'>;
/** Makes an event from what is not filled in, and from what is to be another than what is. */
export interface Make<T extends EventType, Filled extends PropertyKey> {
  (rest: Omit<Rest<T>, Filled> & Partial<Rest<T>>): DomainEvent;
}
const make =
  <T extends EventType, D extends Partial<Rest<T>>>(type: T, filled: D): Make<T, keyof D> =>
  (rest) =>
    ({ type, ...filled, ...rest }) as unknown as DomainEvent;

const inMeeting = { meeting: 'm', group: 'g', at: at(30) } as const;
const onDecision = { decision: 'd', group: 'g', at: at(50) } as const;

/** Events with what a spec does not speak of filled in: group `g`, meeting `m`, item `i`, decision `d`. */
export const happened = {
  adopted: make('ProgrammeAdopted', {
    programme: 'rtp',
    title: 'Tillväxt',
    county: 'Västernorrland',
    period: { from: 2008, to: 2013 },
    adoptedBy: 'lp',
    at: at(0),
  }),
  area: make('AreaAdded', { title: 'Område' }),
  measure: make('MeasureAdded', { area: '1', title: 'Åtgärd' }),
  target: make('TargetSet', { label: 'Mål', operator: '>=', value: 100, unit: 'st', year: 2013, kind: 'result' }),
  organisation: make('OrganisationRegistered', { name: 'Länsstyrelsen', sector: 'state', at: at(0) }),
  person: make('PersonRegistered', { name: 'sealed:Bo Ek', gender: 'sealed:man', invented: true, at: at(0) }),
  group: make('GroupFormed', {
    group: 'g',
    kind: 'working',
    name: 'Grupp',
    mandate: 'Uppdrag',
    rules: { quorumPercent: 50, termMonths: 24 },
    at: at(1),
  }),
  seat: make('SeatEstablished', { group: 'g', nominatedBy: [], at: at(2) }),
  appointed: make('MemberAppointed', {
    group: 'g',
    seat: 's1',
    as: 'ordinary',
    from: '2026-01-01',
    until: '2027-12-31',
    basis: { document: 'Programmet' },
    at: at(3),
  }),
  scheduled: make('MeetingScheduled', {
    ...inMeeting,
    title: 'Marsmöte',
    place: 'Härnösand',
    startsAt: at(60),
    endsAt: at(120),
    at: at(10),
  }),
  rescheduled: make('MeetingRescheduled', {
    ...inMeeting,
    title: 'Marsmöte',
    place: 'Kramfors',
    startsAt: at(90),
    endsAt: at(150),
    reason: 'Snö',
  }),
  convoked: make('MeetingConvoked', { ...inMeeting, message: 'Välkomna' }),
  cancelled: make('MeetingCancelled', { ...inMeeting, reason: 'Sjukdom' }),
  opened: make('MeetingOpened', inMeeting),
  adjourned: make('MeetingAdjourned', { ...inMeeting, reason: 'Lunch' }),
  resumed: make('MeetingResumed', inMeeting),
  closed: make('MeetingClosed', inMeeting),
  item: make('AgendaItemAdded', { ...inMeeting, item: 'i', title: 'Vägar', description: 'Om vägar', place: 1, measures: [] }),
  doorsClosed: make('DoorsClosed', { ...inMeeting, item: 'i' }),
  doorsOpened: make('DoorsOpened', { ...inMeeting, item: 'i', at: at(70) }),
  takenUp: make('AgendaItemTakenUp', { ...inMeeting, item: 'i' }),
  itemClosed: make('AgendaItemClosed', { ...inMeeting, item: 'i' }),
  present: make('AttendanceNoted', { ...inMeeting, presence: 'room' }),
  proposal: make('ProposalMoved', { ...inMeeting, item: 'i', proposal: 'p', by: 'bo', wording: 'Bygg' }),
  withdrawn: make('ProposalWithdrawn', { ...inMeeting, item: 'i', proposal: 'p', by: 'bo' }),
  decision: make('DecisionTaken', {
    ...inMeeting,
    decision: 'd',
    item: 'i',
    year: 2026,
    section: 1,
    outcome: 'approved',
    wording: 'Vägen byggs.',
    proposals: [],
    manner: 'acclamation',
    attendance: [{ person: 'bo', presence: 'room' }],
    measures: [],
  }),
  task: make('TaskAssigned', { ...onDecision, task: 't', person: 'bo', what: 'Ring', due: '2026-04-01' }),
  taskDone: make('TaskDone', { ...onDecision, task: 't', person: 'bo', note: '' }),
  corrected: make('DecisionCorrected', { ...onDecision, oldWording: 'Vägen byggs.', wording: 'Vägen byggs nu.', reason: 'Skrivfel' }),
  outcomeCorrected: make('OutcomeCorrected', {
    ...onDecision,
    oldOutcome: 'approved',
    oldAdopted: 'p',
    outcome: 'rejected',
    reason: 'Fel utfall',
  }),
  superseded: make('DecisionSuperseded', onDecision),
  executed: make('DecisionExecuted', { ...onDecision, note: 'Klart' }),
  responded: make('ResponseRecorded', { ...onDecision, organisation: 'lst', stand: 'commits', conditions: '' }),
  resigned: make('MemberResigned', { group: 'g', on: '2026-03-10', at: at(20) }),
  termEnded: make('TermEnded', { group: 'g', at: at(20) }),
  chosen: make('OfficeChosen', { group: 'g', office: 'chair', at: at(4) }),
  left: make('OfficeLeft', { group: 'g', office: 'chair', at: at(20) }),
  officeAwaited: make('OfficeAwaited', { group: 'g', office: 'chair', at: at(4) }),
  officeWithdrawn: make('OfficeWithdrawn', { group: 'g', office: 'chair', at: at(20) }),
  account: make('AccountOpened', { account: 'k', at: at(0) }),
  invited: make('AccountInvited', { account: 'k', until: at(90), at: at(1) }),
  reset: make('ResetRequested', { account: 'k', request: 'r', by: 'ada', person: 'cia', until: at(90), at: at(1) }),
  resetConfirmed: make('ResetConfirmed', { account: 'k', request: 'r', by: 'olle', until: at(80), at: at(2) }),
  credential: make('CredentialAdded', { account: 'k', credential: 'c', means: 'passkey', at: at(2) }),
  signedIn: make('SignedIn', { account: 'k', session: 's', means: 'passkey', at: at(3) }),
  accountClosed: make('AccountClosed', { account: 'k', reason: 'Slutat', at: at(9) }),
  authorityGiven: make('AuthorityGiven', { person: 'bo', authority: 'b', role: 'financier', from: '2026-01-01', at: at(5) }),
  authorityEnded: make('AuthorityEnded', { person: 'bo', authority: 'b', because: 'withdrawn', reason: 'Annan efter', at: at(6) }),
  dissolved: make('GroupDissolved', { group: 'g', reason: 'Färdig', at: at(55) }),
};

/** Group `g` with Bo in its seat for Länsstyrelsen, and Cia, who is registered and appointed to nothing. */
export const ourGroup: readonly DomainEvent[] = [
  happened.organisation({ organisation: 'lst' }),
  happened.person({ person: 'bo', organisation: 'lst', email: 'sealed:bo@example.org' }),
  happened.person({ person: 'cia', name: 'sealed:Cia Al', gender: 'sealed:woman', email: 'sealed:cia@example.org' }),
  happened.group({}),
  happened.seat({ seat: 's1', nominatedBy: ['lst'] }),
  happened.appointed({ appointment: 'a1', person: 'bo', organisation: 'lst' }),
];

/** Its meeting `m`, open, with item `i` taken up, Bo present and his proposal `p` standing. */
export const runningMeeting: readonly DomainEvent[] = [
  ...ourGroup,
  happened.scheduled({}),
  happened.item({}),
  happened.convoked({ persons: ['bo', 'cia'] }),
  happened.opened({}),
  happened.present({ person: 'bo' }),
  happened.takenUp({}),
  happened.proposal({}),
];

/** With decision `d` taken on it. */
export const decidedMeeting: readonly DomainEvent[] = [
  ...runningMeeting,
  happened.decision({ adopted: 'p', proposals: [{ proposal: 'p', by: 'bo', wording: 'Bygg' }] }),
];
