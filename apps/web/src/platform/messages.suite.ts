interface Formatter {
  t: (key: string, named: Record<string, unknown>) => string;
}

const leaves = (value: unknown, path: string): readonly (readonly [key: string, text: string])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
    : [[path, String(value)]];

/** The keys of texts that the formatter cannot read, or that do not say what they are given. */
export function unreadable({ t }: Formatter, messages: Readonly<Record<string, unknown>>): readonly string[] {
  return leaves(messages, '').flatMap(([key, raw]) => {
    const names = [...raw.matchAll(/\{(\w+)\}/gu)].flatMap(([, name]) => name ?? []);
    const text = t(key, Object.fromEntries(names.map((name) => [name, `«${name}»`])));
    // One with plural forms says only one of them.
    const unsaid = raw.includes(' | ') ? [] : names.filter((name) => !text.includes(`«${name}»`));
    return text === key || text.includes('{') || text.trim() === '' || unsaid.length > 0 ? [key] : [];
  });
}
