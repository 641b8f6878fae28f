interface Formatter {
  t: (key: string, named: Record<string, unknown>) => string;
}

const leaves = (value: unknown, path: string): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
    : [path];

/** The keys of texts that the formatter cannot read, or that come out with an unfilled place. */
export function unreadable({ t }: Formatter, messages: Readonly<Record<string, unknown>>): readonly string[] {
  const filled = new Proxy<Record<string, unknown>>({}, { get: () => 'x', has: () => true });
  return leaves(messages, '').filter((key) => {
    const text = t(key, filled);
    return text === key || text.includes('{') || text.trim() === '';
  });
}
