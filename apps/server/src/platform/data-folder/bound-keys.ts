import { randomUUID } from 'node:crypto';
import { streamOf, type SealedText } from '@samverkan/domain';
import { createHandler, START, type Actor, type EventLog, type Json } from '@samverkan/event-store';
import { isSealed, KeyDamaged, KeyMissing, SealBroken, type Sealed, type Vault } from '@samverkan/vault';
import { systemClock } from '../clock.js';
import { installations } from '../log/deciders.js';
import { DataFolderUnusable } from './unusable.js';

/** Whose key seals the proof. No person has such an id: theirs have no underscore. */
const HOLDER = '_installation';
const FIELD = 'proof';
/** So many sealed values of a log from before keys were bound are tried. */
const TRIED = 50;
const ACTOR: Actor = { account: 'installation', role: 'system' };

/**
 * Sees to it that the keys are those that the log's personal data was sealed with: they open the proof that stands in the log. A log from before
 * that gets one, when something that is sealed in it opens.
 * @throws DataFolderUnusable
 */
export async function mustBeItsKeys(log: EventLog, vault: Vault, file: string): Promise<void> {
  const { state } = await createHandler(log).load(installations, streamOf.installation(log.partnership));
  const opens = state.status === 'bound' ? opensProof(vault, state.proof, log.partnership) : await opensSomething(log, vault);
  if (!opens)
    throw new DataFolderUnusable(
      `The key store ${file} belongs to another log: it does not open what is sealed in this one. Put the one back that belongs to it, from the same backup.`,
    );
  if (state.status === 'unbound') await bindKeys(log, vault, 'BindKeys');
}

/** Records a proof that the keys open; `ReplaceKeys`: in place of the one that other keys open. */
export async function bindKeys(log: EventLog, vault: Vault, type: 'BindKeys' | 'ReplaceKeys'): Promise<void> {
  // The brands of the vault and the domain name the same text.
  const proof = vault.seal(HOLDER, FIELD, log.partnership) as string as SealedText;
  const at = systemClock();
  const meta = { commandId: randomUUID(), actor: ACTOR, at };
  await createHandler(log).handle(installations, streamOf.installation(log.partnership), { type, proof, at }, meta);
}

/** Records that another file of accounts is in use. */
export async function recordAccounts(log: EventLog): Promise<void> {
  const at = systemClock();
  const meta = { commandId: randomUUID(), actor: ACTOR, at };
  await createHandler(log).handle(installations, streamOf.installation(log.partnership), { type: 'ReplaceAccounts', at }, meta);
}

/** Persons of whom something sealed stands in the log that the vault cannot open. */
export async function unopenedIn(log: EventLog, vault: Vault): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { person, field, sealed } of sealedIn(log)) {
    if (!found.has(person) && opens(vault, sealed, field) === false) found.add(person);
  }
  return found;
}

function opensProof(vault: Vault, proof: SealedText, partnership: string): boolean {
  if (!isSealed(proof)) return false;
  try {
    return vault.open(proof, FIELD) === partnership;
  } catch (error) {
    // It has that key, and says elsewhere that it is damaged.
    if (error instanceof KeyDamaged) return true;
    if (error instanceof KeyMissing || error instanceof SealBroken) return false;
    throw error;
  }
}

async function opensSomething(log: EventLog, vault: Vault): Promise<boolean> {
  let tried = 0;
  for await (const { field, sealed } of sealedIn(log)) {
    const opened = opens(vault, sealed, field);
    if (opened === true) return true;
    if (opened === false) tried += 1;
    if (tried >= TRIED) return false;
  }
  return tried === 0;
}

/** Undefined: of an erased person. */
function opens(vault: Vault, sealed: Sealed, field: string): boolean | undefined {
  try {
    return vault.open(sealed, field) === undefined ? undefined : true;
  } catch (error) {
    if (error instanceof KeyMissing || error instanceof SealBroken || error instanceof KeyDamaged) return false;
    throw error;
  }
}

interface SealedValue {
  readonly person: string;
  readonly field: string;
  readonly sealed: Sealed;
}

/** What is sealed in the log, in its order: fields of events, named as they were sealed. */
async function* sealedIn(log: EventLog): AsyncGenerator<SealedValue> {
  for await (const page of log.readAll(START)) {
    for (const { data } of page) {
      for (const [field, value] of Object.entries(data)) {
        if (field !== FIELD && isSealedText(value)) yield { person: value.split(':')[2] ?? '', field, sealed: value };
      }
    }
  }
}

const isSealedText = (value: Json): value is Json & Sealed => isSealed(value);
