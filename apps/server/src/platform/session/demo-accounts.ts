import type { Identity, Role } from '@samverkan/contract';
import { dayOf, membersOn, streamOf, type GroupState } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import type { Clock } from '../clock.js';
import { groups, persons } from '../log/deciders.js';
import { openPersonal } from '../personal-data.js';

/** The working group whose officers and members may be chosen, and the group whose members make up the secretariat. */
export const DEMO_GROUP = 'rtp-1-2';
const DEMO_SECRETARIAT = 'tillvaxtsekretariatet';

type Known = Exclude<GroupState, { readonly status: 'none' }>;

/** The accounts that a demo installation offers: real holders of offices and seats in its data. */
export class DemoAccounts {
  #known: ReadonlyMap<string, Identity> = new Map();

  constructor(
    private readonly handler: Handler,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Those to choose from, by what is in force now. */
  async offered(): Promise<readonly Identity[]> {
    const [working, secretariat] = [await this.#group(DEMO_GROUP), await this.#group(DEMO_SECRETARIAT)];
    const official = secretariat === undefined ? undefined : this.#memberOf(secretariat, []);
    const { chair, secretary } = working?.offices ?? {};
    const member = working === undefined ? undefined : this.#memberOf(working, Object.values(working.offices));
    const identities = [
      await this.#identity('secretariat', official, secretariat?.group),
      ...(working === undefined
        ? []
        : [
            chair === undefined ? undefined : await this.#identity('chair', chair, working.group),
            secretary === undefined ? undefined : await this.#identity('secretary', secretary, working.group),
            member === undefined ? undefined : await this.#identity('member', member, working.group),
          ]),
      await this.#identity('auditor', undefined, undefined),
    ].filter((identity) => identity !== undefined);
    this.#known = new Map(identities.map((identity) => [identity.account, identity]));
    return identities;
  }

  /** Who an account is; `undefined` when there is none such. */
  async find(account: string): Promise<Identity | undefined> {
    if (this.#known.size === 0) await this.offered();
    return this.#known.get(account);
  }

  async #group(id: string): Promise<Known | undefined> {
    const { state } = await this.handler.load(groups, streamOf.group(id));
    return state.status === 'none' ? undefined : state;
  }

  #memberOf(group: Known, except: readonly string[]): string | undefined {
    const ordinary = membersOn(group, dayOf(this.clock())).filter((one) => one.as === 'ordinary');
    return ordinary.find((one) => !except.includes(one.person))?.person;
  }

  async #identity(role: Role, person: string | undefined, group: string | undefined): Promise<Identity> {
    const identity = { account: role, role, name: role, ...(group === undefined ? {} : { group }) };
    if (person === undefined) return identity;
    const { state } = await this.handler.load(persons, streamOf.person(person));
    if (state.status === 'none') return identity;
    const { organisation } = state;
    const name = openPersonal(this.vault, 'name', state.name) ?? role;
    return { ...identity, person, name, ...(organisation === undefined ? {} : { organisation }) };
  }
}
