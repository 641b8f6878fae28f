import { addDays, dayOf } from '../shared/calendar.js';
import { TEXT_LIMIT, checkChoice, checkDay, checkId, checkInstant, checkLength, checkText } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import type { AuthorityId, Day, Instant, OrganisationId, PersonId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import { AUTHORITIES, FOR_ORGANISATION, type AuthorityEvent, type AuthorityRole } from './authority.events.js';

const AUTHORITY_LIMIT = 1_000;

export interface Authority {
  readonly authority: AuthorityId;
  readonly role: AuthorityRole;
  readonly organisation: OrganisationId | undefined;
  readonly from: Day;
  /** The last day; after a withdrawal the day before it. */
  readonly until: Day | undefined;
  /** The last day as it was given, which a repeated command names again. */
  readonly givenUntil: Day | undefined;
  /** True when withdrawn or when the end of the term has been noted. */
  readonly ended: boolean;
}

export type AuthorityState =
  | { readonly status: 'none' }
  /** All that the person was ever given, in that order. */
  | { readonly status: 'given'; readonly person: PersonId; readonly authorities: readonly Authority[] };

const initial: AuthorityState = { status: 'none' };

/** Power ends with a withdrawal, at once: that day is not among those it was held. What had run out before keeps its last day. */
const ended = (one: Authority, { because, at }: Extract<AuthorityEvent, { readonly type: 'AuthorityEnded' }>): Authority =>
  because === 'term' ? { ...one, ended: true } : { ...one, until: addDays(dayOf(at), -1), ended: true };

/** What somebody has been given, after one more event. Before anything is given nothing can end. */
const evolve = (state: AuthorityState, event: AuthorityEvent): AuthorityState => {
  switch (event.type) {
    case 'AuthorityGiven': {
      const { person, authority, role, organisation, from, until } = event;
      const before = state.status === 'none' ? [] : state.authorities;
      const given: Authority = { authority, role, organisation, from, until, givenUntil: until, ended: false };
      return { status: 'given', person, authorities: [...before, given] };
    }
    case 'AuthorityEnded': {
      if (state.status === 'none') return state;
      return { ...state, authorities: state.authorities.map((one) => (one.authority === event.authority ? ended(one, event) : one)) };
    }
  }
};

/** Whether an authority is in force on a day: its first and last day included, not from the day of withdrawal on. */
const holdsOn = ({ from, until }: Authority, day: Day): boolean => from <= day && (until === undefined || day <= until);

/** The authorities that somebody holds on a day. */
export const authoritiesOn = (state: AuthorityState, day: Day): readonly Authority[] =>
  state.status === 'none' ? [] : state.authorities.filter((one) => holdsOn(one, day));

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** What may be asked of somebody's authorities. That the person and the organisation are registered is settled before. */
export type AuthorityCommand =
  | ({
      readonly type: 'Give';
      readonly person: PersonId;
      readonly authority: AuthorityId;
      readonly role: AuthorityRole;
      /** For nominators and financiers, and for nobody else. */
      readonly organisation?: OrganisationId;
      readonly from: Day;
      /** The last day; absent: until it is withdrawn. */
      readonly until?: Day;
    } & At)
  | ({ readonly type: 'Withdraw'; readonly authority: AuthorityId; readonly reason: string } & At)
  /** Notes that an authority has run out; asked when its last day has passed. */
  | ({ readonly type: 'EndTerm'; readonly authority: AuthorityId } & At);

type Asked<Type extends AuthorityCommand['type']> = Extract<AuthorityCommand, { readonly type: Type }>;

const isRepeated = (command: Asked<'Give'>, one: Authority): boolean =>
  one.role === command.role && one.organisation === command.organisation && one.from === command.from && one.givenUntil === command.until;

const checkOrganisation = ({ role, organisation }: Asked<'Give'>): void => {
  const needed = (FOR_ORGANISATION as readonly AuthorityRole[]).includes(role);
  if (organisation === undefined) {
    if (needed) throw new Refused('authority/without-organisation', { role });
    return;
  }
  if (!needed) throw new Refused('authority/with-organisation', { role });
  checkId('organisation', organisation);
};

const checkTerm = ({ from, until }: Asked<'Give'>): void => {
  checkDay('from', from);
  if (until === undefined) return;
  checkDay('until', until);
  if (until < from) throw new Refused('period/ends-before-start', { from, until });
};

/** Whether an authority is held on some day of a term; one withdrawn before its first day never is. */
const isHeldWithin = (one: Authority, { from, until }: Asked<'Give'>): boolean => {
  const last = one.until;
  return (last === undefined || (one.from <= last && from <= last)) && (until === undefined || one.from <= until);
};

const give = (command: Asked<'Give'>, state: AuthorityState): AuthorityEvent[] => {
  const { person, authority, role, organisation, from, until, at } = command;
  const before = state.status === 'none' ? [] : state.authorities;
  const existing = before.find((one) => one.authority === authority);
  if (existing !== undefined) {
    if (isRepeated(command, existing)) return [];
    throw new Refused('authority/exists', { authority });
  }
  checkId('person', person);
  checkId('authority', authority);
  checkChoice('role', role, AUTHORITIES);
  checkOrganisation(command);
  checkTerm(command);
  checkLength('authorities', [...before, authority], AUTHORITY_LIMIT);
  const other = before.find((one) => one.role === role && one.organisation === organisation && isHeldWithin(one, command));
  if (other !== undefined) throw new Refused('authority/overlaps', { authority: other.authority, from: other.from });
  return [
    {
      type: 'AuthorityGiven',
      person,
      authority,
      role,
      ...(organisation === undefined ? {} : { organisation }),
      from,
      ...(until === undefined ? {} : { until }),
      at,
    },
  ];
};

interface Held {
  readonly person: PersonId;
  readonly found: Authority;
}

const mustBeGiven = (authority: AuthorityId, state: AuthorityState): Held => {
  const found = state.status === 'none' ? undefined : state.authorities.find((one) => one.authority === authority);
  if (state.status === 'none' || found === undefined) throw new Refused('authority/no-such-authority', { authority });
  return { person: state.person, found };
};

const isOver = ({ until }: Authority, at: Instant): boolean => until !== undefined && until < dayOf(at);

const withdraw = ({ authority, reason, at }: Asked<'Withdraw'>, state: AuthorityState): AuthorityEvent[] => {
  const { person, found } = mustBeGiven(authority, state);
  // Held to its last day it is over, noted or not: a withdrawal afterwards would make it longer.
  if (found.ended || isOver(found, at)) return [];
  checkText('reason', reason, TEXT_LIMIT);
  return [{ type: 'AuthorityEnded', person, authority, because: 'withdrawn', reason, at }];
};

const endTerm = ({ authority, at }: Asked<'EndTerm'>, state: AuthorityState): AuthorityEvent[] => {
  const { person, found } = mustBeGiven(authority, state);
  if (found.ended) return [];
  if (!isOver(found, at)) throw new Refused('authority/term-not-over', { authority });
  return [{ type: 'AuthorityEnded', person, authority, because: 'term', reason: '', at }];
};

/** What follows from a command to somebody's authorities: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: AuthorityCommand, state: AuthorityState): AuthorityEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Give':
      return give(command, state);
    case 'Withdraw':
      return withdraw(command, state);
    case 'EndTerm':
      return endTerm(command, state);
  }
};

export const authorityDecider: Decider<AuthorityState, AuthorityCommand, AuthorityEvent> = { initial, evolve, decide };
