import type { Pace } from '../store.ts';
import { LOCKS } from './locks.ts';
import { toKey } from './order.ts';
import type { Db } from './shapes.ts';
import { instantOf } from './sql.ts';

const around = (now: string, ms: number): readonly [string, string] => {
  const at = Date.parse(instantOf(now));
  return [new Date(at - ms).toISOString(), new Date(at + ms).toISOString()];
};

/**
 * How many rows the worker may lease now, by what all instances leased. Nobody else counts until the transaction ends.
 * Both ways: what was leased at a time that has not come again (the clock was put back) is long ago.
 */
export async function roomFor(db: Db, worker: string, now: string, pace: Pace): Promise<number> {
  // A statement of its own: the next one has to see what whoever held the lock wrote.
  await db.query({ name: 'pace', text: 'SELECT pg_advisory_xact_lock($1)', values: [LOCKS.pace] });
  const { rows } = await db.query<{ taken: string; other: boolean }>({
    name: 'leased',
    text: `SELECT coalesce(sum(rows), 0) AS taken,
 coalesce(bool_or(worker <> $3 AND at > $4 AND at < $5), false) AS other
FROM qingfeng.leased WHERE at > $1 AND at < $2`,
    values: [...around(now, pace.ms), toKey(worker), ...around(now, pace.apartMs)],
  });
  const [found] = rows;
  return !found || found.other ? 0 : pace.most - Number(found.taken);
}

/** Notes what was leased: one row a round, none when nothing is due. Lets go of what no pace of `ms` counts any more. */
export async function writeLeased(
  db: Db,
  worker: string,
  now: string,
  { rows, ms }: { readonly rows: number; readonly ms: number },
): Promise<void> {
  await db.query({
    name: 'write leased',
    text: `WITH old AS (DELETE FROM qingfeng.leased WHERE at <= $1 OR at >= $2)
INSERT INTO qingfeng.leased (at, worker, rows) VALUES ($3, $4, $5)`,
    values: [...around(now, ms), instantOf(now), toKey(worker), rows],
  });
}
