import type { ListName, ListQueryInput } from '@samverkan/contract';

// What a query means where it says nothing; `listId` of the contract has them from its schemas. Said again here, and held
// equal by a spec, because the schemas would bring the whole validator (some 30 KB compressed) to the first page.
const DEFAULTS: { readonly [L in ListName]: Readonly<Record<string, string | number>> } = {
  decisions: { limit: 25 },
  meetings: { limit: 25, order: 'latest' },
  organisations: { limit: 25 },
  persons: { limit: 25 },
};

/** The id of a list document, as the contract's `listId` makes it. `query` must fit the list's schema. */
export function listQueryId<L extends ListName>(name: L, query: ListQueryInput<L>): string {
  const entries: Record<string, unknown> = { ...DEFAULTS[name] };
  for (const [key, value] of Object.entries(query)) {
    const said: unknown = key === 'q' && typeof value === 'string' ? value.trim() : value;
    if (said !== undefined && said !== '') entries[key] = said;
  }
  return Object.keys(entries)
    .sort()
    .map((key) => `${key}=${encodeURIComponent(String(entries[key]))}`)
    .join('&');
}
