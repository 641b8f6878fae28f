import { readSecret } from './secret.js';
import { Issuer } from './values.js';

/** An identity provider that people sign in at. */
export interface OpenidConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, which the code flow with PKCE allows. */
  readonly clientSecret?: string;
  /** What the provider is called on the page. */
  readonly name: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NAME_LENGTH = 100;

/** Reads the settings of the identity provider, or what is wrong with them. */
export function readOpenid(
  environment: Environment,
  { required }: { readonly required: boolean },
): { readonly openid?: OpenidConfig } | { readonly wrong: readonly string[] } {
  const value = (name: string) => environment[`SAMVERKAN_OPENID_${name}`] || undefined;
  const [issuer, clientId, name] = [value('ISSUER'), value('CLIENT_ID'), value('NAME')];
  const wrong: string[] = [];
  if (issuer === undefined) {
    const alone = ['CLIENT_ID', 'CLIENT_SECRET', 'CLIENT_SECRET_FILE', 'NAME'].filter((one) => value(one) !== undefined);
    if (required) wrong.push('SAMVERKAN_OPENID_ISSUER must be set when SAMVERKAN_SIGN_IN is openid');
    else for (const one of alone) wrong.push(`SAMVERKAN_OPENID_${one} is of no use without SAMVERKAN_OPENID_ISSUER`);
    return wrong.length === 0 ? {} : { wrong };
  }
  const checked = Issuer.safeParse(issuer);
  if (!checked.success) wrong.push(`SAMVERKAN_OPENID_ISSUER ${checked.error.issues[0]?.message ?? 'is wrong'}`);
  if (clientId === undefined) wrong.push('SAMVERKAN_OPENID_CLIENT_ID must be set with SAMVERKAN_OPENID_ISSUER');
  if (name !== undefined && name.length > NAME_LENGTH)
    wrong.push(`SAMVERKAN_OPENID_NAME must have ${String(NAME_LENGTH)} characters at most`);
  const secret = readSecret(environment, 'SAMVERKAN_OPENID_CLIENT_SECRET');
  if (secret?.wrong !== undefined) wrong.push(secret.wrong);
  if (wrong.length > 0 || clientId === undefined) return { wrong };
  const clientSecret = secret?.value === undefined ? {} : { clientSecret: secret.value };
  return { openid: { issuer, clientId, ...clientSecret, name: name ?? new URL(issuer).host } };
}
