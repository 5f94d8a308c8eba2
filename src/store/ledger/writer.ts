import { setImmediate as turn } from 'node:timers/promises';
import { giveWay } from '../../kernel/turns.ts';
import { StoreError, type StoreErrorCode, type StoreStatus } from '../store.ts';
import { SyncFailure } from './bytes.ts';
import { type Bytes, type Journal, lengthOf } from './journal.ts';
import type { RecordKeys } from './keys.ts';
import { type Draft, isLarge, lineAt, type Placed } from './line.ts';
import type { Names, Staged } from './staged.ts';
import type { State } from './state.ts';

/** Lines per flush: keeps the loop free, as each line costs some 20 µs to apply. */
const BATCH = 256;

type Item = ReturnType<typeof lineAt> & {
  readonly newKeys: readonly string[];
  readonly resolve: (hash: string) => void;
  readonly reject: (error: unknown) => void;
};
type Encoded = { readonly item: Item; readonly parts: Bytes; readonly hash: string };

export type WriterParts = {
  readonly journal: Journal;
  readonly keys: RecordKeys;
  readonly key: Buffer;
  readonly state: State;
  readonly staged: Staged;
  /** Called after every durable batch. */
  readonly onDurable: (bytes: number, lines: number) => void;
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Group commit: whatever is staged while one fsync runs shares the next. Acknowledges only what is durable. */
export class Writer {
  readonly #parts: WriterParts;
  #queue: Item[] = [];
  #running: Promise<void> | undefined;
  #applying: Promise<void> | undefined;
  /** Of the last line that is staged: it is durable or refused after all before it, and durable only if they are. */
  #last: Promise<unknown> | undefined;
  /** Seq of the last line that was staged. */
  #seq: number;
  #status: StoreStatus['state'] = 'open';
  #why = '';

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#seq = parts.state.seq;
  }

  /** While a large line goes into the state in turns: whoever wants to read waits for it. */
  get applying(): Promise<void> | undefined {
    return this.#applying;
  }

  get status(): StoreStatus['state'] {
    return this.#status;
  }

  /** Throws UNAVAILABLE when nothing can be written any more by this process. */
  assertWritable(): void {
    if (this.#status === 'closed') throw new StoreError('UNAVAILABLE', 'the store is closed');
    if (this.#status === 'failed') throw new StoreError('UNAVAILABLE', `the store has failed: ${this.#why}`);
  }

  /**
   * Stages a checked draft at once; `done` resolves with its hash when it is durable and applied, else rejects.
   * `names`: of a large one whose records are ready, see `lineAt`.
   */
  submit(
    draft: Draft,
    newKeys: readonly string[],
    names?: Names,
  ): { readonly line: Placed; readonly done: Promise<string> } {
    const rest = lineAt(this.#seq + 1, draft, names !== undefined);
    const done = new Promise<string>((resolve, reject) => {
      this.#queue.push({ ...rest, newKeys, resolve, reject });
    });
    this.#seq += 1;
    this.#parts.staged.add(rest.line, done, names);
    this.#last = done;
    this.#running ??= this.#drain();
    return { line: rest.line, done };
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        // Callers that were just answered stage their next commit first: one fsync for all of them.
        await turn();
        await this.#flush(this.#queue.splice(0, BATCH));
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** Each line names the hash of the one before it. */
  async #encoded(batch: readonly Item[]): Promise<readonly Encoded[]> {
    const all: Encoded[] = [];
    let prev = this.#parts.state.hash;
    for (const item of batch) {
      const closing = item.close(prev, this.#parts.key);
      const closed = closing instanceof Promise ? await closing : closing;
      all.push({ item, ...closed });
      prev = closed.hash;
    }
    return all;
  }

  async #flush(batch: readonly Item[]): Promise<void> {
    const { journal, keys } = this.#parts;
    let encoded: readonly Encoded[];
    let lines: readonly Bytes[];
    try {
      encoded = await this.#encoded(batch);
      lines = encoded.map(({ parts }) => parts);
      await keys.store(batch.flatMap(({ newKeys }) => newKeys));
      await journal.append(lines);
      await journal.sync();
    } catch (error) {
      return error instanceof SyncFailure ? this.#fail(batch, error) : this.#refuse(batch, error);
    }
    try {
      journal.settle(lines);
      for (const one of encoded) await this.#apply(one);
      await keys.destroy(batch.flatMap(({ line }) => (line.erase ?? []).flatMap(({ k }) => k ?? [])));
    } catch (error) {
      return this.#fail(batch, error);
    }
    this.#status = this.#status === 'full' ? 'open' : this.#status;
    for (const { item, hash } of encoded) item.resolve(hash);
    this.#parts.onDurable(
      lines.reduce((sum, line) => sum + lengthOf(line), 0),
      lines.length,
    );
  }

  #apply({ item: { line }, hash }: Encoded): void | Promise<void> {
    if (isLarge(line)) return this.#applyInTurns(line, hash);
    this.#parts.state.apply(line, hash);
    this.#parts.staged.drop(line);
  }

  async #applyInTurns(line: Placed, hash: string): Promise<void> {
    // Whoever was let in just now looks in a moment, and must find the state as it was: they first.
    this.#applying = giveWay().then(() => this.#parts.state.applyInTurns(line, hash));
    try {
      await this.#applying;
    } finally {
      this.#applying = undefined;
    }
    await this.#parts.staged.dropInTurns(line);
  }

  /** A write failed, the disk may be full: back to what is durable, everything staged is refused, the store lives. */
  async #refuse(batch: readonly Item[], error: unknown): Promise<void> {
    try {
      await this.#parts.journal.rollback();
    } catch (second) {
      return this.#fail(batch, second);
    }
    this.#status = this.#status === 'open' ? 'full' : this.#status;
    const refused = this.#forget(batch);
    await this.#parts.keys.discard(refused.flatMap(({ newKeys }) => newKeys));
    this.#reject(
      refused,
      'STORAGE_FULL',
      `nothing was changed, the disk refused to write: ${wordsOf(error)}`,
    );
  }

  /** Nobody knows what the disk holds: nothing more is acknowledged, the next start finds out. */
  #fail(batch: readonly Item[], error: unknown): void {
    this.#status = 'failed';
    this.#why = wordsOf(error);
    this.#reject(this.#forget(batch), 'UNAVAILABLE', `the store has failed: ${this.#why}`);
  }

  #forget(batch: readonly Item[]): readonly Item[] {
    const refused = [...batch, ...this.#queue];
    this.#queue = [];
    this.#parts.staged.clear();
    this.#last = undefined;
    this.#seq = this.#parts.state.seq;
    return refused;
  }

  #reject(items: readonly Item[], code: StoreErrorCode, message: string): void {
    for (const { reject } of items) reject(new StoreError(code, message));
  }

  /**
   * Resolves when everything staged until now is durable (true) or the end of it was refused (false), whatever is staged
   * meanwhile.
   */
  async settled(): Promise<boolean> {
    const isDurable = this.#last?.then(
      () => true,
      () => false,
    );
    return (await isDurable) ?? true;
  }

  /** Refuses new commits and waits for those under way. */
  async close(): Promise<void> {
    if (this.#status !== 'failed') this.#status = 'closed';
    await this.#running;
  }
}
