import type { Pool, PoolClient } from 'pg';
import { checkLine, NO_LINE } from '../ledger/chain.ts';
import { indexShape } from '../ledger/indexes.ts';
import { encodeLine } from '../ledger/line.ts';
import { type KindSpec, StoreError } from '../store.ts';
import { LOCKS } from './locks.ts';
import { MIGRATIONS } from './migrations.ts';
import { toKey } from './order.ts';
import { readLines } from './queries.ts';
import { type Db, type Head, indexEntriesOf } from './shapes.ts';
import { readHead } from './sql.ts';

/** Documents whose index entries are computed at once. */
const PAGE = 2000;
const LATEST = MIGRATIONS.at(-1)?.number ?? 0;

export type OpeningParts = {
  readonly kinds: readonly KindSpec[];
  readonly key: Buffer;
  readonly random: (size: number) => Buffer;
  readonly now: () => string;
  /** False when a register must be there already: an empty database is then MISSING. */
  readonly mayMake: boolean;
};

/** Names tables and indexes of this program. Another one must not write what this one would not find. */
export const shapeOf = (kinds: readonly KindSpec[]): string => `${LATEST}:${indexShape(kinds)}`;

/** Runs `work` in one transaction that no other opening runs beside. */
export async function alone<T>(pool: Pool, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query('BEGIN');
    await db.query('SET LOCAL synchronous_commit = on');
    await db.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.opening]);
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

/** Brings the tables up to date. Throws CORRUPT for those of a newer program. */
export async function migrate(db: Db): Promise<void> {
  const { rows } = await db.query<{ encoding: string }>(
    "SELECT current_setting('server_encoding') AS encoding",
  );
  if (rows[0]?.encoding !== 'UTF8')
    throw new StoreError(
      'UNAVAILABLE',
      `the database has the encoding ${rows[0]?.encoding}, it must be UTF8`,
    );
  await db.query('CREATE SCHEMA IF NOT EXISTS qingfeng');
  await db.query('CREATE TABLE IF NOT EXISTS qingfeng.migrations (number integer PRIMARY KEY)');
  const done = await db.query<{ number: number }>('SELECT number FROM qingfeng.migrations ORDER BY number');
  const last = done.rows.at(-1)?.number ?? 0;
  if (last > LATEST)
    throw new StoreError(
      'CORRUPT',
      `the tables are of version ${last}, this program knows ${LATEST}: start the newer one`,
    );
  for (const { number, sql } of MIGRATIONS.filter((step) => step.number > last)) {
    await db.query(sql);
    await db.query('INSERT INTO qingfeng.migrations VALUES ($1)', [number]);
  }
}

export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.query('SELECT FROM qingfeng.ledger LIMIT 1')).rows.length === 0;
}

/** Line 0 and the head that names it. */
async function makeStore(db: Db, { key, now, random, kinds }: OpeningParts): Promise<void> {
  const store = random(16).toString('hex');
  const first = encodeLine({ at: now(), by: 'store', why: 'made', store }, 0, NO_LINE, key);
  await db.query('INSERT INTO qingfeng.ledger VALUES (0, $1)', [first.bytes.toString('utf8').trimEnd()]);
  await insertHead(db, { seq: 0, hash: first.hash, store, shape: shapeOf(kinds) });
}

export async function insertHead(db: Db, { seq, hash: head, store, shape }: Head): Promise<void> {
  await db.query('INSERT INTO qingfeng.head VALUES (true, $1, $2, $3, $4)', [seq, head, store, shape]);
}

/** Checks that the head is the last line and that this key wrote the first and the last one. */
export async function checkEnds(db: Db, key: Buffer): Promise<Head> {
  const { rows } = await db.query<{ count: string }>('SELECT count(*) FROM qingfeng.head');
  if (Number(rows[0]?.count) === 0)
    throw new StoreError('MISSING', 'the ledger has lines but no head', 'head');
  const head = await readHead(db);
  const [first] = await readLines(db, 0, 1);
  const after = await readLines(db, head.seq, 2);
  const [begin, end] = [first, after[0]].map((found) => found && checkLine(Buffer.from(found.line), key));
  if (after.length > 1)
    throw new StoreError('CORRUPT', `there are lines after the head, ${head.seq}`, String(head.seq));
  if (!end || end.seq !== head.seq || end.hash !== head.hash)
    throw new StoreError(
      'TRUNCATED',
      `the last line is not the one that the head names, ${head.seq}`,
      String(head.seq),
    );
  if (!begin?.signed)
    throw new StoreError('CORRUPT', 'this LEDGER_KEY did not write this ledger: it is the wrong key', '0');
  if (!end.signed)
    throw new StoreError('CORRUPT', 'the last line was not written with this LEDGER_KEY', String(head.seq));
  return head;
}

/** Index entries anew, when the declared indexes are other ones than those of the last start. */
async function reindex(db: Db, kinds: readonly KindSpec[]): Promise<void> {
  await db.query('DELETE FROM qingfeng.index_entries');
  for (const spec of kinds) {
    for (let after = ''; ; ) {
      const { rows } = await db.query<{ id: string; exact: string | null }>(
        'SELECT id, exact FROM qingfeng.documents WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3',
        [toKey(spec.kind), after, PAGE],
      );
      const entries = rows.flatMap(({ id, exact }) =>
        indexEntriesOf(spec, { kind: spec.kind, id }, exact === null ? undefined : JSON.parse(exact)),
      );
      // The ids come from the table, so they are keys already.
      await db.query(
        'INSERT INTO qingfeng.index_entries (kind, id, index, value) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])',
        [
          toKey(spec.kind),
          entries.map(({ id }) => id),
          entries.map((e) => toKey(e.index)),
          entries.map((e) => toKey(e.value)),
        ],
      );
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.id ?? '';
    }
  }
}

/** Migrates, makes the store if there is none, checks its ends and brings its indexes up to date. */
export async function openTables(db: Db, parts: OpeningParts): Promise<Head> {
  await migrate(db);
  if (await isEmpty(db)) {
    if (!parts.mayMake) throw new StoreError('MISSING', EMPTY);
    await makeStore(db, parts);
  }
  // Nobody writes meanwhile: a line between two looks would seem to stand after the head, and one written by the old
  // indexes would be missing in those that are made anew.
  await db.query(
    "SET LOCAL idle_in_transaction_session_timeout = '10s'; SELECT FROM qingfeng.head FOR UPDATE",
  );
  const head = await checkEnds(db, parts.key);
  const shape = shapeOf(parts.kinds);
  if (head.shape !== shape) {
    await reindex(db, parts.kinds);
    await db.query('UPDATE qingfeng.head SET shape = $1', [shape]);
  }
  return head;
}

const EMPTY =
  'the database is empty, but there is a register already: its key, or the register itself, is in DATA_DIR. To move it here run `npm run import`; for a new register set another DATA_DIR.';
