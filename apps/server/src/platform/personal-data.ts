import type { Gender } from '@samverkan/contract';
import { isSealed, personOf, SealBroken, type Plain, type Sealed, type Vault } from '@samverkan/vault';

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

/** Opens a stored field; `undefined` when there is none or the person has been erased. */
export function openPersonal(vault: Vault, field: PersonalField, sealed: string | undefined): string | undefined {
  return isSealed(sealed) ? vault.open(sealed, field) : undefined;
}

const FIELDS: readonly PersonalField[] = ['name', 'gender', 'email', 'phone'];

/** Opens a sealed value whichever field it is of; read models do not tell. `undefined` when the person has been erased. */
export function openAny(vault: Vault): (sealed: string) => string | undefined {
  return (sealed) => {
    if (!isSealed(sealed)) return undefined;
    for (const field of FIELDS) {
      try {
        return vault.open(sealed, field);
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
      }
    }
    throw new SealBroken(personOf(sealed), undefined);
  };
}
