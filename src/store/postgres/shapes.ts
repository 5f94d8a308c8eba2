import type { ClientBase } from 'pg';
import type { Entry, Request } from '../ledger/entry.ts';
import type { Row } from '../ledger/rows.ts';
import type { KindSpec, Ref } from '../store.ts';

/** A connection: whoever has one is inside a transaction or about to begin one. */
export type Db = Pick<ClientBase, 'query'>;

export type Head = {
  readonly seq: number;
  readonly hash: string;
  readonly store: string;
  readonly shape: string;
};
export type IndexEntry = Ref & { readonly index: string; readonly value: string };
export type StoredKey = Ref & { readonly key: string; readonly wrapped: Buffer };
/** Who works on a row: the fence decides, the time only says when others may take it. */
export type Lease = { readonly fence: number; readonly worker: string };
/** A row with its place in the order of its state; `lease` false takes the row from whoever has it. */
export type PlacedRow = { readonly row: Row; readonly place: number; readonly lease: boolean };

/** What one batch of lines, or an import, writes. No row of a table stands in it twice. */
export type Changes = {
  readonly lines: ReadonlyArray<{ readonly seq: number; readonly text: string }>;
  /** The new head, or nothing where it does not move. */
  readonly head: ReadonlyArray<{ readonly seq: number; readonly hash: string }>;
  readonly entries: readonly Entry[];
  readonly removed: readonly Ref[];
  readonly gone: ReadonlyArray<Ref & { readonly seq: number }>;
  /** Made anew, so not gone any more. */
  readonly back: readonly Ref[];
  readonly indexed: readonly IndexEntry[];
  readonly unindexed: readonly IndexEntry[];
  readonly keys: readonly StoredKey[];
  readonly erased: ReadonlyArray<{ readonly key: string; readonly at: string }>;
  readonly requests: readonly Request[];
  readonly uniques: readonly string[];
  readonly rows: readonly PlacedRow[];
  readonly droppedRows: readonly string[];
  /** Requests from before this instant are let go. */
  readonly forgetBefore: string;
  /** Rows that were settled before this instant are let go. */
  readonly dropBefore: string;
};

const valuesOf = (found: string | readonly string[] | undefined): readonly string[] => {
  if (found === undefined) return [];
  return typeof found === 'string' ? [found] : [...new Set(found)];
};

/** Every index value of a document. Throws what the index function throws. */
export function indexEntriesOf(spec: KindSpec | undefined, ref: Ref, body: unknown): readonly IndexEntry[] {
  return Object.entries(spec?.indexes ?? {}).flatMap(([index, values]) =>
    valuesOf(values(body)).map((value) => ({ kind: ref.kind, id: ref.id, index, value })),
  );
}
