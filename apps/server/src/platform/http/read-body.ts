import type { z } from 'zod';
import { fieldErrors } from '../commands/field-errors.js';
import { EdgeRefused } from '../refusals.js';

/**
 * Reads what was sent by its schema.
 * @throws EdgeRefused request/invalid with all that is wrong
 */
export function readBody<S extends z.ZodType>(schema: S, body: unknown, root = 'body'): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new EdgeRefused('request/invalid', { errors: fieldErrors(result.error, root) });
}
