import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { requestOf } from '../ledger/entry.ts';
import { type Encoded, encodeLine } from '../ledger/line.ts';
import { type KindSpec, StoreError } from '../store.ts';
import { changesOf } from './changes.ts';
import { faultOf, isBroken, isUnfit } from './faults.ts';
import type { Wrapping } from './keyring.ts';
import { type Loaded, load } from './loading.ts';
import { readFirstDue } from './queries.ts';
import type { Head } from './shapes.ts';
import { beginWriting, write } from './sql.ts';
import type { Task } from './tasks.ts';

/** Tasks per transaction, as many as the embedded store writes with one fsync. */
const BATCH = 256;
/** A connection that died in the pool is no reason to refuse, as long as no COMMIT was on its way. */
const TRIES = 3;

type Item = { readonly task: Task<unknown>; readonly settle: (outcome: Outcome) => void };
type Outcome = { readonly value: unknown } | { readonly error: unknown };
export type Tail = {
  readonly seq: number;
  readonly hash: string;
  /** When the first row is due, null for none; absent when it was not looked up. */
  readonly firstDue?: string | null;
};

export type WriterParts = {
  readonly pool: Pool;
  readonly kinds: readonly KindSpec[];
  readonly wrapping: Wrapping;
  readonly key: Buffer;
  /** Version of tables and indexes that this process was made for. */
  readonly shape: string;
  /** After every durable batch, and with an error after one that was not. */
  readonly onBatch: (result: Tail | { readonly error: unknown }) => void;
};

/** A COMMIT was sent and not answered: nobody may try again but the caller, whose request is recognised. */
class Unanswered extends Error {}

/**
 * Group commit: whatever is asked for while one transaction runs shares the next. The head row is locked, what the
 * tasks name is read, every task is checked against that and what the tasks before it did, and all is written at once.
 */
export class Writer {
  readonly #parts: WriterParts;
  #queue: Item[] = [];
  #running: Promise<void> | undefined;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** Resolves when durable. Throws StoreError; nothing was changed then, unless the connection broke at the very end. */
  submit<T>(task: Task<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (outcome: Outcome): void =>
        'error' in outcome ? reject(outcome.error) : resolve(outcome.value as T);
      this.#queue.push({ task, settle });
      this.#running ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // Callers that were just answered ask again first: one transaction for all of them.
      await turn();
      await this.#attempt(this.#queue.splice(0, BATCH));
    }
    this.#running = undefined;
  }

  async #attempt(items: readonly Item[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#transact(items);
      } catch (error) {
        if (isUnfit(error) && items.length > 1) return this.#oneByOne(items);
        if (isBroken(error) && tries < TRIES) continue;
        return this.#refuse(items, error instanceof Unanswered ? error.cause : error);
      }
    }
  }

  /** One of them does not fit into the database; the others do. */
  async #oneByOne(items: readonly Item[]): Promise<void> {
    for (const item of items) await this.#attempt([item]);
  }

  #refuse(items: readonly Item[], error: unknown): void {
    const fault = faultOf(error);
    this.#parts.onBatch({ error: fault });
    for (const { settle } of items) settle({ error: fault });
  }

  async #transact(items: readonly Item[]): Promise<void> {
    const db = await this.#parts.pool.connect();
    let broken: Error | undefined;
    try {
      const { outcomes, tail } = await this.#inside(db, items);
      this.#parts.onBatch(tail);
      for (const [at, { settle }] of items.entries())
        settle(outcomes[at] ?? { error: new Error('no outcome') });
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // A connection on which something failed is closed, and with it its transaction.
      db.release(broken);
    }
  }

  async #inside(
    db: PoolClient,
    items: readonly Item[],
  ): Promise<{ outcomes: readonly Outcome[]; tail: Tail }> {
    const { kinds, wrapping, shape } = this.#parts;
    const head = await beginWriting(db);
    checkShape(head, shape);
    const needs = items.map(({ task }) => task.needs);
    const loaded = await load(db, needs, kinds, wrapping.keys());
    const encoded: Encoded[] = [];
    const outcomes = items.map(({ task }) => this.#step(task, loaded, head, encoded));
    const last = encoded.at(-1);
    const { seq, hash } = last ? { seq: last.line.seq, hash: last.hash } : head;
    const changes = last && changesOf(encoded, loaded, kinds);
    if (changes) await write(db, changes);
    const due = changes && changes.rows.length > 0 ? { firstDue: await readFirstDue(db) } : {};
    await this.#end(db);
    return { outcomes, tail: { seq, hash, ...due } };
  }

  async #end(db: PoolClient): Promise<void> {
    try {
      await db.query('COMMIT');
    } catch (error) {
      throw isBroken(error) ? new Unanswered('COMMIT was not answered', { cause: error }) : error;
    }
  }

  /** Checks a task and applies its line to what was loaded, so that the next task sees it. */
  #step(
    task: Task<unknown>,
    loaded: Loaded,
    head: { readonly seq: number; readonly hash: string },
    encoded: Encoded[],
  ): Outcome {
    try {
      const step = task.step(loaded);
      if ('done' in step) return { value: step.done };
      const last = encoded.at(-1);
      const line = encodeLine(
        step.draft,
        (last?.line.seq ?? head.seq) + 1,
        last?.hash ?? head.hash,
        this.#parts.key,
      );
      loaded.state.apply(line.line, line.hash);
      const request = requestOf(line.line, line.hash);
      if (request) loaded.requests.set(request.id, request);
      encoded.push(line);
      return { value: step.answer(line.line, line.hash) };
    } catch (error) {
      return { error };
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#running;
  }
}

const OTHER_VERSION =
  'another version of this program has opened the database since; stop the older one and start the newer';
/** What `at` of that fault says: it does not pass by itself. */
export const SHAPE = 'shape';
/** Throws UNAVAILABLE where another version has made tables or indexes its own. */
export function checkShape(head: Pick<Head, 'shape'>, shape: string): void {
  if (head.shape !== shape) throw new StoreError('UNAVAILABLE', OTHER_VERSION, SHAPE);
}
