import type { DemoIdentity, Role } from '@samverkan/contract';
import { dayOf, membersOn, streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import type { Clock } from '../clock.js';
import { accounts, groups, persons } from '../log/deciders.js';
import { openPersonal } from '../personal-data.js';

/** The working group whose officers and members may be chosen. */
export const DEMO_GROUP = 'rtp-1-2';

/** The demo's accounts bear the names of the roles that they are examples of. */
export const DEMO_ROLES: readonly Role[] = [
  'secretariat',
  'chair',
  'secretary',
  'member',
  'substitute',
  'nominator',
  'financier',
  'auditor',
  'administrator',
];
const IN_GROUP: readonly Role[] = ['chair', 'secretary', 'member', 'substitute'];

/** The accounts that a demo installation offers to anybody. What they may do follows from the log, as for every other account. */
export class DemoAccounts {
  constructor(
    private readonly handler: Handler,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Those to choose from. */
  async offered(): Promise<readonly DemoIdentity[]> {
    const identities = await Promise.all(DEMO_ROLES.map((role) => this.#identity(role)));
    return identities.filter((identity) => identity !== undefined);
  }

  /** Who an account of the demo is; `undefined` when it is none. */
  async find(account: string): Promise<DemoIdentity | undefined> {
    const role = DEMO_ROLES.find((one) => one === account);
    return role === undefined ? undefined : this.#identity(role);
  }

  async #identity(role: Role): Promise<DemoIdentity | undefined> {
    const { state } = await this.handler.load(accounts, streamOf.account(role));
    if (state.status !== 'open') return undefined;
    const { person } = state;
    if (person === undefined) return { account: role, role, name: role };
    const { state: known } = await this.handler.load(persons, streamOf.person(person));
    if (known.status === 'none') return undefined;
    const group = IN_GROUP.includes(role) && (await this.#isIn(DEMO_GROUP, person)) ? { group: DEMO_GROUP } : {};
    const organisation = known.organisation === undefined ? {} : { organisation: known.organisation };
    return { account: role, role, person, ...organisation, name: openPersonal(this.vault, 'name', known.name) ?? role, ...group };
  }

  async #isIn(group: string, person: string): Promise<boolean> {
    const { state } = await this.handler.load(groups, streamOf.group(group));
    if (state.status === 'none') return false;
    return Object.values(state.offices).includes(person) || membersOn(state, dayOf(this.clock())).some((one) => one.person === person);
  }
}
