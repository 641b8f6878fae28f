import type { AuthorityRole, Role } from '@samverkan/contract';
import { streamOf } from '@samverkan/domain';
import type { Actor, Handler } from '@samverkan/event-store';
import { accounts, authorities } from '../platform/log/deciders.js';
import { DEMO_GROUP } from '../platform/session/demo-accounts.js';
import type { Composition, DemoPerson } from './composition.js';

const SECRETARIAT = 'tillvaxtsekretariatet';

/** The person whom each of the demo's accounts acts for; the administrator's acts for nobody. */
export type DemoHolders = ReadonlyMap<Role, DemoPerson | undefined>;

/** Chooses who the demo's accounts are: each a plain example of one role, and of no other where that can be. */
export function holdersIn({ persons, appointments }: Composition): DemoHolders {
  const byId = new Map(persons.map((person) => [person.id, person]));
  const seated = (group: string) => appointments.filter((one) => one.group === group);
  const working = seated(DEMO_GROUP);
  const secretariat = new Set(seated(SECRETARIAT).map((one) => one.person));
  const officers = new Set(appointments.flatMap((one) => (one.office === undefined ? [] : [one.person])));
  const plain = (one: { readonly person: string }): boolean => !secretariat.has(one.person) && !officers.has(one.person);
  const find = (found: { readonly person: string } | undefined): DemoPerson | undefined =>
    found === undefined ? undefined : byId.get(found.person);
  const member = working.find((one) => one.as === 'ordinary' && plain(one)) ?? working.find((one) => one.as === 'ordinary');
  const substitute = working.find((one) => one.as === 'substitute' && plain(one)) ?? working.find((one) => one.as === 'substitute');
  const inWorking = new Set(working.map((one) => one.person));
  const outside = persons.filter(({ id }) => plain({ person: id }) && !inWorking.has(id));
  return new Map<Role, DemoPerson | undefined>([
    ['secretariat', find(seated(SECRETARIAT).find((one) => one.as === 'ordinary'))],
    ['chair', find(working.find((one) => one.office === 'chair'))],
    ['secretary', find(working.find((one) => one.office === 'secretary'))],
    ['member', find(member)],
    ['substitute', find(substitute)],
    ['nominator', outside.find(({ organisation }) => organisation === 'landstinget')],
    ['financier', outside.find(({ organisation }) => organisation === 'lansstyrelsen')],
    ['auditor', outside.find(({ organisation }) => organisation === 'mittuniversitetet')],
    ['administrator', undefined],
  ]);
}

const FOR_AN_ORGANISATION: readonly Role[] = ['nominator', 'financier'];
const AUTHORISED: readonly AuthorityRole[] = ['auditor', 'nominator', 'financier'];

/** Opens the demo's accounts, and gives those persons their authority whose role does not come from a group. Twice is once. */
export async function openDemoAccounts(handler: Handler, holders: DemoHolders, actor: Actor, at: string): Promise<void> {
  for (const [account, person] of holders) {
    const meta = (what: string) => ({ commandId: `demo-${what}-${account}`, actor, at });
    const whom = person === undefined ? {} : { person: person.id };
    await handler.handle(accounts, streamOf.account(account), { type: 'Open', account, ...whom, at }, meta('account'));
    if (account === 'administrator') {
      await handler.handle(accounts, streamOf.account(account), { type: 'MakeAdministrator', at }, meta('administrator'));
    }
    const role = AUTHORISED.find((one) => one === account);
    if (role === undefined || person === undefined) continue;
    const organisation = FOR_AN_ORGANISATION.includes(role) ? { organisation: person.organisation } : {};
    const given = { type: 'Give', person: person.id, authority: `demo-${role}`, role, ...organisation, from: at.slice(0, 10), at } as const;
    await handler.handle(authorities, streamOf.authority(person.id), given, meta('authority'));
  }
}
