// What a text may hold, without the validator, so that the page's fields can say it too. The domain checks the same for itself
// (`shared/characters.ts` there); the server holds a test that the two agree.

/** A line of text; the name of a person, an organisation or a group; running text. */
export type TextKind = 'line' | 'name' | 'running';

/** Why a text is refused: the code, and for `text/character` which one, as `U+202E`. */
export interface TextFault {
  readonly code: 'text/invalid' | 'text/character' | 'text/combining' | 'text/mixed-scripts';
  readonly character?: string;
}

// What is not seen, is seen as nothing, or turns the text around it: Unicode's default ignorable code points (among them all bidirectional controls,
// soft hyphens, joiners, variation selectors, tags, Hangul fillers, the byte order mark), controls, separators of lines and paragraphs, annotations and
// placeholders of objects, letters that are drawn as nothing; and what is no character at all or means something in one font only.
const HIDDEN =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFC\u{13430}-\u{1343F}\u{1D159}]/gu;
/** Marks upon marks: more than any language writes on one letter once it is normalised. */
const STACKED = /[\p{Mn}\p{Me}]{5}/u;
const MARK_FIRST = /^\p{M}/u;

const PICTURE = /\p{Extended_Pictographic}$/u;
const KEY_BEFORE = /[0-9#*]$/u;
const KEYCAP_AFTER = /^\u20E3/u;
const PICTURE_BEFORE = /\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?$/u;
const PICTURE_AFTER = /^\p{Extended_Pictographic}/u;
// Scripts in which a joiner or non-joiner is part of how a word is spelled.
const JOINING =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}' +
  '\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}';
const JOINED_BEFORE = new RegExp(`[${JOINING}]\\p{M}*$`, 'u');
const JOINED_AFTER = new RegExp(`^[${JOINING}]`, 'u');

/** So many UTF-16 units on either side decide whether a joiner is in its place. */
const NEAR = 8;

// Alphabets whose letters are drawn alike. Within one word of a name there is one of them.
const ALIKE = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic'].map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));
const WORD = /[\p{L}\p{M}]+/gu;

/**
 * A text in the one form in which it is stored: composed (Unicode's NFC), its lines ended by LF, without space around it. What holds nothing that can be
 * seen is empty. Idempotent.
 */
export function normalText(text: string): string {
  const normal = text.normalize('NFC').replaceAll(/\r\n?/gu, '\n').trim();
  return isBlank(normal) ? '' : normal;
}

/** True when nothing is left of a text once what cannot be seen is taken away. */
function isBlank(text: string): boolean {
  return text.replaceAll(HIDDEN, '').trim() === '';
}

/** NUL ends strings in some stores and readers, and half a character cannot be written as UTF-8: both would be changed somewhere on the way. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The first rule that a text, in its normal form, breaks; `undefined` when it may be stored. */
export function textFault(text: string, kind: TextKind): TextFault | undefined {
  if (!isStorable(text)) return { code: 'text/invalid' };
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    if (!isAllowed(character, text, index, kind)) {
      return { code: 'text/character', character: codePointOf(character) };
    }
  }
  if (MARK_FIRST.test(text) || STACKED.test(text)) return { code: 'text/combining' };
  if (kind === 'name' && [...text.matchAll(WORD)].some(([word]) => isMixed(word))) return { code: 'text/mixed-scripts' };
  return undefined;
}

/** What is hidden has a place in running text and titles where it makes an emoji or a word what it is; in a name it has none. */
function isAllowed(character: string, text: string, index: number, kind: TextKind): boolean {
  if (character === '\n' || character === '\t') return kind === 'running';
  if (kind === 'name') return false;
  const before = text.slice(Math.max(0, index - NEAR), index);
  const after = text.slice(index + character.length, index + character.length + NEAR);
  switch (character) {
    case '\uFE0E':
    case '\uFE0F':
      return PICTURE.test(before) || (KEY_BEFORE.test(before) && KEYCAP_AFTER.test(after));
    case '\u200D':
      return (PICTURE_BEFORE.test(before) && PICTURE_AFTER.test(after)) || isWithinWord(before, after);
    case '\u200C':
      return isWithinWord(before, after);
    default:
      return false;
  }
}

const isWithinWord = (before: string, after: string): boolean => JOINED_BEFORE.test(before) && JOINED_AFTER.test(after);

const isMixed = (word: string): boolean => ALIKE.filter((script) => script.test(word)).length > 1;

const codePointOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A text as it may be shown, whenever it was written: what would be refused as hidden today stands as U+FFFD (�), so that it is seen and changes nothing
 * around it. Texts that are written today come out as they are.
 */
export function shownText(text: string): string {
  HIDDEN.lastIndex = 0;
  if (!HIDDEN.test(text)) return text;
  return text.replaceAll(HIDDEN, (character, index: number) =>
    character === '\r' || isAllowed(character, text, index, 'running') ? character : REPLACED,
  );
}
const REPLACED = '\uFFFD';
