import type { Refused } from '@samverkan/domain';

/** A domain's refusal as a line of an import report says it: the code's words, and its facts. */
export function sentenceOfRefusal({ code, facts }: Refused): string {
  const [subject = '', rule = ''] = code.split('/');
  const told = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  return `The ${subject}: ${rule.replaceAll('-', ' ')}${told.length === 0 ? '' : ` (${told.join(', ')})`}.`;
}
