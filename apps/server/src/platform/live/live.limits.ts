/** What one connection, and all of them together, may take. */
export interface LiveLimits {
  /** Documents and lists that one connection watches. */
  readonly watches: number;
  /** Watched documents and lists, each counted once per audience. */
  readonly rooms: number;
  /** Of these, those that people who are not signed in may be in together; that one address of them, and one account, may be in. */
  readonly roomsOfStrangers: number;
  readonly roomsOfAddress: number;
  readonly roomsOfAccount: number;
  /** How long, and how many, rooms are remembered after the last watcher left, for those who lost their connection. */
  readonly keepEmptyMs: number;
  readonly emptyRooms: number;
  /** Patches remembered per room. */
  readonly recentPatches: number;
  readonly recentBytes: number;
  /**
   * In rooms with more watchers than this, what follows the first frame is gathered: as long as keeps sending to the room within this share of the
   * process's time, longer while many changes come, at most for so long.
   */
  readonly gatherAbove: number;
  readonly share: number;
  readonly gatherMs: number;
  /** Sockets that get a frame in one go, and how long sending may go on before others have their turn. */
  readonly shard: number;
  readonly sliceMs: number;
  /** What may wait to be sent to one connection before it is taken for slow; looked at so often; cut when it stays slow for so long. */
  readonly bufferedBytes: number;
  readonly bufferedFrames: number;
  readonly lagCheckMs: number;
  readonly cutAfterMs: number;
  /** Watch and unwatch messages of one connection: so many at once, then so many a second. */
  readonly messages: { readonly burst: number; readonly perSecond: number };
  /** Commands of one connection likewise, and how many may be under way. */
  readonly commands: { readonly burst: number; readonly perSecond: number; readonly atOnce: number };
  /** Connections altogether, and of these what those who are not signed in may hold together. */
  readonly connections: number;
  readonly connectionsOfStrangers: number;
  /** Connections that one address of those not signed in, one account may hold; attempts of each, so many at once and then so many a second. */
  readonly perAddress: number;
  readonly perAccount: number;
  readonly attempts: { readonly burst: number; readonly perSecond: number };
  /** Messages refused as too fast before the connection is cut; forgotten when it keeps to its limits for a while. */
  readonly strikes: number;
}

export const LIVE_LIMITS: LiveLimits = {
  watches: 200,
  rooms: 20_000,
  roomsOfStrangers: 12_000,
  roomsOfAddress: 3_000,
  roomsOfAccount: 3_000,
  keepEmptyMs: 5 * 60_000,
  emptyRooms: 2_000,
  recentPatches: 200,
  recentBytes: 128 * 1_024,
  gatherAbove: 50,
  share: 0.6,
  gatherMs: 100,
  shard: 125,
  sliceMs: 4,
  bufferedBytes: 1_024 * 1_024,
  bufferedFrames: 1_000,
  lagCheckMs: 250,
  cutAfterMs: 30_000,
  messages: { burst: 100, perSecond: 50 },
  commands: { burst: 500, perSecond: 1_000, atOnce: 128 },
  connections: 20_000,
  connectionsOfStrangers: 12_000,
  perAddress: 1_000,
  perAccount: 100,
  attempts: { burst: 1_000, perSecond: 200 },
  strikes: 200,
};
