import bowser from 'bowser';

/** Longer ones are nobody's browser. */
const LONGEST = 400;

/** How a browser calls itself, for people: `Firefox, Linux`. Empty when it does not say. */
export function deviceOf(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent.length > LONGEST) return '';
  const { browser, os } = bowser.parse(userAgent.trim() === '' ? '-' : userAgent);
  // Only names that the library knows: whatever else somebody writes there is not shown.
  const names = [browser, os].map(({ name }) => name ?? '').filter((name) => KNOWN.has(name));
  return names.join(', ');
}

const KNOWN: ReadonlySet<string> = new Set([...Object.values(bowser.BROWSER_MAP), ...Object.values(bowser.OS_MAP)]);
