interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createHTML: (markup: string) => string | null }): unknown;
}

/**
 * What makes markup of a text goes through a policy (Trusted Types): Vue has its own. By this one, which stands for everything else, an element can be
 * emptied, as the library that draws does, and nothing can be written into it.
 */
export function refuseMarkup(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (markup) => (markup === '' ? markup : null) });
}

/**
 * No code is made of a text either. The library that checks what is sent does that to be faster, and tries first whether it may, which the browser
 * would report; it looks for this setting before.
 */
export function compileNothing(): void {
  const known = globalThis as { __zod_globalConfig?: object };
  known.__zod_globalConfig = Object.assign(known.__zod_globalConfig ?? {}, { jitless: true });
}
