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
  return [{ field, rule: own ? issue.message : issue.code, message: issue.message }];
}
