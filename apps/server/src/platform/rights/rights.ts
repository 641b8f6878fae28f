import type { Identity, Rights, Role } from '@samverkan/contract';
import { authoritiesOn, dayOf, membersOn, streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import type { Concerned } from '../commands/call.js';
import { accounts, authorities, groups } from '../log/deciders.js';
import { EdgeRefused } from '../refusals.js';
import { powersOf, rolesOf, standingsIn } from './standing.js';
import type { Viewers } from './viewers.js';

const NO_ROLES: ReadonlySet<Role> = new Set();

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
   * As what somebody gives a command: the first of its roles that they hold at that moment. Asked of the log, never of what a session remembers: when a
   * term has ended, so has the power.
   * @throws EdgeRefused command/not-allowed
   */
  async actingAs(identity: Identity, concerned: Concerned, by: readonly Role[], at: string): Promise<Role> {
    const asked = new Asked(this.handler, this.viewers, identity, concerned, dayOf(at));
    if (!(await asked.isClosed())) for (const role of by) if (await asked.holds(role)) return role;
    throw new EdgeRefused('command/not-allowed', { facts: { by: by.join(', ') } });
  }
}

/** One question, which looks up only what it needs, once. */
class Asked {
  #inGroup: Promise<ReadonlySet<Role>> | undefined;
  #powers: Promise<ReturnType<typeof powersOf>> | undefined;

  constructor(
    private readonly handler: Handler,
    private readonly viewers: Viewers,
    private readonly identity: Identity,
    private readonly concerned: Concerned,
    private readonly day: string,
  ) {}

  async isClosed(): Promise<boolean> {
    return (await this.#account()).status === 'closed';
  }

  async holds(role: Role): Promise<boolean> {
    const { group, organisation } = this.concerned;
    switch (role) {
      case 'chair':
      case 'secretary':
      case 'member':
      case 'substitute':
        this.#inGroup ??= group === undefined ? Promise.resolve(NO_ROLES) : this.#rolesIn(group);
        return (await this.#inGroup).has(role);
      case 'secretariat':
        return (await this.#authorised()).roles.has('secretariat') || (await this.#isInSecretariat());
      case 'auditor':
        return (await this.#authorised()).roles.has('auditor');
      case 'nominator':
        return organisation !== undefined && (await this.#authorised()).nominates.has(organisation);
      case 'financier':
        return organisation !== undefined && (await this.#authorised()).finances.has(organisation);
      case 'administrator': {
        const account = await this.#account();
        return account.status === 'open' && account.administrator;
      }
    }
  }

  async #rolesIn(group: string): Promise<ReadonlySet<Role>> {
    const { person } = this.identity;
    if (person === undefined) return NO_ROLES;
    const { state } = await this.handler.load(groups, streamOf.group(group));
    if (state.status !== 'active') return NO_ROLES;
    const standing = standingsIn({ offices: state.offices, appointments: membersOn(state, this.day) }).get(person);
    return standing === undefined ? NO_ROLES : rolesOf(standing);
  }

  async #isInSecretariat(): Promise<boolean> {
    for (const group of this.viewers.secretariats) if ((await this.#rolesIn(group)).size > 0) return true;
    return false;
  }

  #authorised(): Promise<ReturnType<typeof powersOf>> {
    this.#powers ??= this.#loadPowers();
    return this.#powers;
  }

  async #loadPowers(): Promise<ReturnType<typeof powersOf>> {
    const { person } = this.identity;
    if (person === undefined) return powersOf([]);
    const { state } = await this.handler.load(authorities, streamOf.authority(person));
    return powersOf(authoritiesOn(state, this.day));
  }

  async #account() {
    return (await this.handler.load(accounts, streamOf.account(this.identity.account))).state;
  }
}
