import { type Json, type Receipt, type Ref, type Rev, StoreError } from '../store.ts';
import type { EraseLine, Placed, PutLine, Seal } from './line.ts';

/** A document as the state holds it: readable body, free text still sealed. Frozen through and through. */
export type Entry = Ref & {
  readonly rev: Rev;
  readonly schema: number;
  readonly body: Json;
  readonly seal?: Seal;
  readonly erasedAt?: string;
  readonly at: string;
  readonly by: string;
  /** The line that touched it last. */
  readonly seq: number;
};

/** A commit that may come again. */
export type Request = Omit<Receipt, 'replayed'> & { readonly id: string; readonly fp: string };

export const refKey = (ref: Ref): string => `${ref.kind}\u0000${ref.id}`;

/** The other way round. */
export const refOf = (key: string): Ref => {
  const cut = key.indexOf('\u0000');
  return { kind: key.slice(0, cut), id: key.slice(cut + 1) };
};

/** Freezes a JSON value to its leaves. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const key of Object.keys(value)) freezeDeep((value as Readonly<Record<string, unknown>>)[key]);
  return Object.freeze(value);
}

/** The entry that a put makes of the one before it. */
export function entryOf(put: PutLine, line: Placed, before: Entry | undefined): Entry {
  const { kind, id, rev, schema, body, seal } = put;
  const erasedAt = seal ? undefined : before?.erasedAt;
  const { at, by, seq } = line;
  if (seal) return freezeDeep({ kind, id, rev, schema, body, at, by, seq, seal });
  if (erasedAt) return freezeDeep({ kind, id, rev, schema, body, at, by, seq, erasedAt });
  return freezeDeep({ kind, id, rev, schema, body, at, by, seq });
}

/** The entry that an erasure leaves: the same words for everyone, no sealed text. */
export function erasedEntry(entry: Entry, erase: EraseLine, line: Placed): Entry {
  const { seal: _seal, ...rest } = entry;
  return freezeDeep({ ...rest, rev: erase.rev ?? entry.rev, erasedAt: line.at, seq: line.seq });
}

export function requestOf(line: Placed, hash: string): Request | undefined {
  if (line.req === undefined) return undefined;
  const erased = (line.erase ?? []).flatMap(({ rev, ...ref }) => (rev === undefined ? [] : { ...ref, rev }));
  const revs = [...(line.put ?? []), ...erased].map(({ kind, id, rev }) => ({ kind, id, rev }));
  const result = line.res === undefined ? {} : { result: line.res };
  return freezeDeep({ id: line.req, fp: line.fp ?? '', seq: line.seq, hash, at: line.at, revs, ...result });
}

/** Throws IDEMPOTENCY_MISMATCH when a request that is known meant something else. */
export function checkSame(
  requestId: string,
  known: { readonly fp: string } | undefined,
  fingerprint: string,
): void {
  if (known && known.fp !== fingerprint)
    throw new StoreError('IDEMPOTENCY_MISMATCH', `${requestId} came before with other content`, requestId);
}

export function receiptOf({ seq, hash, at, revs, result }: Request, replayed: boolean): Receipt {
  return Object.freeze({ seq, hash, at, revs, ...(result !== undefined && { result }), replayed });
}
