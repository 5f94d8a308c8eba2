/** Something that has to happen at an instant of the sandbox's clock. */
type Alarm = { readonly due: number; readonly run: () => Promise<void> };

/**
 * The sandbox's clock: ms since the epoch, standing still or running with real time, and movable forward.
 * Alarms fire in order of their instant; a jump stops at each of them on its way.
 */
export class SandboxClock {
  readonly running: boolean;
  #base: number;
  #anchor: number;
  readonly #monotonic: () => number;
  #alarms: Alarm[] = [];
  #moving: Promise<unknown> = Promise.resolve();
  /** Called after the clock stands at a new instant by a jump; the jump waits for it. */
  onJump: (now: number) => Promise<void> = async () => {};

  constructor(start: { now: number; running: boolean }, monotonic: () => number) {
    this.#base = start.now;
    this.running = start.running;
    this.#monotonic = monotonic;
    this.#anchor = monotonic();
  }

  now(): number {
    return this.running ? Math.floor(this.#base + this.#monotonic() - this.#anchor) : this.#base;
  }

  at(due: number, run: () => Promise<void>): void {
    this.#alarms.push({ due, run });
  }

  get pending(): number {
    return this.#alarms.length;
  }

  /** Fires what is due by now; for the timer of a running clock. */
  fireDue(): Promise<void> {
    return this.#queue(() => this.#fireUntil(this.now(), false));
  }

  /** Jumps to an instant, never backwards, and gives the new now once everything due on the way was done. */
  moveTo(target: number): Promise<number> {
    return this.#queue(async () => {
      await this.#fireUntil(target, true);
      this.#set(target);
      await this.onJump(this.now());
      return this.now();
    });
  }

  async #fireUntil(limit: number, jump: boolean): Promise<void> {
    for (let next = this.#takeDue(limit); next; next = this.#takeDue(limit)) {
      if (jump && next.due > this.now()) {
        this.#set(next.due);
        await this.onJump(next.due);
      }
      await next.run();
    }
  }

  #takeDue(limit: number): Alarm | undefined {
    const first = this.#alarms.filter((a) => a.due <= limit).sort((a, b) => a.due - b.due)[0];
    if (first) this.#alarms = this.#alarms.filter((a) => a !== first);
    return first;
  }

  #set(now: number): void {
    if (now <= this.now()) return;
    this.#base = now;
    this.#anchor = this.#monotonic();
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#moving.then(work, work);
    this.#moving = done.catch(() => {});
    return done;
  }
}
