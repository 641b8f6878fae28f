import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** A secret from the environment, or from the file that `NAME_FILE` names; what it is, is never told. */
export function readSecret(environment: Environment, name: string): { readonly value?: string; readonly wrong?: string } | undefined {
  const [direct, file] = [environment[name] || undefined, environment[`${name}_FILE`] || undefined];
  if (file === undefined) return direct === undefined ? undefined : { value: direct };
  if (direct !== undefined) return { wrong: `${name} and ${name}_FILE must not both be set` };
  try {
    const value = readFileSync(file, 'utf8').trim();
    return value === '' ? { wrong: `${name}_FILE names an empty file` } : { value };
  } catch {
    return { wrong: `${name}_FILE names a file that cannot be read` };
  }
}
