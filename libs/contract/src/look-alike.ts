// Names that are taken for each other. Follows Unicode Technical Standard #39 (Unicode Security Mechanisms), section 4, Confusable Detection: two names are
// confusable when their skeletons are the same. The table below is the part of its data file `confusables.txt` for the alphabets that are met in
// names beside Latin, to the letter of Latin that each is drawn like; the capitals and the small letters of those that differ by case stand both.

const DRAWN_LIKE: readonly (readonly [letters: string, latin: string])[] = [
  // Cyrillic
  ['АВЕЅІЈКМНОРСТУХҮҒԚԜӀԌԐЗЬѴӠБаеіјкорсухѕһԁԛԝӏүѵԍвмнтгзьпӕӔѡ', 'ABESIJKMHOPCTYXYFQWIG33bV36aeijkopcyxshdqwlyvgBMHTr3bnæÆw'],
  // Greek
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϜαγικνορσυχςτηωϲϹϳͿεβ', 'ABEZHIKMNOPTYXFayikvopouxctnwcCjJeb'],
  // Armenian
  ['ՕՍՏԼՈօսոհցզգյա', 'OUSLnounhgqqjw'],
  // Cherokee
  ['ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎥᏃᏎ', 'ABCDEGHJKLMPRSTVWiZ4'],
  // Coptic
  ['ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲁⲟⲣⲥ', 'ABEHIKMNOPCTYXaopc'],
  // Latin
  ['ıɑɡɩʀʟɴʜɪʏʙɢᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢƨʋɛꞵ', 'iagiRLNHIYBGAcDEJKMoPTuvwz2veb'],
];

const LATIN: ReadonlyMap<string, string> = new Map(
  DRAWN_LIKE.flatMap(([letters, latin]) => {
    const drawn = [...latin];
    return [...letters].map((letter, index): [string, string] => [letter, drawn[index] ?? letter]);
  }),
);
const BESIDE_LETTERS = /[^\p{L}\p{N}\p{M}]+/gu;
const HIDDEN = /\p{Default_Ignorable_Code_Point}+/gu;

const drawn = (text: string): string => [...text].map((letter) => LATIN.get(letter) ?? letter).join('');

/** A name as it is read aloud: without case, spaces, punctuation and forms of compatibility. Two that are the same here are one name written twice. */
function spoken(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(BESIDE_LETTERS, '').replaceAll(HIDDEN, '').replaceAll('ß', 'ss').normalize('NFC');
}

/**
 * What a name looks like: letters of other alphabets as those of Latin, without case, spaces and punctuation, `0` as `o`, `1`, `I` and `i` as `l`, `rn` as `m`,
 * `vv` as `w`. Marks stay: å, ä and ö are letters of their own. Nothing to show anybody. Idempotent.
 */
export function skeleton(name: string): string {
  const letters = name.normalize('NFKC').replaceAll(BESIDE_LETTERS, '').replaceAll(HIDDEN, '').normalize('NFD');
  // Some letters are drawn like one of Latin as a capital only, some as a small letter only.
  const latin = drawn(drawn(letters).toLowerCase()).toLowerCase();
  return latin
    .replaceAll('ß', 'ss')
    .replaceAll('0', 'o')
    .replaceAll(/[1i]/gu, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .normalize('NFC');
}

/** The skeleton without marks, so that `Timra` is beside `Timrå`. */
function unmarked(name: string): string {
  return skeleton(name)
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('đ', 'd')
    .replaceAll('ł', 'l');
}

/** How two names are alike: one name twice; drawn alike; drawn alike but for marks such as those of å, ä and ö. */
export type Likeness = 'same' | 'looks-alike' | 'but-for-marks';

/** How two names are alike, if they are. Symmetric. */
export function likeness(one: string, other: string): Likeness | undefined {
  if (skeleton(one) === '' || skeleton(other) === '') return undefined;
  if (spoken(one) === spoken(other)) return 'same';
  if (skeleton(one) === skeleton(other)) return 'looks-alike';
  return unmarked(one) === unmarked(other) ? 'but-for-marks' : undefined;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}
export type Alike = Named & { readonly likeness: Likeness };

/** Makes ready to ask many times which of some names are like another one: the most alike first. Made once, asking is a look into a table. */
export function namesLike(names: readonly Named[]): (name: string) => readonly Alike[] {
  const table = new Map<string, Named[]>();
  for (const named of names) {
    for (const key of keysOf(named.name)) {
      const there = table.get(key);
      if (there === undefined) table.set(key, [named]);
      else there.push(named);
    }
  }
  return (name) => {
    const near = new Set(keysOf(name).flatMap((key) => table.get(key) ?? []));
    return [...near]
      .flatMap((named): readonly Alike[] => {
        const how = likeness(name, named.name);
        return how === undefined ? [] : [{ ...named, likeness: how }];
      })
      .sort((one, other) => ORDER.indexOf(one.likeness) - ORDER.indexOf(other.likeness));
  };
}
const ORDER: readonly Likeness[] = ['same', 'looks-alike', 'but-for-marks'];

/** Names that are alike share one of these. */
const keysOf = (name: string): readonly string[] => [...new Set([`s ${spoken(name)}`, `u ${unmarked(name)}`])];
