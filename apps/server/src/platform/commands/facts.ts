import type { Doors, Outcome } from '@samverkan/contract';
import type { Day } from '@samverkan/domain';
import { membersOn, Refused, streamOf, type GroupState, type PersonState } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import { groups, organisations, persons } from '../log/deciders.js';

/** What a decision's own stream does not know of it. */
export interface TakenDecision {
  readonly group: string;
  readonly meeting: string;
  readonly item: string;
  readonly wording: string;
  readonly outcome: Outcome;
  readonly adopted?: string | undefined;
  readonly proposals: Readonly<Record<string, unknown>>;
  readonly doors: Doors;
}

/** What is looked up in the documents, which follow the log: waits until they have all that was in it when asked. */
export interface Documents {
  readonly decision: (id: string) => Promise<TakenDecision | undefined>;
  readonly hasMeasure: (code: string) => Promise<boolean>;
  /** Whether a person has an appointment, an office or an authority in force today. */
  readonly holdsSomething: (person: string) => Promise<boolean>;
}

/** What one aggregate must know of another. */
export class Facts {
  constructor(
    private readonly handler: Handler,
    private readonly documents: Documents,
  ) {}

  /** @throws Refused group/unknown */
  async group(id: string): Promise<Exclude<GroupState, { readonly status: 'none' }>> {
    const { state } = await this.handler.load(groups, streamOf.group(id));
    if (state.status === 'none') throw new Refused('group/unknown', {});
    return state;
  }

  /** @throws Refused person/unknown */
  async person(id: string): Promise<Exclude<PersonState, { readonly status: 'none' }>> {
    const { state } = await this.handler.load(persons, streamOf.person(id));
    if (state.status === 'none') throw new Refused('person/unknown', {});
    return state;
  }

  /** Whether somebody is registered, and neither merged with another nor closed. */
  async personRegistered(id: string): Promise<boolean> {
    return (await this.handler.load(persons, streamOf.person(id))).state.status === 'registered';
  }

  async organisationRegistered(id: string): Promise<boolean> {
    return (await this.handler.load(organisations, streamOf.organisation(id))).state.status === 'registered';
  }

  /** @throws Refused organisation/unknown */
  async mustBeOrganisations(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (!(await this.organisationRegistered(id))) throw new Refused('organisation/unknown', {});
  }

  /** @throws Refused programme/no-such-measure */
  async mustBeMeasures(codes: readonly string[]): Promise<void> {
    for (const measure of codes) {
      if (!(await this.documents.hasMeasure(measure))) throw new Refused('programme/no-such-measure', { measure });
    }
  }

  holdsSomething(person: string): Promise<boolean> {
    return this.documents.holdsSomething(person);
  }

  decision(id: string): Promise<TakenDecision | undefined> {
    return this.documents.decision(id);
  }
}

/** Everybody who has an appointment in a group that is in force on a day, each once. */
export const membersOf = (group: GroupState, day: Day): readonly string[] => [...new Set(membersOn(group, day).map((one) => one.person))];
