/** The stream is not where the writer believed: somebody else has written. Load again and decide again. */
export class WrongRevision extends Error {
  readonly code = 'log/wrong-revision';
  override readonly name = 'WrongRevision';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${String(actual)}, not at ${String(expected)}`);
  }
}

/** The command id was used before, for another command. */
export class CommandReused extends Error {
  readonly code = 'log/command-reused';
  override readonly name = 'CommandReused';
  constructor(readonly commandId: string) {
    super(`command id ${commandId} was used before for another command`);
  }
}

/** Another process, or another log in this one, has the file open. */
export class LogInUse extends Error {
  readonly code = 'log/in-use';
  override readonly name = 'LogInUse';
  constructor(
    readonly file: string,
    owner?: string,
  ) {
    super(
      `The event log ${file} is in use by another process${owner === undefined ? '' : ` (process ${owner})`}: stop that one first, only one may have it open.`,
    );
  }
}

/** The file is not what was written: cut short, altered, or not a log at all. Restore it from a backup. */
export class LogDamaged extends Error {
  readonly code = 'log/damaged';
  override readonly name = 'LogDamaged';
  constructor(
    readonly file: string,
    readonly damage: string,
    options?: ErrorOptions,
  ) {
    super(`The event log ${file} is damaged: ${damage}`, options);
  }
}

/** The file cannot be opened, read or written, though nothing says that it is damaged: no permission, a failing disk. */
export class LogUnusable extends Error {
  readonly code = 'log/unusable';
  override readonly name = 'LogUnusable';
  constructor(
    readonly file: string,
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(`The event log ${file} cannot be used: ${why}`, options);
  }
}

/** The file was removed, moved or replaced while it was open: what would be written now is lost with the process, and is not acknowledged. */
export class LogLost extends Error {
  readonly code = 'log/lost';
  override readonly name = 'LogLost';
  constructor(readonly file: string) {
    super(
      `The event log ${file} was removed, moved or replaced while it was open: nothing is acknowledged any more. Put it back and start again.`,
    );
  }
}

/** No room left on the disk; nothing of the append was written, and a later one succeeds when there is room. */
export class LogFull extends Error {
  readonly code = 'log/full';
  override readonly name = 'LogFull';
  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`The event log ${file} cannot grow: the disk is full. Nothing was written.`, options);
  }
}

/** The log has been closed. */
export class LogClosed extends Error {
  readonly code = 'log/closed';
  override readonly name = 'LogClosed';
  constructor() {
    super('The event log is closed.');
  }
}

/** The file belongs to another partnership than the one asked for. */
export class OtherPartnership extends Error {
  readonly code = 'log/other-partnership';
  override readonly name = 'OtherPartnership';
  constructor(
    readonly file: string,
    readonly found: string,
    readonly asked: string,
  ) {
    super(`The event log ${file} belongs to the partnership ${found}, not to ${asked}.`);
  }
}
