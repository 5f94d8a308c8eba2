import type { Pool } from 'pg';
import type { Claim } from '../store.ts';
import { claimRows, lockKeys, readFirstDue, type Worker } from './queries.ts';
import { readHead } from './sql.ts';
import type { Tail } from './writer.ts';

/**
 * Claims due rows in a transaction of its own. The head is only looked at: a claim is no line of the ledger. Asked once
 * a second, it is also how an instance learns what the others wrote.
 */
export async function claimDue(
  pool: Pool,
  { max, now }: { readonly max: number; readonly now: string },
  worker: Worker,
): Promise<{ claims: readonly Claim[]; tail: Tail }> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '2s'");
    const keys = max < 1 ? [] : await lockKeys(db, now, Math.floor(max));
    const claims = keys.length > 0 ? await claimRows(db, keys, now, worker) : [];
    const { seq, hash } = await readHead(db);
    const tail = { seq, hash, firstDue: await readFirstDue(db) };
    await db.query('COMMIT');
    return { claims, tail };
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    db.release(broken);
  }
}
