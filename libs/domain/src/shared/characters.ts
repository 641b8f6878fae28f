// Which characters a text may hold. The edge knows a little more (where in a text a joiner has its place) and brings texts into their normal form; what
// is refused here has come past it.

/** A line of text; the name of an organisation or a group; running text. */
export type TextKind = 'line' | 'name' | 'running';

// What is not seen, is seen as nothing, or turns the text around it, and what is no character: see the decision page on what a text may hold.
const HIDDEN =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFC\u{13430}-\u{1343F}\u{1D159}]/gu;
/** Joiners and variation selectors: parts of emoji, and of words in some scripts. */
const JOINERS = '\u200C\u200D\uFE0E\uFE0F';
const ALLOWED: Readonly<Record<TextKind, string>> = { line: JOINERS, name: '', running: `${JOINERS}\n\t` };
const BADLY_MARKED = /^\p{M}|[\p{Mn}\p{Me}]{5}/u;

// Alphabets whose letters are drawn alike.
const ALIKE = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic'].map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));
const WORD = /[\p{L}\p{M}]+/gu;

/** True when nothing is left of a text once what cannot be seen is taken away. */
export const isBlank = (text: string): boolean => text.replaceAll(HIDDEN, '').trim() === '';

/** True for a text that can be stored and read back unchanged everywhere, and that is written in the one form in which texts are compared. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0') && text.normalize('NFC') === text;

/** The first character that a text of this kind may not hold, as `U+202E`. */
export const hiddenIn = (text: string, kind: TextKind): string | undefined => {
  const found = text.match(HIDDEN)?.find((character) => !ALLOWED[kind].includes(character));
  return found === undefined ? undefined : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
};

/** True for a text that begins with a mark which belongs on a letter, or piles more than four on one. */
export const isBadlyMarked = (text: string): boolean => BADLY_MARKED.test(text);

/** True when a word mixes alphabets whose letters look alike. */
export const mixesScripts = (text: string): boolean =>
  (text.match(WORD) ?? []).some((word) => ALIKE.filter((script) => script.test(word)).length > 1);
