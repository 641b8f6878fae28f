import type { Problem } from '@samverkan/contract';
import type { z } from 'zod';

const LIMIT = 100;

/**
 * All that is wrong with a request, field by field: the path of the field below `root`, the rule it breaks (zod's code,
 * or the code that our own rule names, such as `text/empty`), and a sentence. Values are never repeated.
 */
export function fieldErrors(error: z.ZodError, root: string): NonNullable<Problem['errors']> {
  return error.issues.flatMap((issue) => issuesOf(issue, root)).slice(0, LIMIT);
}

function issuesOf(issue: z.core.$ZodIssue, root: string): NonNullable<Problem['errors']> {
  const field = [root, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: `${field}.${key.slice(0, 80)}`, rule: 'unknown-field', message: 'There is no such field.' }));
  }
  // Our own rules give their code as the message.
  const own = /^[a-z-]+\/[a-z-]+$/u.test(issue.message);
  const facts = issue.code === 'custom' ? factsOf(issue.params) : undefined;
  const message = filled(SENTENCES[issue.message] ?? issue.message, facts);
  return [{ field, rule: own ? issue.message : issue.code, message, ...(facts === undefined ? {} : { facts }) }];
}

/** What our own rules tell beside their code: which character, which limit. */
function factsOf(params: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> | undefined {
  const facts = Object.entries(params).filter((fact): fact is [string, string] => typeof fact[1] === 'string');
  return facts.length === 0 ? undefined : Object.fromEntries(facts);
}

const filled = (sentence: string, facts: Readonly<Record<string, string>> = {}): string =>
  Object.entries(facts).reduce((said, [name, value]) => said.replace(`{${name}}`, value), sentence);

const SENTENCES: Readonly<Record<string, string>> = {
  'text/invalid': 'There is half a character or NUL in the text.',
  'text/character': 'There is a character in the text that is not seen or that turns the text around it: {character}.',
  'text/combining': 'The text begins with a mark that belongs on a letter, or piles marks on one.',
  'text/mixed-scripts': 'A word of the name mixes letters of alphabets that look alike, such as Latin and Cyrillic.',
  'text/too-long': 'The text is longer than {limit} characters.',
  'text/empty': 'There is nothing in the text.',
  'id/invalid': 'An id is lower-case letters, digits and hyphens, 80 at most.',
  'code/invalid': 'A code is letters, digits, points and hyphens, 20 at most.',
  'measure/invalid': 'The code of a measure is written like 1.1 or 3.4a.',
  'area/invalid': 'The code of an area is up to ten digits and lower-case letters.',
  'seat/invalid': 'A seat is written SEAT=ORGANISATION+ORGANISATION, or by the organisation alone.',
  'email/invalid': 'This is no e-mail address.',
  'phone/invalid': 'A telephone number is 5 to 30 digits, spaces, hyphens and brackets.',
  'day/invalid': 'A day is written 2026-11-23; a month 2026-11, where that will do.',
  'position/invalid': 'This is no position in the log.',
  'command-id/invalid': 'The id of a command is 8 to 100 letters, digits and . _ : -',
};
