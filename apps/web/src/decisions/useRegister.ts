import { OUTCOMES, type ListQueryInput, type Outcome } from '@samverkan/contract';
import { computed } from 'vue';
import { useList } from '../platform/live/useList.js';
import { useQueryState } from '../platform/useQueryState.js';

export const STATES = ['standing', 'corrected', 'superseded', 'executed'] as const;
type DecisionState = (typeof STATES)[number];
const KEYS = ['q', 'group', 'year', 'measure', 'outcome', 'state'] as const;
export type RegisterKey = (typeof KEYS)[number];

const member = <T extends string>(all: readonly T[], text: string | undefined): T | undefined => all.find((each) => each === text);

/** The query that an address asks for; what does not fit is left out, as an address may be mistyped. */
export function registerQuery(values: Readonly<Partial<Record<RegisterKey, string>>>): ListQueryInput<'decisions'> {
  const year = /^\d{4}$/u.test(values.year ?? '') ? values.year : undefined;
  const group = /^[a-z0-9][a-z0-9-]{0,79}$/u.test(values.group ?? '') ? values.group : undefined;
  const measure = /^\d{1,2}(\.\d{1,2}[a-z]?)?$/u.test(values.measure ?? '') ? values.measure : undefined;
  const outcome: Outcome | undefined = member(OUTCOMES, values.outcome);
  const state: DecisionState | undefined = member(STATES, values.state);
  return { q: values.q?.trim().slice(0, 200), group, year, measure, outcome, state };
}

/** The register of decisions as the address asks for it, by pages, live. */
export function useRegister() {
  const { values, set, clear } = useQueryState(KEYS);
  const query = computed(() => registerQuery(values.value));
  const list = useList('decisions', query);
  return {
    values,
    set,
    clear,
    list,
    filtered: computed(() => Object.keys(values.value).length > 0),
    scope: computed(() => JSON.stringify(query.value)),
  };
}
