/** True when every word of `words` begins or stands in one of the texts, whatever the case; accents count, as å is no a. */
export function matches(words: string, ...texts: readonly string[]): boolean {
  const all = texts.join('\n').toLocaleLowerCase('sv');
  return words
    .toLocaleLowerCase('sv')
    .split(/\s+/u)
    .every((word) => all.includes(word));
}
