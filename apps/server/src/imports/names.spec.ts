import { createHandler, createMemoryLog, type EventLog } from '@samverkan/event-store';
import { createMemoryVault, type Vault } from '@samverkan/vault';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportName } from './import-names.js';
import { Importer } from './importer.js';
import { namesIn } from './names.js';

let log: EventLog;
let vault: Vault;
let importer: Importer;
beforeEach(() => {
  log = createMemoryLog();
  vault = createMemoryVault();
  importer = new Importer(createHandler(log), vault, () => '2026-11-23T12:00:00.000Z', namesIn(log));
});
afterEach(async () => {
  await log.close();
  vault.close();
});

const warnings = async (what: ImportName, text: string): Promise<readonly string[]> => {
  const content = { format: 'csv', bytes: Buffer.from(text) } as const;
  const report = await importer.import({ what, content, actor: { account: 'spec', role: 'secretariat' }, source: 'file.csv' });
  return report.warnings.map(({ at, field, rule, facts }) => `${at} ${field} ${rule} ${String(facts?.['id'])}`);
};
const organisations = (...rows: readonly (readonly [string, string])[]): string =>
  `id;name;sector\n${rows.map(([id, name]) => `${id};${name};civil`).join('\n')}\n`;

describe('look-alike names are warned about in an import, and go in all the same', () => {
  it('beside what is there, and beside what stands further up in the file', async () => {
    expect(
      await warnings('organisations', organisations(['timra', 'Timrå kommun'], ['ange', 'Ånge kommun'], ['tva', 'TIMRÅ  KOMMUN'])),
    ).toEqual(['line 4 name name/same timra']);
    const more = organisations(['tre', 'Timra kommun'], ['fyra', 'T1mrå kommun'], ['fem', 'Sollefteå kommun']);
    expect(await warnings('organisations', more)).toEqual(['line 2 name name/but-for-marks timra', 'line 3 name name/looks-alike timra']);
    expect(await warnings('organisations', more)).toEqual([]);
  });

  it('when a name is changed to it, and no longer when the other one is called something else', async () => {
    await warnings('organisations', organisations(['ett', 'Almi'], ['tva', 'Processum']));
    expect(await warnings('organisations', organisations(['tva', 'ALM1']))).toEqual(['line 2 name name/looks-alike ett']);
    expect(await warnings('organisations', organisations(['ett', 'Norrsken'], ['tre', 'Almi']))).toEqual([
      'line 3 name name/looks-alike tva',
    ]);
  });

  it('for groups as for organisations; persons have namesakes', async () => {
    const group = (id: string, name: string): string => `id;kind;name;mandate\n${id};working;${name};Att verka\n`;
    expect(await warnings('groups', group('ett', 'Grupp 1.1'))).toEqual([]);
    expect(await warnings('groups', group('tva', 'Grupp l.l'))).toEqual(['line 2 name name/looks-alike ett']);
    expect(await warnings('people', 'id;name\np-1;Anna Andersson\np-2;Anna Andersson\n')).toEqual([]);
  });

  it('a file may be called as no text may be written', async () => {
    await warnings('groups', 'id;kind;name;mandate;seats\nett;working;Grupp;Att verka;plats-1=\n');
    const content = { format: 'csv', bytes: Buffer.from('id;name;group;seat\np-1;Anna Andersson;ett;plats-1\n') } as const;
    const actor = { account: 'spec', role: 'secretariat' };
    const report = await importer.import({ what: 'people', content, actor, source: 'fo\u0308rordnanden\u202e.csv' });
    expect(report.written).toMatchObject({ MemberAppointed: 1 });
  });
});
