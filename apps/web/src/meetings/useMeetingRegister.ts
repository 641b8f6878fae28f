import { MEETING_STATES, type ListQueryInput, type MeetingState } from '@samverkan/contract';
import { computed } from 'vue';
import { useList } from '../platform/live/useList.js';
import { useQueryState } from '../platform/useQueryState.js';

const KEYS = ['q', 'group', 'year', 'state'] as const;
export type RegisterKey = (typeof KEYS)[number];
type Values = Readonly<Partial<Record<RegisterKey, string>>>;
type Query = ListQueryInput<'meetings'>;

const PARTS: readonly MeetingState[] = ['open', 'adjourned', 'scheduled', 'closed', 'cancelled'];
/** So many of each part, where all parts are shown. */
const SHORT = 10;
const isOver = (state: MeetingState): boolean => state === 'closed' || state === 'cancelled';

/** What an address asks for; what does not fit is left out, as an address may be mistyped. */
function wanted(values: Values): Omit<Query, 'order' | 'state'> & { readonly state?: MeetingState | undefined } {
  return {
    q: values.q?.trim().slice(0, 200),
    group: /^[a-z0-9][a-z0-9-]{0,79}$/u.test(values.group ?? '') ? values.group : undefined,
    year: /^\d{4}$/u.test(values.year ?? '') ? values.year : undefined,
    state: MEETING_STATES.find((state) => state === values.state),
  };
}

/** One part of the register: the meetings of one state, in the order in which they are looked for. */
export interface RegisterPart {
  readonly state: MeetingState;
  readonly query: Query;
}

/**
 * The parts that an address asks for: what goes on now, what is coming, soonest first, and what has been, latest first.
 */
export function registerParts(values: Values): readonly RegisterPart[] {
  const { state: only, ...base } = wanted(values);
  return PARTS.filter((state) => only === undefined || state === only).map((state) => ({
    state,
    query: { ...base, state, order: isOver(state) ? 'latest' : 'upcoming', ...(only === undefined ? { limit: SHORT } : {}) },
  }));
}

/** The register of meetings as the address asks for it, live. The first list is of all that fit, for its counts. */
export function useMeetingRegister() {
  const { values, set, clear } = useQueryState(KEYS);
  const all = useList(
    'meetings',
    computed(() => ({ ...wanted(values.value), limit: 1 })),
  );
  return {
    values,
    set,
    clear,
    facets: all.facets,
    total: all.total,
    state: all.state,
    refusal: all.refusal,
    parts: computed(() => registerParts(values.value)),
    filtered: computed(() => Object.keys(values.value).length > 0),
  };
}
