import { CommandRequest, LIVE_KINDS, Position, Problem, Ref, UnwatchRequest, WatchRequest } from '@samverkan/contract';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

const schema = (type: z.ZodType): Json => {
  const { $schema: _, ...rest }: Json = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
  return rest;
};

const Ops: Json = { type: 'object', description: 'A JSON Merge Patch (RFC 7396).' };
const Patch: Json = {
  type: 'object',
  required: ['kind', 'id', 'from', 'to', 'at', 'ops'],
  properties: {
    kind: { enum: LIVE_KINDS },
    id: { type: 'string' },
    from: { ...schema(Position), description: 'The version on which it is valid; whoever has another one watches again with `since`.' },
    to: schema(Position),
    at: { type: 'string', format: 'date-time' },
    ops: Ops,
  },
};
const patches: Json = { type: 'array', items: Patch };
const refused: Json = { type: 'object', required: ['refused'], properties: { refused: schema(Problem) } };
const snapshot: Json = {
  type: 'object',
  required: ['snapshot'],
  properties: {
    snapshot: {
      type: 'object',
      required: ['version', 'at', 'body'],
      properties: { version: schema(Position), at: { type: 'string' }, body: { type: 'object' } },
    },
  },
};
const missed: Json = { type: 'object', required: ['version', 'patches'], properties: { version: schema(Position), patches } };

const MESSAGES: Readonly<
  Record<string, { readonly summary: string; readonly from: 'client' | 'server'; readonly payload: Json; readonly answer?: Json }>
> = {
  watch: {
    summary: 'Watches documents and lists; answered in the order asked, each with everything or just with what was missed since a version.',
    from: 'client',
    payload: schema(WatchRequest),
    answer: { type: 'array', items: { oneOf: [snapshot, missed, refused] } },
  },
  unwatch: {
    summary: 'Watches no longer.',
    from: 'client',
    payload: schema(UnwatchRequest),
    answer: { type: 'object', properties: { unwatched: { type: 'integer' } } },
  },
  command: {
    summary: 'Gives a command, as POST /api/{context}/{id}/{command} does.',
    from: 'client',
    payload: schema(CommandRequest),
    answer: { type: 'object', properties: { done: { type: 'object' }, refused: schema(Problem) } },
  },
  patches: { summary: 'Changes of watched documents, each document’s in their order.', from: 'server', payload: patches },
  resync: {
    summary: 'The server gave up this connection’s watches: watch again with `since`.',
    from: 'server',
    payload: { type: 'object', properties: { code: { enum: ['slow', 'rights'] } } },
  },
  session: {
    summary: 'What the one who looks may do is another than before, or their session has ended: ask who is signed in.',
    from: 'server',
    payload: { type: 'object', properties: { code: { enum: ['rights', 'clock', 'ended'] } } },
  },
  gone: {
    summary: 'A watched document is no longer there, or no longer to be seen.',
    from: 'server',
    payload: { allOf: [schema(Ref), refused] },
  },
};

/** A description of the live protocol, made of the schemas that messages are read with (AsyncAPI 3.0). */
export function asyncApi(): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Samverkan, live',
      version: '1',
      description: 'socket.io 4 at /ws, over WebSocket only. Requests are answered by acknowledgement.',
    },
    channels: {
      live: {
        address: '/ws',
        messages: Object.fromEntries(
          Object.entries(MESSAGES).flatMap(([name, { summary, payload, answer }]): [string, Json][] => [
            [name, { name, summary, payload }],
            ...(answer === undefined ? [] : [[`${name}Answer`, { name: `${name}Answer`, payload: answer }] satisfies [string, Json]]),
          ]),
        ),
      },
    },
    operations: Object.fromEntries(
      Object.entries(MESSAGES).map(([name, message]): [string, Json] => {
        const at = (one: string) => ({ $ref: `#/channels/live/messages/${one}` });
        return [
          name,
          {
            action: message.from === 'client' ? 'receive' : 'send',
            channel: { $ref: '#/channels/live' },
            messages: [at(name)],
            ...(message.answer === undefined ? {} : { reply: { channel: { $ref: '#/channels/live' }, messages: [at(`${name}Answer`)] } }),
          },
        ];
      }),
    ),
  };
}
