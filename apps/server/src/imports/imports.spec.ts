import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHandler, createMemoryLog, START, type EventLog } from '@samverkan/event-store';
import { createMemoryVault, type Vault } from '@samverkan/vault';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli.js';
import { openData } from '../platform/data-folder/open-data.js';
import { SpecClient } from '../testing/client.suite.js';
import { startServer } from '../testing/server.suite.js';
import { ImportRefused } from './faults.js';
import type { ImportName } from './import-names.js';
import { Importer, type ImportReport } from './importer.js';
import { faultLine, reportLine } from './lines.js';

const NOW = '2026-11-23T12:00:00.000Z';
const actor = { account: 'spec', role: 'secretariat' };

let log: EventLog;
let vault: Vault;
let importer: Importer;
beforeEach(() => {
  log = createMemoryLog();
  vault = createMemoryVault();
  importer = new Importer(createHandler(log), vault, () => NOW);
});
afterEach(async () => {
  await log.close();
  vault.close();
});

const csv = (what: ImportName, text: string): Promise<ImportReport> =>
  importer.import({ what, content: { format: 'csv', bytes: Buffer.from(text) }, actor, source: 'file.csv' });
const faults = (importing: Promise<unknown>): Promise<readonly string[]> =>
  importing.then(
    () => [],
    (error: unknown) => {
      if (error instanceof ImportRefused) return error.faults.map(faultLine);
      throw error;
    },
  );

const ORGANISATIONS = 'id;name;sector;municipality\nalmi;ALMI;private;\nlansstyrelsen;Länsstyrelsen;state;Härnösand\n';
const GROUPS =
  'id;kind;name;mandate;reportsTo;seats\nrtp;working;RTP-grupp;Att verka;styr;plats-1=almi|plats-2=almi+lansstyrelsen|plats-3=\nstyr;steering;Styrgrupp;Att styra;;\n';
const PEOPLE = [
  'name,gender,email,organisation,group,seat,as,from,until,office',
  'Eva Ek,woman,eva@exempel.invalid,almi,rtp,plats-1,ordinary,2026-01-01,2027-12-31,chair',
  'Eva Ek,woman,eva@exempel.invalid,almi,styr,,,,,secretary',
  'Bo Alm,man,,almi,rtp,plats-1,substitute,2026-01-01,2027-12-31,',
].join('\r\n');

async function written(): Promise<string[]> {
  const types: string[] = [];
  for await (const page of log.readAll(START)) types.push(...page.map(({ type }) => type));
  return types;
}

describe('an import', () => {
  it('writes organisations, groups and people', async () => {
    await csv('organisations', ORGANISATIONS);
    await csv('groups', GROUPS);
    const report = await csv('people', PEOPLE);
    expect(reportLine(report)).toBe('people: 3 rows read, written: 2 PersonRegistered, 2 MemberAppointed, 2 OfficeChosen.');
  });

  it('changes nothing when the same file comes again, and says so', async () => {
    const files = [
      ['organisations', ORGANISATIONS],
      ['groups', GROUPS],
      ['people', PEOPLE],
    ] as const;
    for (const [what, text] of files) await csv(what, text);
    const before = await log.head();
    for (const [what, text] of files) expect(reportLine(await csv(what, text))).toMatch(/everything was so already\.$/u);
    expect(await log.head()).toBe(before);
  });

  it('writes what has changed in a file that comes again', async () => {
    await csv('organisations', ORGANISATIONS);
    expect((await csv('organisations', ORGANISATIONS.replace('ALMI', 'Almi Företagspartner'))).written).toEqual({ OrganisationRenamed: 1 });
    await csv('groups', GROUPS);
    await csv('people', `id,${PEOPLE.replaceAll('\r\n', '\r\n,').replace(',Eva', 'eva,Eva')}`);
    const changed = await csv('people', 'id,name,gender,email,organisation\neva,Eva Ek-Alm,woman,eva@exempel.invalid,lansstyrelsen\n');
    expect(changed.written).toEqual({ PersonRenamed: 1, PersonChangedOrganisation: 1 });
  });

  it('keeps names, addresses and sexes out of the log', async () => {
    await csv('organisations', ORGANISATIONS);
    await csv('groups', GROUPS);
    await csv('people', PEOPLE);
    for await (const page of log.readAll(START)) {
      expect(JSON.stringify(page)).not.toMatch(/Eva|eva@|"woman"|Bo Alm/u);
    }
  });

  it('writes all or nothing, and says every bad line at once with its number, field and reason', async () => {
    await csv('organisations', ORGANISATIONS);
    await csv('groups', GROUPS);
    const before = await log.head();
    const found = await faults(
      csv(
        'people',
        [
          'name,gender,email,organisation,group,seat,as,order,from',
          'God Rad,man,,almi,rtp,plats-2,ordinary,,2026-01-01',
          'Fel Kön,boy,inte en adress,almi,,,,,',
          'Fel Aktör,man,,okänd,,,,,',
          'Fel Plats,man,,almi,rtp,plats-9,ordinary,,2026-01-01',
          ',man,,,,,,,',
          'Utan Grupp,man,,,,plats-1,,x,',
          'Två Personer,man,,almi,rtp,plats-2,ordinary,,2026-02-01',
          'För,få',
        ].join('\n'),
      ),
    );
    expect(found.map((line) => line.replace(/: .*\((.*)\)$/u, ' ($1)'))).toEqual([
      'line 3, gender (invalid_value)',
      'line 3, email (email/invalid)',
      'line 4, organisation (id/invalid)',
      'line 5, seat (group/no-such-seat)',
      'line 6, name (invalid_type)',
      'line 7, order (invalid_type)',
      'line 8, seat (group/seat-taken)',
      'line 9 (csv/broken)',
    ]);
    expect(found.join()).not.toMatch(/inte en adress|Okänd|Fel Kön/u);
    expect(await log.head()).toBe(before);
  });

  it('names the aggregate that a row needs and that is not there', async () => {
    expect(await faults(csv('people', 'name,organisation\nEva Ek,almi\n'))).toEqual([
      'line 2, organisation: The organisation: unknown. (organisation/unknown)',
    ]);
    expect(await faults(csv('groups', GROUPS.replace('plats-1=almi', 'plats-1=nobody')))).toContainEqual(
      expect.stringContaining('line 2, seats'),
    );
  });

  it.each([
    ['a byte order mark and Windows line ends', `\uFEFF${ORGANISATIONS.replaceAll('\n', '\r\n')}`],
    ['commas', ORGANISATIONS.replaceAll(';', ',')],
    ['tabs', ORGANISATIONS.replaceAll(';', '\t')],
    ['quoted fields and empty lines', ORGANISATIONS.replace('ALMI', '"ALMI"').replace('\n', '\n\n')],
  ])('reads a file with %s', async (_what, text) => {
    expect((await csv('organisations', text)).written).toEqual({ OrganisationRegistered: 2 });
  });

  it.each([
    [
      'an unknown column',
      'id;name;sector;colour\nx;X;civil;red\n',
      'line 1, colour: There is no such column; there are id, name, sector, municipality. (unknown-field)',
    ],
    ['an id that comes twice', 'id;name;sector\nx;X;civil\nx;Y;civil\n', 'line 3, id: This stands at line 2 already. (file/repeated)'],
    ['no rows', 'id;name;sector\n', 'file: There is nothing in the file. (file/empty)'],
    ['an open quotation mark', 'id;name;sector\nx;"X;civil\n', 'line 2: A quotation mark is opened and never closed. (csv/broken)'],
  ])('refuses a file with %s', async (_what, text, line) => {
    expect(await faults(csv('organisations', text))).toContain(line);
  });

  it('refuses a file that is not UTF-8, and one that is no JSON', async () => {
    const latin = Buffer.from(ORGANISATIONS, 'latin1');
    const broken = importer.import({ what: 'organisations', content: { format: 'csv', bytes: latin }, actor, source: 'x' });
    expect(await faults(broken)).toEqual(['file: The file is not written in UTF-8. (file/not-utf-8)']);
    const json = importer.import({ what: 'groups', content: { format: 'json', bytes: Buffer.from('[{') }, actor, source: 'x' });
    expect(await faults(json)).toEqual(['file: The file is no JSON. (json/broken)']);
  });

  it('reads a programme from rows as from its own form', async () => {
    const text = [
      'part;id;code;number;area;parent;title;county;from;to;adoptedBy;measure;label;operator;value;unit;year;measures',
      'measure;;1.1a;;1;1.1;Del;;;;;;;;;;;',
      'measure;;1.1;;1;;Åtgärd;;;;;;;;;;;',
      'area;;1;;;;Område;;;;;;;;;;;',
      'programme;prog;;;;;Program;Västernorrland;2008;2011;Partnerskapet;;;;;;;',
      'target;t-1;;;;;;;;;;1.1;Mål;>=;2,5;procent;2011;',
      'priority;;;1;;;Prioritering;;;;;;;;;;;1.1|1.1a',
    ].join('\n');
    const rows = text.split('\n').map((line) => line.split(';'));
    const widths = new Set(rows.map((cells) => cells.length));
    expect(widths.size).toBe(1);
    expect((await csv('programme', text)).written).toEqual({
      ProgrammeAdopted: 1,
      AreaAdded: 1,
      MeasureAdded: 2,
      TargetSet: 1,
      NationalPriorityLinked: 1,
    });
    expect(await faults(csv('programme', 'part;code;title\narea;2;Område\n'))).toEqual([
      'file, part: The file has no row that says which programme it is (part: programme). (missing)',
    ]);
    expect(await written()).toContain('TargetSet');
  });
});

describe('an upload', () => {
  it('is the secretariat’s alone', async () => {
    const server = await startServer({ demo: true, filled: true });
    const type = { 'content-type': 'text/csv' };
    const path = '/api/imports/organisations';
    expect(await SpecClient.nobody(server).send(path, ORGANISATIONS, type)).toMatchObject({ status: 401 });
    expect(await (await SpecClient.as(server, 'secretary')).send(path, ORGANISATIONS, type)).toMatchObject({ status: 403 });
    const secretariat = await SpecClient.as(server, 'secretariat');
    const sent = await secretariat.send(path, 'id;name;sector\nnew-body;Nytt organ;civil\n', type);
    expect(sent).toMatchObject({ status: 200, done: { what: 'organisations', rows: 1, written: { OrganisationRegistered: 1 } } });
    expect((await secretariat.read('organisation', 'new-body')).body.name).toBe('Nytt organ');
    const wrong = await secretariat.send(path, '[{"id":"x"}]', { 'content-type': 'application/json' });
    expect(wrong).toMatchObject({ status: 422, problem: { code: 'import/invalid', facts: { faults: 2 } } });
    expect(wrong.problem.errors?.map(({ field }) => field)).toEqual(['entry 1: name', 'entry 1: sector']);
    expect(await secretariat.send('/api/imports/nothing', 'x', type)).toMatchObject({ status: 404 });
    expect(await secretariat.send(path, 'x'.repeat(6_000_000), type)).toMatchObject({ status: 413 });
    await server.close();
  }, 60_000);
});

describe('the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'samverkan-import-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli(
      args,
      { SAMVERKAN_DATA: join(folder, 'data') },
      { out: (line) => out.push(line), err: (line) => err.push(line) },
    );
    return { code, out, err };
  };

  it('imports a file, says what it has done, and what is wrong with one', async () => {
    const file = join(folder, 'organisations.csv');
    writeFileSync(file, ORGANISATIONS);
    expect(await run('import', 'organisations', file)).toEqual({
      code: 0,
      out: ['organisations: 2 rows read, written: 2 OrganisationRegistered.'],
      err: [],
    });
    writeFileSync(file, 'id;name;sector\nX;;\n');
    const wrong = await run('import', 'organisations', file);
    expect(wrong.code).toBe(1);
    expect(wrong.err.at(-1)).toBe('Nothing was imported: 3 faults.');
    expect(readFileSync(join(folder, 'data', 'accounts.key'))).toHaveLength(32);
  });

  it('is refused while the server has the data, for a file that is not there, and without words', async () => {
    const file = join(folder, 'organisations.csv');
    writeFileSync(file, ORGANISATIONS);
    const data = await openData(join(folder, 'data'), () => undefined);
    expect((await run('import', 'organisations', file)).err[0]).toMatch(/is in use by another process/u);
    await data.close();
    expect((await run('import', 'organisations', join(folder, 'none.csv'))).err[0]).toMatch(/none\.csv cannot be read\.$/u);
    expect((await run('import')).err[0]).toMatch(/^Usage: /u);
  });
});
