import { describe, expect, it } from 'vitest';
import { knownKeys, messageFaults, messageFiles, messageKeys, unknownKeys } from './messages.js';
import { readWorkspace, type SourceFile } from './workspace.js';

const files = readWorkspace();

describe('the message files', () => {
  it('hold the texts of the whole client', () => {
    const texts = messageFiles(files).flatMap((file) => messageKeys(JSON.parse(file.text)));
    expect(texts.length).toBeGreaterThan(200);
  });

  it('say the same things in Swedish and in English', () => {
    expect(messageFaults(files)).toEqual([]);
  });

  it('have every text that the client asks for', () => {
    const client = files.filter((file) => /^apps\/web\/src\/.*\.(?:vue|ts)$/.test(file.path) && !file.path.endsWith('.spec.ts'));
    expect(client.length).toBeGreaterThan(20);
    expect(client.flatMap((file) => unknownKeys(file, knownKeys(files)))).toEqual([]);
  });
});

describe('the check of messages', () => {
  const file = (language: string, messages: unknown): SourceFile => ({
    path: `apps/web/src/meetings/${language}.json`,
    text: JSON.stringify(messages),
  });

  it('finds a text that one language lacks, an empty one, and a language that is missing as a whole', () => {
    expect(messageFaults([file('sv', { a: { b: 'Möte' } }), file('en', { a: { b: 'Meeting' } })])).toEqual([]);
    expect(messageFaults([file('sv', { a: { b: 'Möte', c: 'Öppna' } }), file('en', { a: { b: 'Meeting' } })])).toEqual([
      'apps/web/src/meetings/en.json: without a.c',
    ]);
    expect(messageFaults([file('sv', { a: ' ' }), file('en', { a: 'Meeting' })])).toEqual([
      'apps/web/src/meetings/sv.json: a says nothing',
    ]);
    expect(messageFaults([file('en', { a: 'Meeting' })])).toEqual(['apps/web/src/meetings/sv.json: without a']);
  });

  it('finds a key that no message file has', () => {
    const known = knownKeys([{ path: 'apps/web/src/meetings/messages/sv.json', text: '{ "state": { "open": "Öppet" } }' }]);
    const asks = (text: string): readonly string[] => unknownKeys({ path: 'X.vue', text }, known);
    expect(asks("{{ t('meetings.state.open') }} {{ $t(`meetings.state.${state}`) }} t(key) format('day')")).toEqual([]);
    expect(asks("t('meetings.state.shut')")).toEqual(['X.vue: meetings.state.shut']);
    expect(asks('t(`groups.${kind}`, 2)')).toEqual(['X.vue: groups.']);
  });
});
