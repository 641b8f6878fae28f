import { TEXT_LIMIT, checkChoice, checkId, checkInstant, checkName, checkText, checkTitle } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import type { Instant, OrganisationId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import { SECTORS, type OrganisationEvent, type Sector } from './organisation.events.js';

interface Identity {
  readonly organisation: OrganisationId;
  readonly name: string;
  readonly sector: Sector;
  readonly municipality: string | undefined;
}
type Registered = Identity & { readonly status: 'registered' };

export type OrganisationState =
  | { readonly status: 'none' }
  | Registered
  | (Identity & { readonly status: 'merged'; readonly into: OrganisationId })
  | (Identity & { readonly status: 'closed' });

const initial: OrganisationState = { status: 'none' };

/** The organisation after one more of its events. Before it is registered nothing else can happen to it. */
const evolve = (state: OrganisationState, event: OrganisationEvent): OrganisationState => {
  if (event.type === 'OrganisationRegistered') {
    const { organisation, name, sector, municipality } = event;
    return { status: 'registered', organisation, name, sector, municipality };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'OrganisationRenamed':
      return { ...state, name: event.name };
    case 'OrganisationMerged':
      return { ...state, status: 'merged', into: event.into };
    case 'OrganisationClosed':
      return { ...state, status: 'closed' };
  }
};

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** What may be asked of an organisation. */
export type OrganisationCommand =
  | ({
      readonly type: 'Register';
      readonly organisation: OrganisationId;
      readonly name: string;
      readonly sector: Sector;
      readonly municipality?: string;
    } & At)
  | ({ readonly type: 'Rename'; readonly name: string } & At)
  /** Fact: `into` is registered, and neither merged nor closed. */
  | ({ readonly type: 'Merge'; readonly into: OrganisationId; readonly intoRegistered: boolean } & At)
  | ({ readonly type: 'Close'; readonly reason: string } & At);

type Asked<Type extends OrganisationCommand['type']> = Extract<OrganisationCommand, { readonly type: Type }>;

const mustBeRegistered = (state: OrganisationState): Registered => {
  switch (state.status) {
    case 'none':
      throw new Refused('organisation/unknown', {});
    case 'merged':
      throw new Refused('organisation/merged', { into: state.into });
    case 'closed':
      throw new Refused('organisation/closed', {});
    case 'registered':
      return state;
  }
};

const register = (command: Asked<'Register'>, state: OrganisationState): OrganisationEvent[] => {
  const { organisation, name, sector, municipality, at } = command;
  if (state.status !== 'none') {
    const same =
      state.organisation === organisation && state.name === name && state.sector === sector && state.municipality === municipality;
    if (same && state.status === 'registered') return [];
    throw new Refused('organisation/already-registered', {});
  }
  checkId('organisation', organisation);
  checkName('name', name);
  checkChoice('sector', sector, SECTORS);
  if (municipality !== undefined) checkTitle('municipality', municipality);
  return [{ type: 'OrganisationRegistered', organisation, name, sector, ...(municipality === undefined ? {} : { municipality }), at }];
};

const rename = ({ name, at }: Asked<'Rename'>, state: OrganisationState): OrganisationEvent[] => {
  const { organisation, name: before } = mustBeRegistered(state);
  if (before === name) return [];
  checkName('name', name);
  return [{ type: 'OrganisationRenamed', organisation, name, at }];
};

const merge = ({ into, intoRegistered, at }: Asked<'Merge'>, state: OrganisationState): OrganisationEvent[] => {
  if (state.status === 'merged' && state.into === into) return [];
  const { organisation } = mustBeRegistered(state);
  if (into === organisation) throw new Refused('organisation/merged-into-itself', {});
  if (!intoRegistered) throw new Refused('organisation/no-such-successor', { into });
  return [{ type: 'OrganisationMerged', organisation, into, at }];
};

const close = ({ reason, at }: Asked<'Close'>, state: OrganisationState): OrganisationEvent[] => {
  if (state.status === 'closed') return [];
  const { organisation } = mustBeRegistered(state);
  checkText('reason', reason, TEXT_LIMIT);
  return [{ type: 'OrganisationClosed', organisation, reason, at }];
};

/** What follows from a command to an organisation: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: OrganisationCommand, state: OrganisationState): OrganisationEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Register':
      return register(command, state);
    case 'Rename':
      return rename(command, state);
    case 'Merge':
      return merge(command, state);
    case 'Close':
      return close(command, state);
  }
};

export const organisationDecider: Decider<OrganisationState, OrganisationCommand, OrganisationEvent> = { initial, evolve, decide };
