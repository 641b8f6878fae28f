import {
  COMMANDS,
  DOCUMENT_KINDS,
  DOCUMENTS,
  EDGE_REFUSALS,
  LIST_NAMES,
  LISTS,
  Problem,
  type CommandSpec,
  type Context,
  rolesFor,
} from '@samverkan/contract';
import type { OpenAPIObject } from '@nestjs/swagger';
import { IMPORTS } from '../../imports/import-names.js';
import { answers, headerParameter, idParameter, input, json, output, type Json, type Operation, type Paths } from './parts.js';
import { sessionPaths } from './session-paths.js';

const CommandDone: Json = {
  type: 'object',
  required: ['position', 'version', 'repeated'],
  properties: {
    position: { type: 'string', description: 'Place in the log of the last event; wait for it with `?after=`.' },
    version: { type: 'string', description: 'What `If-Match` should name next.' },
    repeated: { type: 'boolean', description: 'The command had been carried out before; this is its answer again.' },
    made: { type: 'object', additionalProperties: { type: 'string' }, description: 'Ids given to what the command made.' },
  },
};

/** A description of the whole API, made of the schemas that requests are read with. */
export function openApi(): OpenAPIObject {
  const description = {
    openapi: '3.1.0',
    info: {
      title: 'Samverkan',
      version: '1',
      description:
        'Commands are POSTs, each safe to repeat under its `Idempotency-Key`. Documents and lists are what the signed-in person may see. The live protocol is in /api/asyncapi.json.',
    },
    paths: { ...commandPaths(), ...documentPaths(), ...listPaths(), ...sessionPaths(), ...otherPaths() },
    components: {
      schemas: {
        Problem: { ...output(Problem), description: `Codes of the edge: ${Object.keys(EDGE_REFUSALS).join(', ')}.` },
        CommandDone,
      },
    },
  };
  return description;
}

function commandPaths(): Paths {
  const paths: Paths = {};
  for (const context of Object.keys(COMMANDS) as Context[]) {
    for (const [command, { body, doc }] of Object.entries<CommandSpec>(COMMANDS[context])) {
      paths[`/api/${context}/{id}/${command}`] = {
        post: {
          tags: [context],
          summary: `${command.replaceAll('-', ' ')}; may be given by ${(rolesFor(context, command) ?? []).join(', ')}`,
          operationId: `${context}.${command}`,
          parameters: [
            idParameter,
            headerParameter('Idempotency-Key', 'The command’s id; one is made when it is missing.'),
            headerParameter('If-Match', `The version of the document ${doc} that was looked at.`),
          ],
          requestBody: { content: json(input(body)) },
          responses: answers('Carried out.', { $ref: '#/components/schemas/CommandDone' }),
        },
      };
    }
  }
  return paths;
}

const after = {
  name: 'after',
  in: 'query',
  schema: { type: 'string' },
  description: 'Waits until this position is in the documents, 10 seconds at most.',
};

const asOf = {
  name: 'at',
  in: 'query',
  schema: { type: 'string' },
  description:
    'As it was: a place in the log, or a time with its zone. Shows what its audience saw then to whoever is of that audience now.',
};

const viewOf = (body: Json): Json => ({
  type: 'object',
  required: ['kind', 'id', 'version', 'at', 'body'],
  properties: {
    kind: { type: 'string' },
    id: { type: 'string' },
    version: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    body,
  },
});

const reading = (tag: string, summary: string, parameters: readonly Json[], body: Json): Operation => ({
  tags: [tag],
  summary,
  parameters: [...parameters, after, headerParameter('If-None-Match', 'A version: 304 when it is still the newest.')],
  responses: { ...answers('As the one who asks may see it.', viewOf(body)), 304: { description: 'Nothing has changed.' } },
});

function documentPaths(): Paths {
  return Object.fromEntries(
    DOCUMENT_KINDS.map((kind) => [
      `/api/docs/${kind}/{id}`,
      { get: reading('documents', `the document ${kind}`, [idParameter, asOf], output(DOCUMENTS[kind])) },
    ]),
  );
}

function listPaths(): Paths {
  return Object.fromEntries(
    LIST_NAMES.map((name) => {
      const { query, row } = LISTS[name];
      const { properties = {} } = input(query) as { readonly properties?: Readonly<Record<string, Json>> };
      const parameters = Object.entries(properties).map(([field, schema]) => ({ name: field, in: 'query', schema }));
      return [`/api/lists/${name}`, { get: reading('lists', `the list of ${name}`, parameters, pageOf(output(row))) }];
    }),
  );
}

const pageOf = (row: Json): Json => ({
  type: 'object',
  required: ['rows', 'order', 'total', 'facets'],
  properties: {
    rows: { type: 'object', additionalProperties: row },
    order: { type: 'array', items: { type: 'string' } },
    total: { type: 'integer' },
    next: { type: 'string', description: 'The `cursor` of the next page.' },
    facets: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'integer' } } },
  },
});

function otherPaths(): Paths {
  const text = (summary: string, type: string): Operation => ({
    tags: ['operation'],
    summary,
    responses: { 200: { description: summary, content: { [type]: { schema: { type: 'string' } } } } },
  });
  return {
    ...Object.fromEntries(
      IMPORTS.map((what) => [
        `/api/imports/${what}`,
        {
          post: {
            tags: ['imports'],
            summary: `import ${what}; may be given by secretariat`,
            requestBody: { required: true, content: { 'text/csv': { schema: { type: 'string' } }, 'application/json': { schema: {} } } },
            responses: answers('Imported, all of it.', { type: 'object' }),
          },
        },
      ]),
    ),
    '/api/health': {
      get: {
        tags: ['operation'],
        summary: 'whether the server lives and is ready',
        responses: {
          200: { description: 'Ready.', content: json({ type: 'object' }) },
          503: { description: 'Not ready.', content: json({ type: 'object' }) },
        },
      },
    },
    '/api/metrics': { get: text('figures for Prometheus', 'text/plain') },
    '/api/openapi.json': { get: text('this description', 'application/json') },
    '/api/asyncapi.json': { get: text('the live protocol, described', 'application/json') },
  };
}
