import type { Patch } from '@samverkan/contract';

/** The latest patches of a room, for those who come back: bounded by count and by bytes. */
export class RecentPatches {
  #patches: { readonly patch: Patch; readonly bytes: number }[] = [];
  #bytes = 0;

  constructor(
    private readonly most: number,
    private readonly mostBytes: number,
  ) {}

  add(patch: Patch): void {
    const bytes = JSON.stringify(patch).length;
    this.#patches.push({ patch, bytes });
    this.#bytes += bytes;
    while (this.#patches.length > this.most || this.#bytes > this.mostBytes) this.#bytes -= this.#patches.shift()?.bytes ?? this.#bytes;
  }

  /** The patches that lead from a version to the latest; `undefined` when they are no longer all here. */
  since(version: string): readonly Patch[] | undefined {
    const start = this.#patches.findLastIndex(({ patch }) => patch.from === version);
    return start < 0 ? undefined : this.#patches.slice(start).map(({ patch }) => patch);
  }
}
