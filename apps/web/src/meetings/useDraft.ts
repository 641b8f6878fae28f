import { reactive, watch } from 'vue';

const PREFIX = 'samverkan.draft';
type Fields = Record<string, string>;

/** The name of a draft: whose it is, in which meeting, of which item, of what. */
export const draftKey = (account: string | undefined, meeting: string, item: string, kind: string): string =>
  [PREFIX, account ?? '', meeting, item, kind].join('/');

function stored(key: string): Fields {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

function store(key: string, fields: Fields, empty: Fields): void {
  try {
    if (Object.keys(empty).every((name) => fields[name] === empty[name])) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(fields));
  } catch {
    // A browser that keeps nothing: the draft lasts as long as the page.
  }
}

/**
 * What somebody is writing, kept in this window until it is recorded: it is there again after a reload, after a lost
 * connection, after a visit to another page. Another key is another draft. Fields that are not in `empty` are not kept.
 */
export function useDraft<const Empty extends Fields>(key: () => string, empty: Empty) {
  const names = Object.keys(empty) as (keyof Empty & string)[];
  type Draft = { -readonly [Name in keyof Empty]: string };
  const read = (): Draft => {
    const found = stored(key());
    return Object.fromEntries(names.map((name) => [name, typeof found[name] === 'string' ? found[name] : empty[name]])) as Draft;
  };
  const fields = reactive(read()) as Draft;
  const set = (to: Draft): void => {
    Object.assign(fields, to);
  };
  // Before what is written under the new key, the former one's words must not be taken for it.
  watch(key, () => set(read()), { flush: 'sync' });
  watch(fields, () => store(key(), fields, empty), { flush: 'sync' });

  return {
    fields,
    /** A copy to send, so that `settle` can tell what was sent from what was written meanwhile. */
    taken: (): Draft => ({ ...fields }),
    /** Takes the draft away once what was sent is recorded, unless somebody has written on since. */
    settle(sent: Draft): void {
      if (names.every((name) => fields[name] === sent[name])) set({ ...empty });
    },
    clear: () => set({ ...empty }),
  };
}
