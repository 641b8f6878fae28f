/** Whether a read model or list lacks the sentences above its code that say who sees it. */
export function unruled({ text }: { readonly text: string }): boolean {
  const rule = /^\/\/ Who sees [^\n]*\n((?:\/\/[^\n]*\n)*)/mu.exec(text);
  const code = text.search(/^export const \w+(?:: List<[^=]*>)? = (?:readModel|\{)/mu);
  if (rule === null || (code >= 0 && rule.index > code)) return true;
  const [whole = '', rest = ''] = rule;
  return `${whole.split('\n', 1)[0] ?? ''} ${rest}`.replaceAll(/[/\s]/gu, '').length < 20;
}
