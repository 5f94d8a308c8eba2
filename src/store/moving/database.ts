import { checkLine } from '../ledger/chain.ts';
import { type Entry, type Request, refKey, refOf } from '../ledger/entry.ts';
import type { Row } from '../ledger/rows.ts';
import { State } from '../ledger/state.ts';
import { Wrapping } from '../postgres/keyring.ts';
import { insertHead, isEmpty, migrate, shapeOf } from '../postgres/opening.ts';
import { fromKey } from '../postgres/order.ts';
import { readLines } from '../postgres/queries.ts';
import { type Changes, type Db, indexEntriesOf } from '../postgres/shapes.ts';
import { type DocumentRow, foundOf, readHead, write } from '../postgres/sql.ts';
import { type KindSpec, StoreError } from '../store.ts';
import type { Folder } from './folder.ts';
import type { Register } from './sections.ts';

/** Rows per statement. */
const CHUNK = 500;

const noRandom = (): never => {
  throw new Error('nothing is made while reading');
};

type Tables = Register & Pick<Folder, 'store' | 'wrapped' | 'lines'>;

async function readRecords(db: Db, state: State): Promise<void> {
  const documents = await db.query<DocumentRow>('SELECT *, NULL AS wrapped FROM qingfeng.documents');
  for (const row of documents.rows) state.place(foundOf(row).entry);
  const gone = await db.query<{ kind: string; id: string; seq: string }>('SELECT * FROM qingfeng.gone');
  for (const { kind, id, seq } of gone.rows)
    state.gone.set(refKey({ kind: fromKey(kind), id: fromKey(id) }), Number(seq));
}

async function readKeys(db: Db, state: State): Promise<ReadonlyMap<string, Buffer>> {
  type Key = { key: string; kind: string; id: string; wrapped: Buffer };
  const keys = await db.query<Key>('SELECT * FROM qingfeng.record_keys');
  // A document names its key; the table of keys is what counts.
  state.keyOf.clear();
  for (const { key, kind, id } of keys.rows)
    state.keyOf.set(refKey({ kind: fromKey(kind), id: fromKey(id) }), key);
  const erased = await db.query<{ key: string; at: string }>('SELECT * FROM qingfeng.erased_keys');
  for (const { key, at } of erased.rows) state.erased.set(key, at);
  return new Map(keys.rows.map(({ key, wrapped }) => [key, wrapped]));
}

async function readRequests(db: Db): Promise<ReadonlyMap<string, Request>> {
  const { rows } = await db.query<{ receipt: string }>('SELECT receipt FROM qingfeng.requests ORDER BY seq');
  const requests = rows.map(({ receipt }) => JSON.parse(receipt) as Request);
  return new Map(requests.map((request) => [request.id, request]));
}

async function readRest(db: Db, state: State): Promise<void> {
  const uniques = await db.query<{ key: string }>('SELECT key FROM qingfeng.unique_keys');
  for (const { key } of uniques.rows) state.uniques.add(fromKey(key));
  const rows = await db.query<{ exact: string }>('SELECT exact FROM qingfeng.outbox ORDER BY place');
  for (const { exact } of rows.rows) state.rows.file(JSON.parse(exact) as Row);
}

async function readIndex(db: Db): Promise<readonly string[]> {
  type Value = { kind: string; index: string; value: string; id: string };
  const { rows } = await db.query<Value>('SELECT * FROM qingfeng.index_entries');
  return rows.map(({ kind, index, value, id }) => [kind, index, value, id].map(fromKey).join('\u0000'));
}

async function* linesOf(db: Db): AsyncGenerator<string> {
  for (let from = 0; ; ) {
    const lines = await readLines(db, from, 1000);
    for (const { line } of lines) yield line;
    const last = lines.at(-1);
    if (!last) return;
    from = last.seq + 1;
  }
}

/** Everything in the tables, inside a transaction that sees one moment. */
export async function readTables(db: Db, key: Buffer, kinds: readonly KindSpec[]): Promise<Tables> {
  const state = new State(kinds);
  await readRecords(db, state);
  const wrapped = await readKeys(db, state);
  await readRest(db, state);
  const requests = await readRequests(db);
  const { seq, hash, store } = await readHead(db);
  Object.assign(state, { seq, hash, store });
  const wrapping = new Wrapping(key, noRandom);
  const read = (id: string): Buffer | undefined => {
    const found = wrapped.get(id);
    return found && wrapping.unwrap(id, found);
  };
  const indexed = await readIndex(db);
  return { state, requests, store, key: read, wrapped, indexed, lines: () => linesOf(db) };
}

const NOTHING: Changes = {
  lines: [],
  head: [],
  entries: [],
  removed: [],
  gone: [],
  back: [],
  indexed: [],
  unindexed: [],
  keys: [],
  erased: [],
  requests: [],
  uniques: [],
  rows: [],
  droppedRows: [],
  forgetBefore: new Date(0).toISOString(),
  dropBefore: new Date(0).toISOString(),
};

function* chunksOf<T>(all: Iterable<T>): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const one of all) {
    chunk.push(one);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function fill<T>(
  db: Db,
  all: Iterable<T>,
  changes: (chunk: readonly T[]) => Partial<Changes>,
): Promise<void> {
  for (const chunk of chunksOf(all)) await write(db, { ...NOTHING, ...changes(chunk) });
}

async function fillLedger(db: Db, { lines, state }: Folder, key: Buffer): Promise<void> {
  let chunk: string[] = [];
  let seq = 0;
  const flush = async (): Promise<void> => {
    const first = seq - chunk.length;
    await write(db, { ...NOTHING, lines: chunk.map((text, n) => ({ seq: first + n, text })) });
    chunk = [];
  };
  for await (const line of lines()) {
    if (checkLine(Buffer.from(line), key)?.seq !== seq)
      throw new StoreError('CORRUPT', `line ${seq} changed meanwhile`);
    chunk.push(line);
    seq += 1;
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  if (seq !== state.seq + 1)
    throw new StoreError('CORRUPT', `the folder has ${seq} lines, not ${state.seq + 1}`);
}

function* placedRows(state: State): Generator<{ row: Row; place: number; lease: false }> {
  let place = 0;
  const { waiting, stuck, done } = state.rows;
  for (const book of [waiting, stuck, done])
    for (const row of book.values()) yield { row, place: place++, lease: false };
}

/** A folder into empty tables, made on the way. Throws CORRUPT for tables that hold a register. */
export async function fillTables(
  db: Db,
  folder: Folder,
  key: Buffer,
  kinds: readonly KindSpec[],
): Promise<void> {
  await migrate(db);
  if (!(await isEmpty(db)))
    throw new StoreError('CORRUPT', 'the database holds a register already; import needs an empty one');
  const { state, store, wrapped } = folder;
  const entries = [...state.shelves.values()].flatMap((shelf): Entry[] => [...shelf.entries.values()]);
  const specs = new Map(kinds.map((spec) => [spec.kind, spec]));
  await fillLedger(db, folder, key);
  await fill(db, state.keyOf, (chunk) => ({
    keys: chunk.flatMap(([ref, id]) => {
      const bytes = wrapped.get(id);
      return bytes ? [{ ...refOf(ref), key: id, wrapped: bytes }] : [];
    }),
  }));
  await fill(db, entries, (chunk) => ({
    entries: chunk,
    indexed: chunk.flatMap((entry) => indexEntriesOf(specs.get(entry.kind), entry, entry.body)),
  }));
  await fill(db, state.gone, (chunk) => ({ gone: chunk.map(([ref, seq]) => ({ ...refOf(ref), seq })) }));
  await fill(db, state.erased, (chunk) => ({ erased: chunk.map(([id, at]) => ({ key: id, at })) }));
  await fill(db, folder.requests.values(), (requests) => ({ requests }));
  await fill(db, state.uniques, (uniques) => ({ uniques }));
  await fill(db, placedRows(state), (rows) => ({ rows }));
  await insertHead(db, { seq: state.seq, hash: state.hash, store, shape: shapeOf(kinds) });
}
