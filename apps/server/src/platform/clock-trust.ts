import type { Clock } from './clock.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A server may have been stopped for so long; a clock that is further ahead at a start is asked about. */
const LONGEST_STOP_MS = 31 * DAY_MS;

/** What a clock that is doubtful shows, and what was to be expected instead, or a little later than that. */
export interface ClockDoubt {
  readonly shows: string;
  readonly expected: string;
}

export interface ClockTrustParts {
  readonly clock: Clock;
  /** Milliseconds that go on evenly, whatever the clock is set to. */
  readonly monotonic: () => number;
  /** The latest moment that something from before the start knows of: the log's last event, a file; none in a new folder. */
  readonly lastSign: number | undefined;
  /** The moment at which whoever runs the server said last that the clock is right. */
  readonly confirmed: () => number | undefined;
  /** Keeps that it was said at a moment, where `confirmed` finds it. */
  readonly confirm: (moment: string) => void;
  /** Tells whoever runs the server, in a line. */
  readonly say: (line: string) => void;
}

/**
 * Whether the clock can be believed. One that jumps more than a day, or that at a start is behind what has been recorded or more than a month ahead of it, is
 * doubtful until it is back or somebody has said that it is right. What cannot be taken back, the end of terms, is not recorded meanwhile.
 */
export class ClockTrust {
  readonly #parts: ClockTrustParts;
  /** The last moment that was believed, and how far the clock may be ahead of what has passed since. */
  #believed: { wall: number; monotonic: number; ahead: number };
  #doubtful = false;

  constructor(parts: ClockTrustParts) {
    this.#parts = parts;
    const wall = this.#wall();
    const { lastSign } = parts;
    this.#believed = { wall: lastSign ?? wall, monotonic: parts.monotonic(), ahead: LONGEST_STOP_MS };
    const confirmed = parts.confirmed();
    if (confirmed !== undefined && wall > confirmed - DAY_MS && wall - confirmed < LONGEST_STOP_MS) this.#believe(wall);
    else this.#look();
  }

  /** Whether the clock is doubtful now. */
  isDoubtful(): boolean {
    this.#look();
    return this.#doubtful;
  }

  /** What is doubtful about the clock now; `undefined`: nothing. */
  doubt(): ClockDoubt | undefined {
    if (!this.isDoubtful()) return undefined;
    const shows = this.#parts.clock();
    return { shows, expected: new Date(Date.parse(shows) - this.#jump(Date.parse(shows))).toISOString() };
  }

  /** An account says that the clock is right, having seen what it showed; false when it has come to show something else. */
  confirm(seen: string, account: string): boolean {
    const shows = this.#parts.clock();
    if (Math.abs(Date.parse(shows) - Date.parse(seen)) > DAY_MS) return false;
    this.#parts.say(`The account ${account} said that the clock is right: it shows ${shows}.`);
    this.#parts.confirm(shows);
    this.#look();
    return true;
  }

  /** How much further the clock has gone since it was believed last than time has. */
  #jump(wall: number): number {
    return wall - this.#believed.wall - (this.#parts.monotonic() - this.#believed.monotonic);
  }

  #look(): void {
    const wall = this.#wall();
    const { ahead } = this.#believed;
    const jump = this.#jump(wall);
    if (jump >= -DAY_MS && jump <= ahead) {
      if (this.#doubtful) this.#parts.say('The clock is back: terms are ended again by the day that it shows.');
      this.#believe(wall);
      return;
    }
    const confirmed = this.#doubtful ? this.#parts.confirmed() : undefined;
    if (confirmed !== undefined && Math.abs(wall - confirmed) <= DAY_MS) {
      this.#parts.say('The clock is right, as was said: terms are ended again by the day that it shows.');
      this.#believe(wall);
      return;
    }
    if (this.#doubtful) return;
    this.#doubtful = true;
    const expected = new Date(wall - jump).toISOString();
    this.#parts.say(
      `The clock shows ${new Date(wall).toISOString()}, though ${expected} or a little later was to be expected. No term is ended by it. ` +
        'Set the clock, or, when it is right, say so with: samverkan clock confirm',
    );
  }

  #believe(wall: number): void {
    this.#doubtful = false;
    this.#believed = { wall, monotonic: this.#parts.monotonic(), ahead: DAY_MS };
  }

  #wall(): number {
    return Date.parse(this.#parts.clock());
  }
}

/** What others need of it. */
export type ClockWatch = Pick<ClockTrust, 'isDoubtful' | 'doubt' | 'confirm'>;

/** Where nobody looks after the clock: it is as it is. */
export const CLOCK_AS_IT_IS: ClockWatch = { isDoubtful: () => false, doubt: () => undefined, confirm: () => false };
