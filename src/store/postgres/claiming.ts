import type { Pool } from 'pg';
import type { Claim, ClaimOptions } from '../store.ts';
import { roomFor, writeLeased } from './pacing.ts';
import { claimRows, lockKeys, readFirstDue, type Worker } from './queries.ts';
import type { Db } from './shapes.ts';
import { readHead } from './sql.ts';
import { checkShape, type Tail } from './writer.ts';

/**
 * Claims due rows in a transaction of its own. The head is only looked at: a claim is no line of the ledger. Asked once
 * a second, it is also how an instance learns what the others wrote. Throws UNAVAILABLE for another `shape` of tables.
 */
export async function claimDue(
  pool: Pool,
  options: ClaimOptions,
  worker: Worker,
  shape: string,
): Promise<{ claims: readonly Claim[]; tail: Tail }> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '2s'");
    const head = await readHead(db);
    // Whoever may not write could send nothing that it leases; the others would wait for its leases to end.
    checkShape(head, shape);
    const claims = await claimIn(db, options, worker);
    const tail = { seq: head.seq, hash: head.hash, firstDue: await readFirstDue(db) };
    await db.query('COMMIT');
    return { claims, tail };
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    db.release(broken);
  }
}

async function claimIn(db: Db, { max, now, pace }: ClaimOptions, worker: Worker): Promise<readonly Claim[]> {
  const keys = max < 1 ? [] : await lockKeys(db, now, Math.floor(max));
  if (keys.length === 0) return [];
  if (!pace) return claimRows(db, keys, now, worker);
  // Containers of one image may all be `host:1`.
  const name = `${worker.instance} ${worker.name}`;
  const room = await roomFor(db, name, now, pace);
  if (room <= 0) return [];
  const claims = await claimRows(db, keys.slice(0, room), now, worker);
  if (claims.length > 0) await writeLeased(db, name, now, { rows: claims.length, ms: pace.ms });
  return claims;
}
