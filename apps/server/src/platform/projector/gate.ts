/** Something that is so or not yet, and those who wait for it. */
export class Gate {
  #open = false;
  #waiting: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#open;
  }

  /** Resolves when it is opened, or when waiting has become pointless. */
  passed(): Promise<void> {
    return this.#open ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The same, for so many milliseconds at most. @returns whether it is open */
  async passedWithin(timeoutMs: number): Promise<boolean> {
    if (this.#open) return true;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.passed(), new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)))]);
    clearTimeout(timer);
    return this.#open;
  }

  open(): void {
    this.#open = true;
    this.letGo();
  }

  shut(): void {
    this.#open = false;
  }

  letGo(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
