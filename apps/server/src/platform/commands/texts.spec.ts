import { Line, Name, Prose, type CommandAnswer } from '@samverkan/contract';
import { groupDecider, meetingDecider, organisationDecider, streamOf } from '@samverkan/domain';
import { START } from '@samverkan/event-store';
import fc from 'fast-check';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { isRefused } from '../refusals.js';

let server: SpecServer;
let secretariat: SpecClient;

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
  secretariat = await SpecClient.as(server, 'secretariat');
}, 60_000);
afterAll(() => server.close());

const AT = '2026-11-23T12:00:00.000Z';
const ENDS = '2026-11-23T13:00:00.000Z';
const OVERRIDE = '\u202e';
const fault = (field: string, character: string) => ({
  field,
  rule: 'text/character',
  message: expect.stringContaining(character) as string,
  facts: { character },
});

const takes = (decide: () => unknown): boolean => {
  try {
    decide();
    return true;
  } catch (error) {
    if (isRefused(error) && error.code.startsWith('text/')) return false;
    throw error;
  }
};

describe('Texts take no invisible, bidirectional or control characters in one-line fields', () => {
  it('the refusal names the field, the rule and the character, over HTTP and on the socket alike', async () => {
    const body = { name: `Timrå${OVERRIDE} kommun`, sector: 'civil' };
    const sent = await secretariat.give('organisations', 'o-turned', 'register', body);
    expect(sent).toMatchObject({ status: 422, problem: { code: 'request/invalid' } });
    expect(sent.problem.errors).toEqual([fault('body.name', 'U+202E')]);

    const socket = io(server.url, { path: '/ws', transports: ['websocket'], extraHeaders: { cookie: secretariat.cookie } });
    const request = { id: 'spec-turned-1', context: 'organisations', target: 'o-turned', command: 'register', body };
    const answer = (await socket.timeout(5_000).emitWithAck('command', request)) as CommandAnswer;
    socket.close();
    expect('refused' in answer && answer.refused.errors).toEqual([fault('body.name', 'U+202E')]);
  });

  it.each([
    ['persons', 'p-turned', 'register', { name: 'Eva\u200bEk', gender: 'woman' }, 'body.name', 'U+200B'],
    ['persons', 'p-turned', 'register', { name: 'Eva Ek', gender: 'woman', municipality: 'Ti\u00admrå' }, 'body.municipality', 'U+00AD'],
    ['groups', 'g-turned', 'form', { kind: 'working', name: 'Gr\u3164upp', mandate: 'Att verka' }, 'body.name', 'U+3164'],
    ['groups', 'g-turned', 'form', { kind: 'working', name: 'Grupp', mandate: 'Att \u2066verka' }, 'body.mandate', 'U+2066'],
    ['groups', 'rtp-1-2', 'rename', { name: 'Grupp\nsteget' }, 'body.name', 'U+000A'],
  ] as const)('%s %s %s', async (context, id, command, body, field, character) => {
    const { problem } = await secretariat.give(context, id, command, body);
    expect(problem.errors).toEqual([fault(field, character)]);
  });

  it('a name of mixed alphabets is refused, and an e-mail address takes no such characters either', async () => {
    const mixed = await secretariat.give('organisations', 'o-mixed', 'register', { name: 'Timrå k\u043emmun', sector: 'civil' });
    expect(mixed.problem.errors).toMatchObject([{ field: 'body.name', rule: 'text/mixed-scripts' }]);
    for (const email of ['eva@exempel\u202e.invalid', 'ev\u0430@exempel.invalid', 'eva\u200b@exempel.invalid', 'eva@exempel.invalid\n']) {
      const sent = await secretariat.give('persons', 'p-mixed', 'register', { name: 'Eva Ek', gender: 'woman', email });
      expect(sent.problem.errors).toMatchObject([{ field: 'body.email' }]);
    }
  });

  it('what is stored is composed, whatever form it was sent in', async () => {
    await secretariat.do('organisations', 'o-composed', 'register', { name: ' Timra\u030a bygd ', sector: 'civil' });
    expect((await secretariat.read('organisation', 'o-composed')).body.name).toBe('Timrå bygd');
  });

  it('a line of an import names the field and the character too', async () => {
    const headers = { 'content-type': 'text/csv' };
    const file = `id;name;sector;municipality\no-one;Timrå bygd;civil;\no-two;Tim${OVERRIDE}rå;civil;Å\u200bnge\n`;
    const sent = await secretariat.send('/api/imports/organisations', file, headers);
    expect(sent.problem.errors).toEqual([fault('line 3: name', 'U+202E'), fault('line 3: municipality', 'U+200B')]);
  });

  it('a log with such texts from earlier opens, says what it says, and the name can be mended', async () => {
    const name = `Timrå${OVERRIDE} bygd`;
    const at = '2020-01-01T12:00:00.000Z';
    const organisation = 'o-before';
    await server.log.append(
      [
        {
          stream: streamOf.organisation(organisation),
          expectedRevision: -1,
          events: [{ type: 'OrganisationRegistered', data: { organisation, name, sector: 'civil', at } }],
        },
      ],
      { commandId: 'spec-before', actor: { account: 'spec', role: 'secretariat' }, at },
    );
    expect((await secretariat.read('organisation', organisation)).body.name).toBe(name);
    await secretariat.do('organisations', organisation, 'rename', { name: 'Timrå bygd' });
    expect((await secretariat.read('organisation', organisation)).body.name).toBe('Timrå bygd');
  });

  it('nothing of all that was refused is in the log', async () => {
    for await (const page of server.log.readAll(START)) expect(JSON.stringify(page)).not.toMatch(/o-turned|g-turned|o-mixed|o-two|\u200b/u);
  });
});

describe('the edge and the domain', () => {
  const odd = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(
        ...['a', 'å', 'a\u030a', ' ', '\n', '\t', '1', '👩', '🚒', '❤', 'م', 'क', '\u0301', 'о', 'Η'],
        ...['\u200b', '\u200c', '\u200d', '\ufe0f', '\u202e', '\u2066', '\ufeff', '\u3164', '\u2028', '\0', '\ud800', '\u{e0061}'],
      ),
    ),
    minLength: 1,
    maxLength: 20,
  });
  const organisation = (name: string) => (): unknown =>
    organisationDecider.decide({ type: 'Register', organisation: 'o', name, sector: 'civil', at: AT }, organisationDecider.initial);
  const meeting = (title: string) => (): unknown =>
    meetingDecider.decide(
      { type: 'Schedule', meeting: 'm', group: 'g', groupActive: true, title, place: 'Ånge', startsAt: AT, endsAt: ENDS, at: AT },
      meetingDecider.initial,
    );
  const group = (mandate: string) => (): unknown =>
    groupDecider.decide(
      { type: 'Form', group: 'g', kind: 'working', name: 'G', mandate, rules: { quorumPercent: 50, termMonths: 12 }, at: AT },
      groupDecider.initial,
    );

  it.each([
    ['names', Name, organisation],
    ['lines', Line, meeting],
    ['running texts', Prose, group],
  ] as const)(
    'agree on %s: what the edge lets through is taken, and what is refused there has not come past the edge',
    (_, schema, decide) => {
      fc.assert(
        fc.property(odd, (text) => {
          const read = schema.safeParse(text);
          if (read.success && read.data !== '') expect([read.data, takes(decide(read.data))]).toEqual([read.data, true]);
          if (!takes(decide(text))) expect(read.success && read.data === text && text !== '').toBe(false);
        }),
        { numRuns: 1_000 },
      );
    },
  );
});
