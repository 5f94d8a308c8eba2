import type { OutboxItem, OutboxRow, OutboxState } from '../store.ts';
import { freezeDeep } from './entry.ts';
import type { Placed, RowLine } from './line.ts';

/**
 * Settled rows leave memory after this; the ledger keeps them. Rows that wait for a person stay. As long as Feishu
 * remembers a uuid, so that no row takes the id of one that it would swallow.
 */
export const KEEP_MS = 3_600_000;

/** A row with when it got its present state. */
export type Row = OutboxRow & { readonly since: string };

const DONE: readonly OutboxState[] = ['sent', 'skipped'];

/** The outbox in three books, each in the order of the ledger: rows to do, rows for a person, rows that are done. */
export class Rows {
  readonly waiting = new Map<string, Row>();
  readonly stuck = new Map<string, Row>();
  readonly done = new Map<string, Row>();

  has(id: string): boolean {
    return this.waiting.has(id) || this.stuck.has(id) || this.done.has(id);
  }

  #book(state: OutboxState): Map<string, Row> {
    if (state === 'waiting') return this.waiting;
    return DONE.includes(state) ? this.done : this.stuck;
  }

  /** Files a row under its state. A row that stays waiting keeps its place in the order. */
  file(row: Row): void {
    const book = this.#book(row.state);
    for (const other of [this.waiting, this.stuck, this.done]) if (other !== book) other.delete(row.item.id);
    book.set(row.item.id, freezeDeep(row));
  }

  add(item: OutboxItem, at: string): void {
    this.file({ item, state: 'waiting', attempts: 0, firstAttemptAt: null, createdAt: at, since: at });
  }

  apply(change: RowLine, line: Placed): void {
    const row = this.waiting.get(change.id) ?? this.stuck.get(change.id);
    if (!row) return;
    if (change.do === 'requeue') {
      const item = { ...row.item, id: change.as, notBefore: change.notBefore };
      this.file({ ...row, state: 'skipped', error: `sent again as ${change.as}`, since: line.at });
      this.add(item, line.at);
    } else this.file(rowAfter(row, change, line.at));
  }

  /** Lets go of rows that were settled more than an hour before `at`. */
  forget(at: string): void {
    const limit = Date.parse(at) - KEEP_MS;
    for (const [id, row] of this.done) {
      if (Date.parse(row.since) >= limit) return;
      this.done.delete(id);
    }
  }

  /** When the longest-waiting due row became due. */
  oldestDue(now: string): string | undefined {
    let oldest: string | undefined;
    for (const { createdAt, item } of this.waiting.values()) {
      const due = createdAt > item.notBefore ? createdAt : item.notBefore;
      if (due <= now && (oldest === undefined || due < oldest)) oldest = due;
    }
    return oldest;
  }

  /** Rows of one state, oldest first. */
  list(state: OutboxState, limit: number): readonly OutboxRow[] {
    const found = [...this.#book(state).values()].filter((row) => row.state === state);
    found.sort((a, b) => (a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt)));
    return found.slice(0, limit).map(({ since: _since, ...row }) => Object.freeze(row));
  }
}

function rowAfter(row: Row, change: Exclude<RowLine, { do: 'requeue' }>, at: string): Row {
  switch (change.do) {
    case 'attempt':
      return { ...row, attempts: row.attempts + 1, firstAttemptAt: row.firstAttemptAt ?? at, since: at };
    case 'sent':
      return { ...row, state: 'sent', messageId: change.message, since: at };
    case 'retry':
      return { ...row, item: { ...row.item, notBefore: change.notBefore }, error: change.error, since: at };
    default:
      return { ...row, state: change.do, error: change.error, since: at };
  }
}
