import { recordAccounts, unopenedIn } from './bound-keys.js';
import type { DataFolder } from './open-data.js';

const NAMED = 20;

/** What to tell whoever has taken another copy of the keys into use. */
export async function keysAccepted({ log, vault }: Pick<DataFolder, 'log' | 'vault'>): Promise<readonly string[]> {
  const unopened = [...(await unopenedIn(log, vault))];
  const more = unopened.length > NAMED ? ` and ${String(unopened.length - NAMED)} more` : '';
  return [
    'The keys that are there are in use from now on.',
    'Who was erased since that copy was made is not erased in it: erase them again.',
    unopened.length === 0
      ? 'They open everything that is sealed in the log.'
      : `They do not open what is sealed of ${String(unopened.length)} persons: ${unopened.slice(0, NAMED).join(', ')}${more}.`,
  ];
}

/** The same for the file of accounts, which is recorded in the log. */
export async function accountsAccepted({ log }: Pick<DataFolder, 'log'>): Promise<readonly string[]> {
  await recordAccounts(log);
  return [
    'The file of accounts that is there is in use from now on.',
    'Everybody is signed out, links are worth nothing, and what had been taken away as a means of signing in is taken away again.',
    'Invite those anew who cannot sign in; an administrator is made by: samverkan administrator EMAIL',
  ];
}
