import { z } from 'zod';

// What the descriptions of routes are put together from.

export type Json = Readonly<Record<string, unknown>>;
export type Operation = Json & { readonly tags: readonly string[]; readonly summary: string };
export type Paths = Record<string, Record<string, Operation>>;

export const input = (schema: z.ZodType): Json => withoutDialect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
export const output = (schema: z.ZodType): Json => withoutDialect(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));

function withoutDialect({ $schema: _, ...schema }: Json): Json {
  return schema;
}

export const json = (schema: Json) => ({ 'application/json': { schema } });
export const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
export const headerParameter = (name: string, description: string) => ({ name, in: 'header', schema: { type: 'string' }, description });
const problemAnswer = {
  description: 'A refusal (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
export const answers = (description: string, schema?: Json) => ({
  200: { description, ...(schema === undefined ? {} : { content: json(schema) }) },
  default: problemAnswer,
});
