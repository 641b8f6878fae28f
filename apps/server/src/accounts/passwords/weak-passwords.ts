import { COMMON } from './common-passwords.js';

const SHORTEST = 12;
const LONGEST = 200;
/** Of any shorter word too much would be refused. */
const WORD = 4;
const PRODUCT = 'samverkan';
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopå', 'asdfghjklöä', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'];

/** What people put before and after a word. */
const AROUND = /^[^\p{L}]+|[^\p{L}]+$/gu;

/** Why a password is not good enough. */
export type Weakness = 'short' | 'long' | 'common' | 'personal';

/** A password as it is hashed: the same one however the keyboard composes its characters (NIST SP 800-63B, 5.1.1.2). */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/**
 * What is wrong with a password that somebody chooses: its length, or that it is among the first to be tried. No rules of composition (NIST SP 800-63B).
 * @param email whose it shall be, when that is known
 */
export function weaknessOf(password: string, email?: string): Weakness | undefined {
  const text = normalPassword(password);
  const length = [...text].length;
  if (length < SHORTEST) return 'short';
  if (length > LONGEST) return 'long';
  const lower = text.toLowerCase();
  if (isCommon(lower)) return 'common';
  const [name = '', host = ''] = (email ?? '').toLowerCase().split('@');
  const own = [PRODUCT, name, ...name.split(/[^\p{L}]+/u), ...host.split('.')].filter((word) => [...word].length >= WORD);
  return isMadeOf(lower, own) ? 'personal' : undefined;
}

function isCommon(text: string): boolean {
  if (new Set(text).size < WORD + 1) return true;
  return [text, unleet(text), unleet(text.replaceAll(AROUND, ''))].some((one) => {
    const words = [one.replaceAll(AROUND, ''), one.replaceAll(/[^\p{L}]+/gu, '')];
    return isRow(one) || isRepeated(one) || words.some((word) => COMMON.has(word) || isRepeated(word));
  });
}

/** Digits and signs for the letters that they look like. */
function unleet(text: string): string {
  const letters: Readonly<Record<string, string>> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
  };
  return text.replaceAll(/[013457@$!]/gu, (sign) => letters[sign] ?? sign);
}

/** Whether a text is one piece over and over: `hejhejhejhej`. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (text.length % length === 0 && text === text.slice(0, length).repeat(text.length / length)) {
      // Two long pieces are a word written twice, which is not the worst there is.
      return length <= 6 || COMMON.has(text.slice(0, length));
    }
  }
  return false;
}

/** Whether a text runs along the keyboard, the alphabet or the numbers, there and back. */
function isRow(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    const pair = text.slice(at - 1, at + 1);
    const back = [...pair].reverse().join('');
    if (pair[0] === pair[1] || ROWS.some((row) => row.includes(pair) || row.includes(back))) steps += 1;
  }
  return steps >= (text.length - 1) * 0.8;
}

/** Whether little is left of a text when some words are taken out of it. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  let rest = unleet(text);
  for (const word of [...words].sort((one, other) => other.length - one.length)) rest = rest.replaceAll(unleet(word), '');
  return rest.length < text.length && rest.replaceAll(/[^\p{L}]+/gu, '').length < WORD;
}
