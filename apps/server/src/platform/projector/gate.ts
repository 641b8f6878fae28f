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
