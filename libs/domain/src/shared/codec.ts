/** An event as the log keeps it: its name, and everything else of it. */
export interface Stored {
  readonly type: string;
  readonly data: unknown;
}

/** Makes an older stored shape into the next one: another name, or the same name with other data. */
export type Upcaster = (data: unknown) => Stored;

/** The log holds a name that this version does not know. Never skipped: a state folded without it would be false. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly aggregate: string;
  readonly storedType: string;

  constructor(aggregate: string, storedType: string) {
    super(`No event of ${aggregate} is stored as ${JSON.stringify(storedType.slice(0, 80))}`);
    this.aggregate = aggregate;
    this.storedType = storedType;
  }
}

/** What is stored of an event: all but its name. */
export type DataOf<Event extends { readonly type: string }, Type extends Event['type'] = Event['type']> = Event extends {
  readonly type: Type;
}
  ? Omit<Event, 'type'>
  : never;

/** Something that reads a value and throws when it has another shape. */
interface Schema<T> {
  parse(data: unknown): T;
}

export type Schemas<Event extends { readonly type: string }> = { readonly [T in Event['type']]: Schema<DataOf<Event, T>> };

export interface Codec<Event extends { readonly type: string }> {
  /** The names that are stored now, without those that upcasters read. */
  readonly types: readonly Event['type'][];
  /**
   * Reads an event of our own log. Trusts the shape after checking the name: what is in the log was checked when
   * it was written, and replaying a million events leaves no time to check again. Throws `UnknownEvent`.
   */
  readonly decode: (stored: Stored) => Event;
  /** Reads an event from outside (an import, an export to verify): checks every field, throws the schema's error. */
  readonly parse: (stored: Stored) => Event;
  /** What is stored: the name beside everything else, which does not repeat it. */
  readonly encode: (event: Event) => { readonly type: Event['type']; readonly data: object };
}

export const codecOf = <Event extends { readonly type: string }>(
  aggregate: string,
  schemas: Schemas<Event>,
  upcasters: Readonly<Record<string, Upcaster>> = {},
): Codec<Event> => {
  const types = Object.keys(schemas) as Event['type'][];
  const known = new Map<string, Schema<unknown>>(Object.entries(schemas));
  const older = new Map(Object.entries(upcasters));

  const latest = (stored: Stored): Stored => {
    let event = stored;
    for (let upcast = older.get(event.type); upcast !== undefined; upcast = older.get(event.type)) event = upcast(event.data);
    return event;
  };

  return {
    types,
    decode: (stored) => {
      const { type, data } = older.size === 0 ? stored : latest(stored);
      if (!known.has(type)) throw new UnknownEvent(aggregate, type);
      return { ...(data as object), type } as unknown as Event;
    },
    parse: (stored) => {
      const { type, data } = latest(stored);
      const schema = known.get(type);
      if (schema === undefined) throw new UnknownEvent(aggregate, type);
      return { ...(schema.parse(data) as object), type } as unknown as Event;
    },
    encode: (event) => {
      const { type, ...data } = event;
      return { type, data };
    },
  };
};
