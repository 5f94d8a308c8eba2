import type { Entry, Request } from '../ledger/entry.ts';
import type { Row } from '../ledger/rows.ts';
import type { Json, Ref } from '../store.ts';
import { forJsonb, fromKey, toKey } from './order.ts';
import type { Changes, Db, Head, Lease } from './shapes.ts';

/** What a commit reads and writes, one function a statement; queries.ts has the rest. Text that is looked up goes through `toKey`. */

/** A stopped process that holds the head row loses it after this, so that it does not stop the others. */
const IDLE_LIMIT = '2s';
/** Behind this many seconds of others' commits a caller is better told to try again. */
const LOCK_LIMIT = '10s';

/** Begins a transaction that is durable when it ends and locks the head: whoever holds it writes the next line. */
export async function beginWriting(db: Db): Promise<Head> {
  // Planned once and by its indexes only (compiling it, jit, would take a second): a commit costs the same in a small and a large register.
  // Every statement after this one sees what was committed before the lock was had (READ COMMITTED).
  const results = (await db.query(`
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT set_config('synchronous_commit', 'on', true)
 WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write');
SET LOCAL idle_in_transaction_session_timeout = '${IDLE_LIMIT}';
SET LOCAL lock_timeout = '${LOCK_LIMIT}';
SET LOCAL jit = off;
SET LOCAL enable_seqscan = off;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT seq, hash, store, shape FROM qingfeng.head FOR UPDATE`)) as unknown as ReadonlyArray<{ rows: Head[] }>;
  return headOf(results.at(-1)?.rows[0]);
}

function headOf(row: Head | undefined): Head {
  if (!row) throw new Error('the database has no head');
  return { ...row, seq: Number(row.seq) };
}

export const readHead = async (db: Db): Promise<Head> =>
  headOf((await db.query<Head>('SELECT seq, hash, store, shape FROM qingfeng.head')).rows[0]);

export type DocumentRow = {
  readonly kind: string;
  readonly id: string;
  readonly rev: number | null;
  readonly schema: number;
  readonly exact: string | null;
  readonly seal_key: string | null;
  readonly seal_text: string | null;
  readonly erased_at: string | null;
  readonly at: string;
  readonly by: string;
  readonly seq: string;
  readonly wrapped: Buffer | null;
};
export const DOCUMENT = 'd.rev, d.schema, d.exact, d.seal_key, d.seal_text, d.erased_at, d.at, d.by, d.seq';

function entryOf(row: DocumentRow): Entry {
  const { rev, schema, at, seal_key: k, seal_text: c, erased_at: erasedAt } = row;
  const body = (row.exact === null ? undefined : JSON.parse(row.exact)) as Json;
  return {
    kind: fromKey(row.kind),
    id: fromKey(row.id),
    rev: rev ?? 0,
    schema,
    body,
    at,
    by: fromKey(row.by),
    seq: Number(row.seq),
    ...(k !== null && { seal: { k, c: c ?? '' } }),
    ...(erasedAt !== null && { erasedAt }),
  };
}

export type Found = { readonly entry: Entry; readonly wrapped: Buffer | undefined };
export const foundOf = (row: DocumentRow): Found => ({
  entry: entryOf(row),
  wrapped: row.wrapped ?? undefined,
});

export type Known = Ref & {
  readonly entry: Entry | undefined;
  readonly gone: number | undefined;
  readonly key: { readonly id: string; readonly wrapped: Buffer } | undefined;
};

/** What the checks of a commit must know of the records that it names. */
export async function findRecords(db: Db, refs: readonly Ref[]): Promise<readonly Known[]> {
  type Row = DocumentRow & { gone: string | null; key: string | null };
  const { rows } = await db.query<Row>({
    name: 'records',
    text: `SELECT r.kind, r.id, ${DOCUMENT}, g.seq AS gone, k.key, k.wrapped
FROM unnest($1::text[], $2::text[]) AS r(kind, id)
LEFT JOIN qingfeng.documents d ON d.kind = r.kind AND d.id = r.id
LEFT JOIN qingfeng.gone g ON g.kind = r.kind AND g.id = r.id
LEFT JOIN qingfeng.record_keys k ON k.kind = r.kind AND k.id = r.id`,
    values: [refs.map(({ kind }) => toKey(kind)), refs.map(({ id }) => toKey(id))],
  });
  return rows.map((row) => ({
    kind: fromKey(row.kind),
    id: fromKey(row.id),
    entry: row.rev === null ? undefined : entryOf(row),
    gone: row.gone === null ? undefined : Number(row.gone),
    key: row.key === null || row.wrapped === null ? undefined : { id: row.key, wrapped: row.wrapped },
  }));
}

/** Requests by id. */
export async function findRequests(db: Db, ids: readonly string[]): Promise<readonly Request[]> {
  const { rows } = await db.query<{ receipt: string }>({
    name: 'requests',
    text: 'SELECT receipt FROM qingfeng.requests WHERE id = ANY($1::text[])',
    values: [ids.map(toKey)],
  });
  return rows.map(({ receipt }) => JSON.parse(receipt) as Request);
}

/** Those of the keys that are taken. */
export async function findUniques(db: Db, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>({
    name: 'uniques',
    text: 'SELECT key FROM qingfeng.unique_keys WHERE key = ANY($1::text[])',
    values: [keys.map(toKey)],
  });
  return rows.map(({ key }) => fromKey(key));
}

export type FoundRow = { readonly row: Row; readonly place: number; readonly lease: Lease | undefined };

/** Rows by id, kept from being claimed until the transaction ends. In one order, so that nobody waits in a circle. */
export async function lockRows(db: Db, ids: readonly string[]): Promise<readonly FoundRow[]> {
  type Raw = { exact: string; place: string; fence: string | null; worker: string | null };
  const { rows } = await db.query<Raw>({
    name: 'rows',
    text: `SELECT exact, place, fence, worker FROM qingfeng.outbox WHERE id = ANY($1::text[])
ORDER BY id FOR UPDATE`,
    values: [ids.map(toKey)],
  });
  return rows.map(({ exact, place, fence, worker }) => ({
    row: JSON.parse(exact) as Row,
    place: Number(place),
    lease: fence === null ? undefined : { fence: Number(fence), worker: fromKey(worker ?? '') },
  }));
}

/** Numbers the parameters of one long statement. */
class Parameters {
  readonly values: unknown[] = [];
  #add(values: readonly unknown[], type: string): string {
    this.values.push(values);
    return `$${this.values.length}::${type}[]`;
  }
  keys = (values: readonly string[]): string => this.#add(values.map(toKey), 'text');
  texts = (values: ReadonlyArray<string | undefined>): string => this.#add(values, 'text');
  numbers = (values: readonly number[]): string => this.#add(values, 'bigint');
  times = (values: readonly string[]): string => this.#add(values.map(instantOf), 'timestamptz');
  bytes = (values: readonly Buffer[]): string => this.#add(values, 'bytea');
  flags = (values: readonly boolean[]): string => this.#add(values, 'boolean');
  refs = (values: readonly Ref[]): string =>
    `${this.keys(values.map(({ kind }) => kind))}, ${this.keys(values.map(({ id }) => id))}`;
}

/** Whatever Date.parse takes, as PostgreSQL takes it. */
export const instantOf = (at: string): string => new Date(Date.parse(at)).toISOString();
const jsonOf = (body: Json): string | undefined => JSON.stringify(body);
const dueOf = ({ createdAt, item }: Row): string => (createdAt > item.notBefore ? createdAt : item.notBefore);

function writeRecords(p: Parameters, { entries, removed, gone, back, indexed, unindexed }: Changes): string {
  const exact = entries.map(({ body }) => jsonOf(body));
  return `
put AS (INSERT INTO qingfeng.documents AS d (kind, id, rev, schema, body, exact, seal_key, seal_text, erased_at, at, by, seq)
 SELECT kind, id, rev, schema, body::jsonb, exact, k, c, erased_at, at, by, seq FROM unnest(${p.refs(entries)},
  ${p.numbers(entries.map(({ rev }) => rev))}, ${p.numbers(entries.map(({ schema }) => schema))},
  ${p.texts(exact.map((json) => json && forJsonb(json)))}, ${p.texts(exact)},
  ${p.texts(entries.map(({ seal }) => seal?.k))}, ${p.texts(entries.map(({ seal }) => seal?.c))},
  ${p.texts(entries.map(({ erasedAt }) => erasedAt))}, ${p.texts(entries.map(({ at }) => at))},
  ${p.keys(entries.map(({ by }) => by))}, ${p.numbers(entries.map(({ seq }) => seq))}
 ) AS x(kind, id, rev, schema, body, exact, k, c, erased_at, at, by, seq)
 ON CONFLICT (kind, id) DO UPDATE SET rev = excluded.rev, schema = excluded.schema, body = excluded.body,
  exact = excluded.exact, seal_key = excluded.seal_key, seal_text = excluded.seal_text,
  erased_at = excluded.erased_at, at = excluded.at, by = excluded.by, seq = excluded.seq),
removed AS (DELETE FROM qingfeng.documents USING unnest(${p.refs(removed)}) AS r(k, i) WHERE kind = k AND id = i),
gone AS (INSERT INTO qingfeng.gone SELECT * FROM unnest(${p.refs(gone)}, ${p.numbers(gone.map(({ seq }) => seq))})
 ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq),
back AS (DELETE FROM qingfeng.gone USING unnest(${p.refs(back)}) AS r(k, i) WHERE kind = k AND id = i),
indexed AS (INSERT INTO qingfeng.index_entries (kind, id, index, value) SELECT * FROM unnest(${p.refs(indexed)},
 ${p.keys(indexed.map(({ index }) => index))}, ${p.keys(indexed.map(({ value }) => value))}) ON CONFLICT DO NOTHING),
unindexed AS (DELETE FROM qingfeng.index_entries e USING unnest(${p.refs(unindexed)},
 ${p.keys(unindexed.map(({ index }) => index))}, ${p.keys(unindexed.map(({ value }) => value))}) AS r(k, i, n, v)
 WHERE e.kind = k AND e.id = i AND e.index = n AND e.value = v)`;
}

function writeRows(p: Parameters, { rows, droppedRows, dropBefore }: Changes): string {
  const all = rows.map(({ row }) => row);
  const written = p.keys(all.map(({ item }) => item.id));
  const keys = p.keys([...new Set(all.map(({ item }) => item.key))]);
  return `
rows AS (INSERT INTO qingfeng.outbox AS o (id, key, state, place, not_before, due, attempts, since, created_at, exact, fence)
 SELECT id, key, state, place, not_before, due, attempts, since, created_at, exact, CASE WHEN lease THEN 0 END
 FROM unnest(${written}, ${p.keys(all.map(({ item }) => item.key))}, ${p.texts(all.map(({ state }) => state))},
  ${p.numbers(rows.map(({ place }) => place))}, ${p.times(all.map(({ item }) => item.notBefore))},
  ${p.times(all.map(dueOf))}, ${p.numbers(all.map(({ attempts }) => attempts))}, ${p.times(all.map(({ since }) => since))},
  ${p.texts(all.map(({ createdAt }) => createdAt))}, ${p.texts(all.map((row) => JSON.stringify(row)))},
  ${p.flags(rows.map(({ lease }) => lease))}
 ) AS x(id, key, state, place, not_before, due, attempts, since, created_at, exact, lease)
 ON CONFLICT (id) DO UPDATE SET state = excluded.state, place = excluded.place, not_before = excluded.not_before,
  due = excluded.due, attempts = excluded.attempts, since = excluded.since, exact = excluded.exact,
  fence = CASE WHEN excluded.fence = 0 THEN o.fence END,
  lease_until = CASE WHEN excluded.fence = 0 THEN o.lease_until END),
keyed AS (INSERT INTO qingfeng.outbox_keys SELECT unnest(${keys}) ON CONFLICT DO NOTHING),
dropped AS (DELETE FROM qingfeng.outbox WHERE id = ANY(${p.keys(droppedRows)})),
old AS (DELETE FROM qingfeng.outbox WHERE id <> ALL(${written}) AND state IN ('sent', 'skipped')
 AND since < (${p.times([dropBefore])})[1] RETURNING key),
unkeyed AS (DELETE FROM qingfeng.outbox_keys WHERE key IN (SELECT key FROM old) AND key <> ALL(${keys})
 AND NOT EXISTS (SELECT FROM qingfeng.outbox o WHERE o.key = outbox_keys.key AND o.state = 'waiting'))`;
}

function writeRest(p: Parameters, changes: Changes): string {
  const { lines, head, keys, erased, requests, uniques, forgetBefore } = changes;
  const written = p.keys(requests.map(({ id }) => id));
  const dead = p.texts(erased.map(({ key }) => key));
  return `
lines AS (INSERT INTO qingfeng.ledger SELECT * FROM unnest(${p.numbers(lines.map(({ seq }) => seq))},
 ${p.texts(lines.map(({ text }) => text))})),
moved AS (UPDATE qingfeng.head h SET seq = x.seq, hash = x.hash FROM unnest(
 ${p.numbers(head.map(({ seq }) => seq))}, ${p.texts(head.map(({ hash }) => hash))}) AS x(seq, hash)),
made AS (INSERT INTO qingfeng.record_keys (kind, id, key, wrapped) SELECT * FROM unnest(${p.refs(keys)},
 ${p.texts(keys.map(({ key }) => key))}, ${p.bytes(keys.map(({ wrapped }) => wrapped))})),
dead AS (DELETE FROM qingfeng.record_keys WHERE key = ANY(${dead})),
erased AS (INSERT INTO qingfeng.erased_keys SELECT * FROM unnest(${dead}, ${p.texts(erased.map(({ at }) => at))})
 ON CONFLICT DO NOTHING),
asked AS (INSERT INTO qingfeng.requests (id, fingerprint, at, seq, receipt) SELECT * FROM unnest(${written},
 ${p.keys(requests.map(({ fp }) => fp))}, ${p.times(requests.map(({ at }) => at))},
 ${p.numbers(requests.map(({ seq }) => seq))}, ${p.texts(requests.map((request) => JSON.stringify(request)))})
 ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, at = excluded.at, seq = excluded.seq,
  receipt = excluded.receipt),
forgotten AS (DELETE FROM qingfeng.requests WHERE at < (${p.times([forgetBefore])})[1] AND id <> ALL(${written})),
uniques AS (INSERT INTO qingfeng.unique_keys SELECT unnest(${p.keys(uniques)}))`;
}

/** All tables in one statement, as a round trip costs more than the work. */
export async function write(db: Db, changes: Changes): Promise<void> {
  const p = new Parameters();
  const parts = [writeRest(p, changes), writeRecords(p, changes), writeRows(p, changes)];
  await db.query({ name: 'write', text: `WITH${parts.join(',')} SELECT`, values: p.values });
}
