import { checkInstant, checkRevs, draftOf, probe, putLines } from '../ledger/draft.ts';
import { checkSame, receiptOf, requestOf } from '../ledger/entry.ts';
import type { Draft, Line } from '../ledger/line.ts';
import { rowLineOf } from '../ledger/outbox.ts';
import type { Row } from '../ledger/rows.ts';
import { type Claim, type Commit, type Receipt, type Settle, StoreError } from '../store.ts';
import type { Loaded, Needs } from './loading.ts';
import type { Lease } from './shapes.ts';

/** A line to write, or an answer without one. */
export type Step<T> =
  | { readonly draft: Draft; readonly answer: (line: Line, hash: string) => T }
  | { readonly done: T };

/** Something that wants to write a line: what to look at, and the line itself. `step` throws StoreError to refuse. */
export type Task<T> = { readonly needs: Needs; readonly step: (loaded: Loaded) => Step<T> };

const NOTHING: Needs = { refs: [], requests: [], uniques: [], rows: [] };

function answered({ requestId, fingerprint }: Commit, { requests }: Loaded): Receipt | undefined {
  const known = requests.get(requestId);
  checkSame(requestId, known, fingerprint);
  return known && receiptOf(known, true);
}

export function commitTask(commit: Commit): Task<Receipt> {
  const { put = [], remove = [], expect = [], erase = [], unique = [], outbox = [] } = commit;
  return {
    needs: {
      refs: [...put, ...remove, ...expect, ...erase],
      requests: [commit.requestId],
      uniques: unique,
      rows: outbox.map(({ id }) => id),
    },
    step(loaded) {
      const before = answered(commit, loaded);
      if (before) return { done: before };
      const answer = (line: Line, hash: string): Receipt => {
        const request = requestOf(line, hash);
        if (!request) throw new TypeError('a commit has a requestId');
        return receiptOf(request, false);
      };
      return { draft: draftOf(commit, loaded).draft, answer };
    },
  };
}

/** The row and lease behind a claim. Throws CONFLICT when somebody else has it by now. */
function held(claim: Claim, { state, leases }: Loaded): { readonly row: Row; readonly lease: Lease } {
  const row = state.rows.waiting.get(claim.item.id);
  const lease = leases.get(claim.item.id);
  if (row && lease?.fence === claim.fence) return { row, lease };
  throw new StoreError('CONFLICT', `the claim on ${claim.item.id} is not held any more`, claim.item.id);
}

export function attemptTask(claim: Claim, now: string): Task<void> {
  checkInstant(now);
  return {
    needs: { ...NOTHING, rows: [claim.item.id] },
    step(loaded) {
      const { row, lease } = held(claim, loaded);
      // The same attempt told twice is one attempt.
      if (row.attempts >= claim.attempt) return { done: undefined };
      const change = { do: 'attempt', id: row.item.id } as const;
      return {
        draft: { at: now, by: lease.worker, why: 'outbox attempt', row: change },
        answer: () => undefined,
      };
    },
  };
}

export function settleTask(claim: Claim, settle: Settle): Task<void> {
  checkInstant(settle.at);
  if (settle.kind === 'retry') checkInstant(settle.notBefore);
  const puts = settle.kind === 'sent' ? (settle.put ?? []) : [];
  return {
    needs: { ...NOTHING, refs: puts, rows: [claim.item.id] },
    step(loaded) {
      const { row, lease } = held(claim, loaded);
      checkRevs(puts, loaded.staged);
      probe(puts, loaded.state);
      const { lines } = putLines(puts, loaded);
      // Only now, as a refused settling leaves the claim as it was.
      loaded.leases.delete(row.item.id);
      const draft = {
        at: settle.at,
        by: lease.worker,
        why: `outbox ${settle.kind}`,
        ...(lines.length > 0 && { put: lines }),
        row: rowLineOf(row.item.id, settle),
      };
      return { draft, answer: () => undefined };
    },
  };
}

type Requeue = {
  readonly id: string;
  readonly now: string;
  readonly actor: string;
  readonly notBefore: string;
};

export function requeueTask(rowId: string, as: Requeue): Task<void> {
  for (const time of [as.now, as.notBefore]) checkInstant(time);
  return {
    needs: { ...NOTHING, rows: [rowId, as.id] },
    step({ state }) {
      if (!state.rows.stuck.has(rowId))
        throw new StoreError('CONFLICT', `${rowId} is neither dead nor unknown`, rowId);
      if (state.rows.has(as.id)) throw new StoreError('DUPLICATE_KEY', `${as.id} is taken`, as.id);
      const row = { do: 'requeue', id: rowId, as: as.id, notBefore: as.notBefore } as const;
      return { draft: { at: as.now, by: as.actor, why: 'outbox requeue', row }, answer: () => undefined };
    },
  };
}
