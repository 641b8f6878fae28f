import { SEALED_LIMIT, checkId, checkInstant, checkText, checkTitle } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import type { Instant, OrganisationId, PersonId, SealedText } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { PersonEvent } from './person.events.js';

// Sealed values are compared as they stand, without being opened: two sealings of one text differ, so equality
// only recognises the very same command when it comes again.

interface Identity {
  readonly person: PersonId;
  readonly name: SealedText;
  readonly gender: SealedText;
  readonly email: SealedText | undefined;
  readonly phone: SealedText | undefined;
  readonly organisation: OrganisationId | undefined;
}
type Registered = Identity & { readonly status: 'registered' };

export type PersonState =
  | { readonly status: 'none' }
  | Registered
  | (Identity & { readonly status: 'merged'; readonly into: PersonId })
  | (Identity & { readonly status: 'closed' });

const initial: PersonState = { status: 'none' };

/** The person after one more of their events. Before they are registered nothing else can happen to them. */
const evolve = (state: PersonState, event: PersonEvent): PersonState => {
  if (event.type === 'PersonRegistered') {
    const { person, name, gender, email, phone, organisation } = event;
    return { status: 'registered', person, name, gender, email, phone, organisation };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'PersonRenamed':
      return { ...state, name: event.name };
    case 'PersonContactChanged':
      return { ...state, email: event.email, phone: event.phone };
    case 'PersonChangedOrganisation':
      return { ...state, organisation: event.organisation };
    case 'PersonMerged':
      return { ...state, status: 'merged', into: event.into };
    case 'PersonClosed':
      return { ...state, status: 'closed' };
  }
};

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** What may be asked of a person's record. Name, gender and contact data come sealed. */
export type PersonCommand =
  | ({
      readonly type: 'Register';
      readonly person: PersonId;
      readonly name: SealedText;
      readonly gender: SealedText;
      readonly email?: SealedText;
      readonly phone?: SealedText;
      readonly organisation?: OrganisationId;
      readonly municipality?: string;
      readonly invented: boolean;
    } & At)
  | ({ readonly type: 'Rename'; readonly name: SealedText } & At)
  /** The whole of it: what is absent is removed. */
  | ({ readonly type: 'ChangeContact'; readonly email?: SealedText; readonly phone?: SealedText } & At)
  /** Absent: the person acts for no organisation. */
  | ({ readonly type: 'ChangeOrganisation'; readonly organisation?: OrganisationId } & At)
  /** Fact: `into` is registered, and neither merged nor closed. */
  | ({ readonly type: 'Merge'; readonly into: PersonId; readonly intoRegistered: boolean } & At)
  /** Fact: whether the person has an appointment, an office or an authority in force. */
  | ({ readonly type: 'Close'; readonly holdsSomething: boolean } & At);

type Asked<Type extends PersonCommand['type']> = Extract<PersonCommand, { readonly type: Type }>;

const mustBeRegistered = (state: PersonState): Registered => {
  switch (state.status) {
    case 'none':
      throw new Refused('person/unknown', {});
    case 'merged':
      throw new Refused('person/merged', { into: state.into });
    case 'closed':
      throw new Refused('person/closed', {});
    case 'registered':
      return state;
  }
};

const checkContact = ({ email, phone }: { readonly email?: SealedText; readonly phone?: SealedText }): void => {
  if (email !== undefined) checkText('email', email, SEALED_LIMIT);
  if (phone !== undefined) checkText('phone', phone, SEALED_LIMIT);
};

const contactOf = ({ email, phone }: { readonly email?: SealedText; readonly phone?: SealedText }) => ({
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
});

const register = (command: Asked<'Register'>, state: PersonState): PersonEvent[] => {
  const { person, name, gender, organisation, municipality, invented, at } = command;
  if (state.status !== 'none') {
    if (state.status === 'registered' && state.person === person && state.name === name && state.gender === gender) return [];
    throw new Refused('person/already-registered', {});
  }
  checkId('person', person);
  checkText('name', name, SEALED_LIMIT);
  checkText('gender', gender, SEALED_LIMIT);
  checkContact(command);
  if (organisation !== undefined) checkId('organisation', organisation);
  if (municipality !== undefined) checkTitle('municipality', municipality);
  return [
    {
      type: 'PersonRegistered',
      person,
      name,
      gender,
      ...contactOf(command),
      ...(organisation === undefined ? {} : { organisation }),
      ...(municipality === undefined ? {} : { municipality }),
      invented,
      at,
    },
  ];
};

const rename = ({ name, at }: Asked<'Rename'>, state: PersonState): PersonEvent[] => {
  const { person, name: before } = mustBeRegistered(state);
  if (before === name) return [];
  checkText('name', name, SEALED_LIMIT);
  return [{ type: 'PersonRenamed', person, name, at }];
};

const changeContact = (command: Asked<'ChangeContact'>, state: PersonState): PersonEvent[] => {
  const { person, email, phone } = mustBeRegistered(state);
  if (email === command.email && phone === command.phone) return [];
  checkContact(command);
  return [{ type: 'PersonContactChanged', person, ...contactOf(command), at: command.at }];
};

const changeOrganisation = ({ organisation, at }: Asked<'ChangeOrganisation'>, state: PersonState): PersonEvent[] => {
  const { person, organisation: before } = mustBeRegistered(state);
  if (before === organisation) return [];
  if (organisation === undefined) return [{ type: 'PersonChangedOrganisation', person, at }];
  checkId('organisation', organisation);
  return [{ type: 'PersonChangedOrganisation', person, organisation, at }];
};

const merge = ({ into, intoRegistered, at }: Asked<'Merge'>, state: PersonState): PersonEvent[] => {
  if (state.status === 'merged' && state.into === into) return [];
  const { person } = mustBeRegistered(state);
  if (into === person) throw new Refused('person/merged-into-itself', {});
  if (!intoRegistered) throw new Refused('person/no-such-successor', { into });
  return [{ type: 'PersonMerged', person, into, at }];
};

const close = ({ holdsSomething, at }: Asked<'Close'>, state: PersonState): PersonEvent[] => {
  if (state.status === 'closed') return [];
  const { person } = mustBeRegistered(state);
  if (holdsSomething) throw new Refused('person/holds-something', {});
  return [{ type: 'PersonClosed', person, at }];
};

/** What follows from a command to a person's record: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: PersonCommand, state: PersonState): PersonEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Register':
      return register(command, state);
    case 'Rename':
      return rename(command, state);
    case 'ChangeContact':
      return changeContact(command, state);
    case 'ChangeOrganisation':
      return changeOrganisation(command, state);
    case 'Merge':
      return merge(command, state);
    case 'Close':
      return close(command, state);
  }
};

export const personDecider: Decider<PersonState, PersonCommand, PersonEvent> = { initial, evolve, decide };
