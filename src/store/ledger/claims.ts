import { type Claim, type ClaimOptions, PLANNED_MS, StoreError } from '../store.ts';
import { Paced } from './paced.ts';
import type { Row, Rows } from './rows.ts';

type Lease = {
  readonly fence: number;
  readonly key: string;
  readonly until: string;
  readonly worker: string;
  busy: boolean;
};

const isAfter = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);

/**
 * Who works on which row. Leases live in memory: a new process starts without any, and as its fences begin at a
 * random number, a claim of the old process never fits.
 */
export class Claims {
  readonly #rows: Rows;
  readonly #leases = new Map<string, Lease>();
  readonly #paced: Paced;
  #fence: number;

  constructor(rows: Rows, firstFence: number) {
    this.#rows = rows;
    this.#paced = new Paced(rows);
    this.#fence = firstFence;
  }

  /** Keys with a row under way. A lease that ran out frees its key, unless its settling is being written. */
  #heldKeys(now: string): Set<string> {
    const held = new Set<string>();
    for (const [id, lease] of this.#leases) {
      if (!this.#rows.waiting.has(id)) this.#leases.delete(id);
      else if (lease.busy || isAfter(lease.until, now)) held.add(lease.key);
    }
    return held;
  }

  /**
   * Leases due rows, oldest first, one per key. A row that failed and waits for its next attempt holds back the rows
   * after it; a row that is only planned for later does not, nor one that was tried and then put off until the morning.
   */
  claim({ worker, max, leaseMs, now, pace }: ClaimOptions): readonly Claim[] {
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const room = pace ? Math.min(max, this.#paced.room(worker, now, pace)) : max;
    const claims = this.#firstDue(worker, room, until, now);
    if (pace) this.#paced.note(worker, now, claims.length);
    return claims;
  }

  #firstDue(worker: string, max: number, until: string, now: string): readonly Claim[] {
    const held = this.#heldKeys(now);
    const soon = new Date(Date.parse(now) + PLANNED_MS).toISOString();
    const claims: Claim[] = [];
    for (const row of this.#rows.waiting.values()) {
      if (claims.length >= max) break;
      if (held.has(row.item.key)) continue;
      const due = !isAfter(row.item.notBefore, now);
      if (due) claims.push(this.#lease(row, worker, until));
      if (due || (row.attempts > 0 && !isAfter(row.item.notBefore, soon))) held.add(row.item.key);
    }
    return claims;
  }

  #lease(row: Row, worker: string, until: string): Claim {
    this.#fence += 1;
    this.#leases.set(row.item.id, { fence: this.#fence, key: row.item.key, until, worker, busy: false });
    const { item, firstAttemptAt } = row;
    return Object.freeze({
      item,
      fence: this.#fence,
      attempt: row.attempts + 1,
      firstAttemptAt,
      leaseUntil: until,
    });
  }

  /** The lease and row behind a claim. Throws CONFLICT when somebody else has it by now. */
  held(claim: Claim): { readonly lease: Lease; readonly row: Row } {
    const lease = this.#leases.get(claim.item.id);
    const row = this.#rows.waiting.get(claim.item.id);
    if (row && lease && lease.fence === claim.fence && !lease.busy) return { lease, row };
    throw new StoreError('CONFLICT', `the claim on ${claim.item.id} is not held any more`, claim.item.id);
  }

  /** Keeps the row from being claimed or settled by others while its change is being written. */
  async during(lease: Lease, write: () => Promise<unknown>): Promise<void> {
    lease.busy = true;
    try {
      await write();
    } finally {
      lease.busy = false;
    }
  }

  release(claim: Claim): void {
    this.#leases.delete(claim.item.id);
  }
}
