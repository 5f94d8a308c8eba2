import type { Pool } from 'pg';
import type { Claim } from '../store.ts';
import { claimRows, lockKeys, type Worker } from './queries.ts';

/** Claims due rows in a transaction of its own. The head is not touched: a claim is no line of the ledger. */
export async function claimDue(
  pool: Pool,
  { max, now }: { readonly max: number; readonly now: string },
  worker: Worker,
): Promise<readonly Claim[]> {
  if (max < 1) return [];
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '2s'");
    const keys = await lockKeys(db, now, Math.floor(max));
    const claims = keys.length > 0 ? await claimRows(db, keys, now, worker) : [];
    await db.query('COMMIT');
    return claims;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    db.release(broken);
  }
}
