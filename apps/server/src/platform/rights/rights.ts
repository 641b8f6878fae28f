import type { Identity, Rights, Role, Standing } from '@samverkan/contract';
import { authoritiesOn, dayOf, membersOn, officesOn, streamOf, type AccountState, type GroupState } from '@samverkan/domain';
import type { AnyFolding, Guard, Handler, Part } from '@samverkan/event-store';
import type { Concerned } from '../commands/call.js';
import { accounts, authorities, groups } from '../log/deciders.js';
import { EdgeRefused } from '../refusals.js';
import { powersOf, rolesOf, standingsIn } from './standing.js';
import type { Viewers } from './viewers.js';

/** Who gives a command: an account, and the session that it is given in where there is one. */
export interface Giver {
  readonly identity: Identity;
  readonly session?: string | undefined;
}

/** As what somebody acts, and what that rests on: to be true still in the moment in which something is written. */
export interface Acting {
  readonly role: Role;
  readonly guard: Guard;
}

/** What a role rested on does not hold any more: to be asked again, or refused by whoever has nothing else to rest on. */
export class RightMoved extends EdgeRefused {
  constructor(by: readonly Role[]) {
    super('command/not-allowed', { facts: { by: by.join(', ') } });
  }
}

/** What somebody may do: as documents tell for those who look, as the log itself tells for those who act. */
export class RightsReader {
  constructor(
    private readonly handler: Handler,
    private readonly viewers: Viewers,
  ) {}

  rightsOf(identity: Identity): Rights {
    return this.viewers.rightsOf(identity);
  }

  /**
   * As what somebody gives a command: the first of its roles that they hold. Asked of the log, never of what a session remembers: when a term has ended,
   * so has the power. The answer is as good as its guard, which the command is written with.
   * @param now tells the moment whenever it is asked: a term may run out between the question and the writing
   * @throws EdgeRefused command/not-allowed, command/passkey-needed, command/not-signed-in; the guard throws RightMoved
   */
  async actingAs({ identity, session }: Giver, concerned: Concerned, by: readonly Role[], now: () => string): Promise<Acting> {
    const account = streamOf.account(identity.account);
    const { state } = await this.handler.load(accounts, account);
    if (session !== undefined && isSignedOut(state, session)) throw new EdgeRefused('command/not-signed-in');
    const isWithheld = (role: Role): boolean => identity.withheld?.includes(role) === true;
    const groundFor = (roles: readonly Role[]) =>
      state.status === 'closed' || roles.length === 0 ? undefined : this.#groundOf(identity, concerned, roles, dayOf(now()));
    const ground = await groundFor(by.filter((role) => !isWithheld(role)));
    if (ground === undefined) {
      // By this session not in a role that they hold: it was begun by less than is required for that.
      const needed = (await groundFor(by.filter(isWithheld)))?.role;
      if (needed !== undefined) throw new EdgeRefused('command/passkey-needed', { facts: { role: needed } });
      throw new EdgeRefused('command/not-allowed', { facts: { by: by.join(', ') } });
    }
    const parts = [{ decider: accounts, stream: account }, ground.part] as const;
    const guard: Guard<typeof parts> = {
      parts,
      check: ([of, held]) => {
        const isOver = of.status === 'closed' || (session !== undefined && isSignedOut(of, session));
        if (isOver || !ground.gives(held, dayOf(now()))) throw new RightMoved(by);
      },
    };
    return { role: ground.role, guard };
  }

  /** What the first role that somebody holds rests on. */
  async #groundOf(
    identity: Identity,
    concerned: Concerned,
    by: readonly Role[],
    day: string,
  ): Promise<(Ground & { readonly role: Role }) | undefined> {
    const states = new Map<string, Promise<unknown>>();
    const stateOf = ({ decider, stream }: Part): Promise<unknown> => {
      const known = states.get(stream) ?? this.handler.load(decider as Parameters<Handler['load']>[0], stream).then(({ state }) => state);
      states.set(stream, known);
      return known;
    };
    for (const role of by) {
      for (const ground of groundsOf(role, identity, concerned, this.viewers.secretariats)) {
        if (ground.gives(await stateOf(ground.part), day)) return { ...ground, role };
      }
    }
    return undefined;
  }
}

const isSignedOut = (state: AccountState, session: string): boolean => state.status !== 'none' && state.signedOut.includes(session);

/** One way in which a role is held: by what stands in a stream. */
interface Ground {
  readonly part: Part;
  readonly gives: (state: unknown, day: string) => boolean;
}

const ground = <F extends AnyFolding>(
  decider: F,
  stream: string,
  gives: (state: ReturnType<F['evolve']>, day: string) => boolean,
): Ground => ({
  part: { decider, stream },
  gives: gives as Ground['gives'],
});

const standings = new WeakMap<GroupState, { readonly day: string; readonly held: ReadonlyMap<string, Standing> }>();

/** How everybody stands on a day; asked of the same state by every command until the group changes. */
function standingsOn(state: Extract<GroupState, { status: 'active' }>, day: string): ReadonlyMap<string, Standing> {
  const known = standings.get(state);
  if (known?.day === day) return known.held;
  const held = standingsIn({ offices: officesOn(state, day), appointments: membersOn(state, day) });
  standings.set(state, { day, held });
  return held;
}

/** A role held by somebody's standing in a group. */
const inGroup = (group: string, person: string, isOne: (roles: ReadonlySet<Role>) => boolean): Ground =>
  ground(groups, streamOf.group(group), (state, day) => {
    if (state.status !== 'active') return false;
    const standing = standingsOn(state, day).get(person);
    return standing !== undefined && isOne(rolesOf(standing));
  });

/** Held by an authority that the person was given. */
const byAuthority = (person: string, isOne: (powers: ReturnType<typeof powersOf>) => boolean): Ground =>
  ground(authorities, streamOf.authority(person), (state, day) => isOne(powersOf(authoritiesOn(state, day))));

/** Every way in which somebody may hold a role towards what a command concerns. */
function groundsOf(
  role: Role,
  { account, person }: Identity,
  { group, organisation }: Concerned,
  secretariats: Iterable<string>,
): readonly Ground[] {
  if (role === 'administrator') {
    return [ground(accounts, streamOf.account(account), (state) => state.status === 'open' && state.administrator)];
  }
  if (person === undefined) return [];
  switch (role) {
    case 'chair':
    case 'secretary':
    case 'member':
    case 'substitute':
      return group === undefined ? [] : [inGroup(group, person, (roles) => roles.has(role))];
    case 'secretariat':
      return [
        byAuthority(person, ({ roles }) => roles.has(role)),
        ...[...secretariats].map((one) => inGroup(one, person, (roles) => roles.size > 0)),
      ];
    case 'auditor':
      return [byAuthority(person, ({ roles }) => roles.has(role))];
    case 'nominator':
      return organisation === undefined ? [] : [byAuthority(person, ({ nominates }) => nominates.has(organisation))];
    case 'financier':
      return organisation === undefined ? [] : [byAuthority(person, ({ finances }) => finances.has(organisation))];
  }
}
