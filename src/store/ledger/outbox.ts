import { type Claim, type Settle, StoreError } from '../store.ts';
import { checkInstant, checkRevs, probe, putLines } from './draft.ts';
import type { RowLine } from './line.ts';
import type { Opened } from './opening.ts';

type Requeue = {
  readonly id: string;
  readonly now: string;
  readonly actor: string;
  readonly notBefore: string;
};

/** The line of an attempt that is about to go out; resolves when it is durable. CONFLICT when the fence moved. */
export async function beginAttempt(opened: Opened, claim: Claim, now: string): Promise<void> {
  checkInstant(now);
  const { lease, row } = opened.claims.held(claim);
  // The same attempt told twice is one attempt.
  if (row.attempts >= claim.attempt) return;
  const draft = {
    at: now,
    by: lease.worker,
    why: 'outbox attempt',
    row: { do: 'attempt', id: row.item.id } as const,
  };
  await opened.claims.during(lease, () => opened.writer.submit(draft, []).done);
}

/** What a settling says of its row in the ledger. */
export function rowLineOf(id: string, settle: Settle): RowLine {
  switch (settle.kind) {
    case 'sent':
      return { do: 'sent', id, message: settle.messageId };
    case 'skipped':
      return { do: 'skipped', id, error: settle.why };
    case 'retry':
      return { do: 'retry', id, notBefore: settle.notBefore, error: settle.error };
    default:
      return { do: settle.kind, id, error: settle.error };
  }
}

/** What became of a claimed row; CONFLICT when the fence moved or a record of `put` did. */
export async function settleRow(opened: Opened, claim: Claim, settle: Settle): Promise<void> {
  const { claims, writer, staged, state } = opened;
  checkInstant(settle.at);
  if (settle.kind === 'retry') checkInstant(settle.notBefore);
  const { lease, row } = claims.held(claim);
  const puts = settle.kind === 'sent' ? (settle.put ?? []) : [];
  checkRevs(puts, staged);
  probe(puts, state);
  const { lines, newKeys } = putLines(puts, opened);
  const draft = {
    at: settle.at,
    by: lease.worker,
    why: `outbox ${settle.kind}`,
    ...(lines.length > 0 && { put: lines }),
    row: rowLineOf(row.item.id, settle),
  };
  await claims.during(lease, () => writer.submit(draft, newKeys).done);
  claims.release(claim);
}

/** A dead or unknown row goes out again under a new id. CONFLICT for any other row, DUPLICATE_KEY for a used id. */
export async function requeueRow(opened: Opened, rowId: string, as: Requeue): Promise<void> {
  const { state, staged, writer } = opened;
  for (const time of [as.now, as.notBefore]) checkInstant(time);
  if (!state.rows.stuck.has(rowId) || staged.isRequeued(rowId)) {
    throw new StoreError('CONFLICT', `${rowId} is neither dead nor unknown`, rowId);
  }
  if (staged.hasRow(as.id)) throw new StoreError('DUPLICATE_KEY', `${as.id} is taken`, as.id);
  const row = { do: 'requeue', id: rowId, as: as.id, notBefore: as.notBefore } as const;
  await writer.submit({ at: as.now, by: as.actor, why: 'outbox requeue', row }, []).done;
}
