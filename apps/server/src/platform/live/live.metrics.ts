/** Counted since the start, but for what says otherwise. Read by whoever exposes them. */
export interface LiveMetrics {
  /** Connections, and documents with an audience that are watched, now. */
  connections: number;
  rooms: number;
  /** Connections that read too slowly, now. */
  lagging: number;
  /** Changes worked out, each once for a whole room. */
  patches: number;
  /** Messages handed to sockets, and the patches in them. */
  frames: number;
  deliveries: number;
  /** Watches answered with everything, with what was missed, with a refusal. */
  snapshots: number;
  resumed: number;
  refused: number;
  /** Connections told to ask again because they were slow; cut off because they stayed so, or asked too much. */
  slowed: number;
  cut: number;
}

export const createLiveMetrics = (): LiveMetrics => ({
  connections: 0,
  rooms: 0,
  lagging: 0,
  patches: 0,
  frames: 0,
  deliveries: 0,
  snapshots: 0,
  resumed: 0,
  refused: 0,
  slowed: 0,
  cut: 0,
});
