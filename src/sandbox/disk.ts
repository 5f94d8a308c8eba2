import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WorldData } from './world.ts';

export type SavedState = { readonly now: number; readonly world: WorldData };

/** Reads a state file; undefined when there is none. Throws when it is not JSON: a broken toy is best thrown away by hand. */
export function loadState(path: string | undefined): SavedState | undefined {
  if (path === undefined || !existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')) as SavedState;
}

/**
 * A toy disk: the whole state as one JSON file, written a moment after a change and again at the end. It is not fsynced
 * and may lose the last moments; nothing of the bot relies on it.
 */
export class ToyDisk {
  readonly #path: string | undefined;
  readonly #read: () => SavedState;
  #timer: NodeJS.Timeout | undefined;
  #lastCostMs = 0;
  #closed = false;

  constructor(path: string | undefined, read: () => SavedState) {
    this.#path = path;
    this.#read = read;
    if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  }

  saveSoon(): void {
    // 100 ms gather a burst of sends into one write of the whole file; a big world may not take more than 1/20 of the time.
    const wait = Math.max(100, this.#lastCostMs * 20);
    if (this.#path !== undefined && !this.#closed)
      this.#timer ??= setTimeout(() => this.saveNow(), wait).unref();
  }

  saveNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#path === undefined) return;
    const from = performance.now();
    writeFileSync(`${this.#path}.tmp`, JSON.stringify(this.#read()), { mode: 0o600 });
    renameSync(`${this.#path}.tmp`, this.#path);
    this.#lastCostMs = performance.now() - from;
  }

  /** Writes a last time; later changes are not kept. */
  close(): void {
    this.saveNow();
    this.#closed = true;
  }
}
