import { effectScope, onScopeDispose, reactive, watch, type EffectScope } from 'vue';

const PREFIX = 'samverkan.draft';
type Fields = Record<string, string>;

const prefixOf = (account: string): string => [PREFIX, account, ''].join('/');

/** What is written of an item, and how each begins. */
export const DRAFTS = {
  proposal: { wording: '', by: '', proposal: '' },
  decision: { outcome: 'approved', adopted: '', wording: '' },
} as const;

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

interface Kept {
  readonly fields: Fields;
  readonly empty: Fields;
  readonly scope: EffectScope;
  users: number;
}
/** Drafts in use: two places that show the same one show the same words. */
const kept = new Map<string, Kept>();

function open(key: string, empty: Fields): Kept {
  const known = kept.get(key);
  if (known) return known;
  const found = stored(key);
  const fields = reactive(
    Object.fromEntries(Object.entries(empty).map(([name, value]) => [name, typeof found[name] === 'string' ? found[name] : value])),
  );
  const scope = effectScope(true);
  scope.run(() => watch(fields, () => store(key, fields, empty), { flush: 'sync' }));
  const opened = { fields, empty, scope, users: 0 };
  kept.set(key, opened);
  return opened;
}

function keysOf(account: string): readonly string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(prefixOf(account)));
  } catch {
    return [];
  }
}
const says = ({ wording = '' }: Fields): boolean => typeof wording === 'string' && wording.trim() !== '';

/** How many drafts with words in them an account has in this window. */
export const countDrafts = (account: string): number => keysOf(account).filter((key) => says(stored(key))).length;

/** Takes away everything that an account was writing in this window, where it is shown as well. */
export function dropDrafts(account: string): void {
  for (const [key, { fields, empty }] of kept) if (key.startsWith(prefixOf(account))) Object.assign(fields, empty);
  for (const key of keysOf(account)) sessionStorage.removeItem(key);
}

/**
 * What somebody is writing, kept in this window until it is recorded: it is there again after a reload, after a lost
 * connection, after a visit to another page. Fields that are not in `empty` are not kept.
 */
export function useDraft<const Empty extends Fields>(key: string, empty: Empty) {
  type Draft = { -readonly [Name in keyof Empty]: string };
  const names = Object.keys(empty) as (keyof Empty & string)[];
  const opened = open(key, empty);
  opened.users += 1;
  onScopeDispose(() => {
    opened.users -= 1;
    if (opened.users > 0) return;
    opened.scope.stop();
    kept.delete(key);
  });
  const fields = opened.fields as Draft;
  const clear = (): void => {
    Object.assign(fields, empty);
  };

  return {
    fields,
    /** A copy to send, so that `settle` can tell what was sent from what was written meanwhile. */
    taken: (): Draft => ({ ...fields }),
    /** Takes the draft away once what was sent is recorded, unless somebody has written on since. */
    settle(sent: Draft): void {
      if (names.every((name) => fields[name] === sent[name])) clear();
    },
    clear,
  };
}
