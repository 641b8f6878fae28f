import type { Gender } from '@samverkan/contract';
import type { Open } from '@samverkan/projections';
import { isSealed, KeyDamaged, KeyMissing, personOf, SealBroken, type Plain, type Sealed, type Vault } from '@samverkan/vault';

// NOTE: these names are part of what is sealed, for ever.
export type PersonalField = 'name' | 'gender' | 'email' | 'phone';

/** What of a person is sealed before it is decided on. */
export interface Personal {
  readonly name: string;
  readonly gender: Gender;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** Seals those fields of one person that there are. */
export function sealPersonal<Fields extends Partial<Personal>>(
  vault: Vault,
  person: string,
  fields: Fields,
): { readonly [F in keyof Fields]: Sealed } {
  const plains = plainsOf(person, fields);
  const sealed = vault.sealMany(plains);
  return Object.fromEntries(plains.map(({ field }, index) => [field, sealed[index]])) as { readonly [F in keyof Fields]: Sealed };
}

/** The fields to seal, for many persons at once. */
export function plainsOf(person: string, fields: Partial<Personal>): readonly Plain[] {
  return Object.entries(fields).flatMap(([field, text]) => (text === undefined ? [] : [{ person, field, text }]));
}

/** Told, once of each, of persons whose data cannot be opened. */
export type ReportUnreadable = (person: string) => void;

/**
 * Opens a stored field; `undefined` when there is none or the person has been erased, `null` when it cannot be opened: one person's damaged or missing key
 * keeps nobody from the data of the others.
 */
export function openPersonal(vault: Vault, field: PersonalField, sealed: string | undefined): string | undefined | null {
  if (!isSealed(sealed)) return undefined;
  try {
    return vault.open(sealed, field);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** Opens the fields of persons for read models. @param report told once of each person whose data cannot be opened */
export function opener(vault: Vault, report: ReportUnreadable): Open {
  const reported = new Set<string>();
  return (sealed, field) => {
    const opened = openPersonal(vault, field, sealed);
    if (opened !== null || !isSealed(sealed)) return opened;
    const person = personOf(sealed);
    if (!reported.has(person)) {
      reported.add(person);
      report(person);
    }
    return null;
  };
}

/** Whether an error says that a person's data cannot be opened, or sealed, for want of their right key. */
const isUnreadable = (error: unknown): boolean => error instanceof KeyDamaged || error instanceof KeyMissing || error instanceof SealBroken;
