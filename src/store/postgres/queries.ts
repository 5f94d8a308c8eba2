import type { Row } from '../ledger/rows.ts';
import { type Claim, type ListQuery, type OutboxState, PLANNED_MS, type Ref } from '../store.ts';
import { afterPrefix, fromKey, toKey } from './order.ts';
import type { Db } from './shapes.ts';
import { DOCUMENT, type DocumentRow, type Found, foundOf, instantOf } from './sql.ts';

/** What is read outside of commits, and the claiming of rows, which is no line of the ledger. */

/** One record, with its wrapped key. */
export async function findDocument(db: Db, { kind, id }: Ref): Promise<Found | undefined> {
  const { rows } = await db.query<DocumentRow>({
    name: 'document',
    text: `SELECT d.kind, d.id, ${DOCUMENT}, k.wrapped FROM qingfeng.documents d
LEFT JOIN qingfeng.record_keys k ON k.key = d.seal_key WHERE d.kind = $1 AND d.id = $2`,
    values: [toKey(kind), toKey(id)],
  });
  return rows[0] && foundOf(rows[0]);
}

type Range = Pick<ListQuery, 'from' | 'to' | 'prefix'>;
export type Page = Range & { readonly index: string | undefined; readonly limit: number };
export type After = { readonly value: string; readonly id: string } | undefined;

const lowest = ({ from = '', prefix = '' }: Range): string => toKey(from > prefix ? from : prefix);
const rangeValues = (range: Range): (string | null)[] => [
  lowest(range),
  range.to === undefined ? null : toKey(range.to),
  range.prefix === undefined ? null : afterPrefix(range.prefix),
];
const within = (column: string): string =>
  `${column} >= $2 AND ($3::text IS NULL OR ${column} <= $3) AND ($4::text IS NULL OR ${column} < $4)`;

const BY_ID = `SELECT d.id AS value, d.kind, d.id, ${DOCUMENT}, k.wrapped FROM qingfeng.documents d
LEFT JOIN qingfeng.record_keys k ON k.key = d.seal_key
WHERE d.kind = $1 AND ${within('d.id')} AND ($5::text IS NULL OR d.id > $6) ORDER BY d.id LIMIT $7`;

/** A record stands once in a range, at its smallest value there. */
const BY_INDEX = `SELECT e.value, d.kind, d.id, ${DOCUMENT}, k.wrapped FROM qingfeng.index_entries e
JOIN qingfeng.documents d ON d.kind = e.kind AND d.id = e.id
LEFT JOIN qingfeng.record_keys k ON k.key = d.seal_key
WHERE e.kind = $1 AND e.index = $8 AND ${within('e.value')}
 AND ($5::text IS NULL OR (e.value, e.id) > ($5, $6))
 AND NOT EXISTS (SELECT FROM qingfeng.index_entries o WHERE o.kind = $1 AND o.index = $8 AND o.id = e.id
  AND o.value >= $2 AND o.value < e.value)
ORDER BY e.value, e.id LIMIT $7`;

/** Documents of one moment in the order of an index, or of ids, after a value and id. */
export async function readPage(
  db: Db,
  kind: string,
  page: Page,
  after: After,
): Promise<ReadonlyArray<Found & { readonly value: string }>> {
  const values = [
    toKey(kind),
    ...rangeValues(page),
    ...(after ? [toKey(after.value), toKey(after.id)] : [null, null]),
  ];
  const query =
    page.index === undefined
      ? { name: 'page by id', text: BY_ID, values: [...values, page.limit] }
      : { name: 'page by index', text: BY_INDEX, values: [...values, page.limit, toKey(page.index)] };
  const { rows } = await db.query<DocumentRow & { value: string }>(query);
  return rows.map((row) => ({ ...foundOf(row), value: fromKey(row.value) }));
}

/** How many documents have each value. */
export async function countValues(
  db: Db,
  kind: string,
  index: string,
  range: Range,
): Promise<ReadonlyArray<readonly [string, number]>> {
  const { rows } = await db.query<{ value: string; count: string }>({
    name: 'tally',
    text: `SELECT value, count(*) FROM qingfeng.index_entries WHERE kind = $1 AND index = $5 AND ${within('value')}
GROUP BY value ORDER BY value`,
    values: [toKey(kind), ...rangeValues(range), toKey(index)],
  });
  return rows.map(({ value, count }) => [fromKey(value), Number(count)]);
}

export async function readRequest(db: Db, id: string): Promise<string | undefined> {
  const text = 'SELECT receipt FROM qingfeng.requests WHERE id = $1';
  const { rows } = await db.query<{ receipt: string }>({ name: 'request', text, values: [toKey(id)] });
  return rows[0]?.receipt;
}

/** Rows in a state, oldest first. */
export async function readRows(db: Db, state: OutboxState, limit: number): Promise<readonly Row[]> {
  const { rows } = await db.query<{ exact: string }>({
    name: 'rows by state',
    text: 'SELECT exact FROM qingfeng.outbox WHERE state = $1 ORDER BY created_at, place LIMIT $2',
    values: [state, limit],
  });
  return rows.map(({ exact }) => JSON.parse(exact) as Row);
}

/** When the row that has been due for longest, or will be due next, is due. */
export async function readFirstDue(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ due: Date }>({
    name: 'first due',
    text: "SELECT due FROM qingfeng.outbox WHERE state = 'waiting' ORDER BY due LIMIT 1",
  });
  return rows[0]?.due.toISOString() ?? null;
}

/** Lines from a number on, in order. */
export async function readLines(
  db: Db,
  from: number,
  limit: number,
): Promise<ReadonlyArray<{ readonly seq: number; readonly line: string }>> {
  const { rows } = await db.query<{ seq: string; line: string }>({
    name: 'lines',
    text: 'SELECT seq, line FROM qingfeng.ledger WHERE seq >= $1 ORDER BY seq LIMIT $2',
    values: [from, limit],
  });
  return rows.map(({ seq, line }) => ({ seq: Number(seq), line }));
}

/** A record key as it is stored, or when it was destroyed. */
export async function findKey(
  db: Db,
  key: string,
): Promise<{ wrapped: Buffer | null; at: string | null } | undefined> {
  const { rows } = await db.query<{ wrapped: Buffer | null; at: string | null }>({
    name: 'key',
    text: `SELECT k.wrapped, e.at FROM (SELECT $1::text AS key) x
LEFT JOIN qingfeng.record_keys k ON k.key = x.key LEFT JOIN qingfeng.erased_keys e ON e.key = x.key`,
    values: [key],
  });
  return rows[0];
}

/** The line that touched a record last, 0 for none. */
export async function findTouched(db: Db, { kind, id }: Ref): Promise<number> {
  const { rows } = await db.query<{ seq: string }>({
    name: 'touched',
    text: `SELECT seq FROM qingfeng.documents WHERE kind = $1 AND id = $2
UNION ALL SELECT seq FROM qingfeng.gone WHERE kind = $1 AND id = $2`,
    values: [toKey(kind), toKey(id)],
  });
  return Number(rows[0]?.seq ?? 0);
}

/** The rows of a key that come before `o` and hold it back: due themselves, or waiting for their next attempt, not planned. */
const FIRST_OF_KEY = `o.state = 'waiting' AND o.not_before <= $1
 AND NOT EXISTS (SELECT FROM qingfeng.outbox e WHERE e.key = o.key AND e.state = 'waiting' AND e.place < o.place
  AND (e.not_before <= $1 OR e.attempts > 0 AND e.not_before <= $1::timestamptz + interval '${PLANNED_MS} ms'))
 AND NOT EXISTS (SELECT FROM qingfeng.outbox l WHERE l.key = o.key AND l.state = 'waiting' AND l.lease_until > $1)`;

/**
 * Takes the keys that have a row to claim. Whoever has a key is alone with its rows until the transaction ends; keys
 * that another worker looks at are passed over.
 */
export async function lockKeys(db: Db, now: string, max: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>({
    name: 'keys to claim',
    text: `SELECT k.key FROM qingfeng.outbox o JOIN qingfeng.outbox_keys k ON k.key = o.key
WHERE ${FIRST_OF_KEY} ORDER BY o.place LIMIT $2 FOR UPDATE OF k SKIP LOCKED`,
    values: [instantOf(now), max],
  });
  return rows.map(({ key }) => key);
}

export type Worker = { readonly name: string; readonly instance: string; readonly until: string };

/** Leases the first row of each key that is ours; looked up anew, as the rows may have moved before we had the key. */
export async function claimRows(
  db: Db,
  keys: readonly string[],
  now: string,
  { name, instance, until }: Worker,
): Promise<readonly Claim[]> {
  const { rows } = await db.query<{ exact: string; fence: string; place: string }>({
    name: 'claim',
    text: `WITH picked AS (SELECT o.id FROM qingfeng.outbox o WHERE o.key = ANY($2::text[]) AND ${FIRST_OF_KEY}
 FOR UPDATE OF o SKIP LOCKED)
UPDATE qingfeng.outbox o SET fence = nextval('qingfeng.fences'), worker = $3, instance = $4, lease_until = $5
FROM picked WHERE o.id = picked.id RETURNING o.exact, o.fence, o.place`,
    values: [instantOf(now), keys, toKey(name), instance, until],
  });
  return [...rows]
    .sort((a, b) => Number(a.place) - Number(b.place))
    .map(({ exact, fence }) => claimOf(JSON.parse(exact) as Row, Number(fence), until));
}

const claimOf = ({ item, attempts, firstAttemptAt }: Row, fence: number, leaseUntil: string): Claim =>
  Object.freeze({ item, fence, attempt: attempts + 1, firstAttemptAt, leaseUntil });

/** Others need not wait for the leases of an instance that stops. */
export async function endLeases(db: Db, instance: string): Promise<void> {
  await db.query(
    'UPDATE qingfeng.outbox SET lease_until = NULL WHERE instance = $1 AND lease_until IS NOT NULL',
    [instance],
  );
}
