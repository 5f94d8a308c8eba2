import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { keyBytes } from '../ledger/key.ts';
import type {
  Change,
  Claim,
  ClaimOptions,
  Commit,
  Doc,
  KindSpec,
  ListQuery,
  OutboxRow,
  OutboxState,
  Receipt,
  Ref,
  Settle,
  Store,
  StoreStatus,
  Verdict,
} from '../store.ts';
import { StoreError } from '../store.ts';
import { claimDue } from './claiming.ts';
import { faultOf, isBroken } from './faults.ts';
import { Wrapping } from './keyring.ts';
import { alone, openTables, shapeOf } from './opening.ts';
import { endLeases, readFirstDue, readRows } from './queries.ts';
import {
  changesTo,
  getDocument,
  listDocuments,
  MOST,
  type ReadingParts,
  recallRequest,
  tallyValues,
  verifyLines,
} from './reading.ts';
import { attemptTask, commitTask, requeueTask, settleTask, type Task } from './tasks.ts';
import { SHAPE, type Tail, Writer } from './writer.ts';

/** One for commits, one for claims, the rest for reading. */
const CONNECTIONS = 8;
const CONNECT_MS = 5000;
/** A connection that died in the pool is no reason to say that nothing can be read. */
const TRIES = 3;

export type PostgresOptions = {
  /** postgres://user:password@host/database */
  readonly url: string;
  readonly kinds: readonly KindSpec[];
  /** LEDGER_KEY: the same for all instances of one database. 32 bytes, or 64 hex characters, or base64 of 32 bytes. */
  readonly key: Buffer | string;
  /** False when a register must be there already: an empty database is then MISSING. */
  readonly mayMake?: boolean;
  /** Instant, for line 0 and `status().oldestDue` only. */
  readonly now?: () => string;
  readonly randomBytes?: (size: number) => Buffer;
};

/** The store in a PostgreSQL database, for any number of instances. Throws RangeError for a key of the wrong size. */
export function postgresStore(options: PostgresOptions): Store {
  const random = options.randomBytes ?? nodeRandomBytes;
  const setup = {
    url: options.url,
    kinds: options.kinds,
    key: keyBytes(options.key),
    mayMake: options.mayMake ?? true,
    random,
    now: options.now ?? (() => new Date().toISOString()),
  };
  return new PostgresStore(setup);
}

type Setup = Required<Omit<PostgresOptions, 'key' | 'randomBytes'>> & {
  readonly key: Buffer;
  readonly random: (size: number) => Buffer;
};
type Opened = ReadingParts & { readonly writer: Writer; readonly instance: string; readonly shape: string };

/** A pool whose connections may break, idle or between two statements, without ending the process. */
export const poolOf = (url: string): Pool => {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'qingfeng',
  });
  pool.on('error', () => undefined);
  // The pool listens while a connection is idle; whoever holds it learns of the break from the next statement.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
};

/** One moment's view of the database for as long as `work` takes. */
export async function reading<T>(pool: Pool, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await work(db);
    await db.query('COMMIT');
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    db.release(broken);
  }
}

class PostgresStore implements Store {
  readonly #setup: Setup;
  #open: Opened | undefined;
  #state: StoreStatus['state'] = 'closed';
  /** Another version has the tables: that they can be read makes nobody ready. */
  #outdated = false;
  #tail: Required<Tail> = { seq: 0, hash: '', firstDue: null };

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  get #opened(): Opened {
    if (!this.#open) throw new StoreError('UNAVAILABLE', 'the store is closed');
    return this.#open;
  }

  async open(): Promise<{ seq: number; hash: string; tornBytes: number; fromSnapshot: number }> {
    const { url, kinds, key, random } = this.#setup;
    const pool = poolOf(url);
    try {
      const { seq, hash } = await alone(pool, (db) => openTables(db, this.#setup));
      this.#tail = { seq, hash, firstDue: await readFirstDue(pool) };
      const wrapping = new Wrapping(key, random);
      const onBatch = (result: Tail | { error: unknown }): void => this.#note(result);
      const shape = shapeOf(kinds);
      const writer = new Writer({ pool, kinds, wrapping, key, shape, onBatch });
      this.#open = { pool, kinds, wrapping, key, writer, shape, instance: random(16).toString('hex') };
      this.#state = 'open';
      return { seq, hash, tornBytes: 0, fromSnapshot: 0 };
    } catch (error) {
      await pool.end();
      throw faultOf(error);
    }
  }

  async close(): Promise<void> {
    const opened = this.#open;
    if (!opened) return;
    this.#open = undefined;
    this.#state = 'closed';
    await opened.writer.close();
    await endLeases(opened.pool, opened.instance).catch(() => undefined);
    await opened.pool.end();
  }

  /** Readers move the head on as well: what other instances wrote is known a second later, with the next claim. */
  #note(result: Tail | { error: unknown }, wrote = true): void {
    if (this.#state === 'closed') return;
    if (!('error' in result)) {
      if (result.seq >= this.#tail.seq) this.#tail = { ...this.#tail, ...result };
      if (wrote || this.#state === 'failed') this.#state = 'open';
      this.#outdated = false;
    } else if (result.error instanceof StoreError) {
      if (result.error.code === 'STORAGE_FULL') this.#state = 'full';
      if (result.error.code === 'UNAVAILABLE') this.#state = 'failed';
      if (result.error.at === SHAPE) this.#outdated = true;
    }
  }

  status(): StoreStatus {
    const { seq, hash, firstDue } = this.#tail;
    const isDue = firstDue !== null && firstDue <= this.#setup.now();
    return { state: this.#state, seq, hash, ...(isDue && this.#open && { oldestDue: firstDue }) };
  }

  /** Reading goes on from wherever it can; its faults are told like those of writing. */
  async #read<T>(work: (parts: Opened) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        const result = await work(this.#opened);
        if (this.#state === 'failed' && !this.#outdated) this.#state = 'open';
        return result;
      } catch (error) {
        if (isBroken(error) && tries < TRIES) continue;
        const fault = faultOf(error);
        this.#note({ error: fault });
        throw fault;
      }
    }
  }

  async #submit<T>(task: () => Task<T>): Promise<T> {
    return this.#opened.writer.submit(task());
  }

  async commit(commit: Commit): Promise<Receipt> {
    return this.#submit(() => commitTask(commit));
  }

  async recall(requestId: string, fingerprint?: string): Promise<Receipt | undefined> {
    return this.#read((parts) => recallRequest(requestId, fingerprint, parts));
  }

  async get<B, S = unknown>(ref: Ref): Promise<Doc<B, S> | undefined> {
    return this.#read(async (parts) => (await getDocument(ref, parts)) as Doc<B, S> | undefined);
  }

  async list<B, S = unknown>(
    kind: string,
    query: ListQuery,
  ): Promise<{ items: readonly Doc<B, S>[]; cursor?: string }> {
    return this.#read(
      async (parts) =>
        (await listDocuments(kind, query, parts)) as { items: readonly Doc<B, S>[]; cursor?: string },
    );
  }

  async tally(
    kind: string,
    query: { index: string; from?: string; to?: string; prefix?: string },
  ): Promise<Readonly<Record<string, number>>> {
    return this.#read((parts) => tallyValues(kind, query, parts));
  }

  async outbox(state: OutboxState, limit: number): Promise<readonly OutboxRow[]> {
    const rows = await this.#read(({ pool }) => readRows(pool, state, Math.min(limit, MOST)));
    return rows.map(({ since: _since, ...row }) => Object.freeze(row));
  }

  async claimOutbox(options: ClaimOptions): Promise<readonly Claim[]> {
    const until = new Date(Date.parse(options.now) + options.leaseMs).toISOString();
    const worker = { name: options.worker, until };
    const { claims, tail } = await this.#read(({ pool, instance, shape }) =>
      claimDue(pool, options, { ...worker, instance }, shape),
    );
    this.#note(tail, false);
    return claims;
  }

  async beginAttempt(claim: Claim, now: string): Promise<void> {
    await this.#submit(() => attemptTask(claim, now));
  }

  async settleOutbox(claim: Claim, settle: Settle): Promise<void> {
    await this.#submit(() => settleTask(claim, settle));
  }

  async requeueOutbox(
    rowId: string,
    as: { id: string; now: string; actor: string; notBefore: string },
  ): Promise<void> {
    await this.#submit(() => requeueTask(rowId, as));
  }

  async *history(ref: Ref): AsyncIterable<Change> {
    yield* changesTo(ref, this.#opened);
  }

  async verify(options: { anchors?: ReadonlyArray<{ seq: number; hash: string }> } = {}): Promise<Verdict> {
    return this.#read(({ pool, key }) => reading(pool, (db) => verifyLines(db, key, options.anchors ?? [])));
  }
}
