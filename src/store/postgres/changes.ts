import { type Request, refKey, requestOf } from '../ledger/entry.ts';
import type { Encoded, Line } from '../ledger/line.ts';
import { KEEP_MS, type Row } from '../ledger/rows.ts';
import { REMEMBER_MS, type State } from '../ledger/state.ts';
import type { KindSpec, Ref } from '../store.ts';
import type { Loaded } from './loading.ts';
import { type Changes, type IndexEntry, indexEntriesOf, type PlacedRow, type StoredKey } from './shapes.ts';

/** Outbox rows of one line that keep their order: 20 bits. */
const PLACES = 2 ** 20;

/** Where a row stands among those of its state: by line, then by its place in the line. */
export const placeOf = (seq: number, at: number): number => seq * PLACES + at;

const latest = (lines: readonly Line[]): number => Math.max(...lines.map(({ at }) => Date.parse(at)));
/** As long as the embedded store remembers requests and settled rows. */
const before = (lines: readonly Line[], ms: number): string => new Date(latest(lines) - ms).toISOString();

const touchedBy = (lines: readonly Line[]): readonly Ref[] => {
  const refs = lines.flatMap(({ put = [], erase = [], remove = [] }) => [...put, ...erase, ...remove]);
  return [...new Map(refs.map(({ kind, id }) => [refKey({ kind, id }), { kind, id }])).values()];
};

const nameOf = ({ index, value }: IndexEntry): string => `${index}\u0000${value}`;
/** Entries of `these` that are not among `those`, both of one document. */
const without = (these: readonly IndexEntry[], those: readonly IndexEntry[]): readonly IndexEntry[] => {
  const names = new Set(those.map(nameOf));
  return these.filter((entry) => !names.has(nameOf(entry)));
};

/** Index entries before and after, of every touched record. */
function indexChanges(refs: readonly Ref[], { state, before }: Loaded, kinds: readonly KindSpec[]) {
  const specs = new Map(kinds.map((spec) => [spec.kind, spec]));
  const [indexed, unindexed]: [IndexEntry[], IndexEntry[]] = [[], []];
  for (const ref of refs) {
    const spec = specs.get(ref.kind);
    const old = before.get(refKey(ref));
    const entry = state.entry(ref);
    const had = old?.there ? indexEntriesOf(spec, ref, old.body) : [];
    const has = entry ? indexEntriesOf(spec, ref, entry.body) : [];
    indexed.push(...without(has, had));
    unindexed.push(...without(had, has));
  }
  return { indexed, unindexed };
}

function newKeys(refs: readonly Ref[], { state, before, keys }: Loaded): readonly StoredKey[] {
  return refs.flatMap((ref) => {
    const key = state.keyOf.get(refKey(ref));
    return key === undefined || key === before.get(refKey(ref))?.key
      ? []
      : [{ ...ref, key, wrapped: keys.wrapped(key) }];
  });
}

export const rowOf = ({ rows }: State, id: string): Row | undefined =>
  rows.waiting.get(id) ?? rows.stuck.get(id) ?? rows.done.get(id);

const isWaiting = (row: Row | undefined): boolean => row?.state === 'waiting';

/** Every row that the lines touched, with its place and whether its lease stays. */
function rowChanges(lines: readonly Line[], { state, leases, places }: Loaded) {
  const at = new Map<string, number>();
  for (const { seq, outbox = [], row } of lines) {
    for (const [n, { id }] of outbox.entries()) at.set(id, placeOf(seq, n));
    if (row?.do === 'requeue') at.set(row.as, placeOf(seq, 0));
    // A row that goes on waiting keeps its place; one that changes its state comes last there.
    if (row)
      at.set(
        row.id,
        isWaiting(rowOf(state, row.id)) ? (at.get(row.id) ?? places.get(row.id) ?? 0) : placeOf(seq, 0),
      );
  }
  const rows: PlacedRow[] = [];
  const droppedRows: string[] = [];
  for (const [id, place] of at) {
    const row = rowOf(state, id);
    if (row) rows.push({ row, place, lease: leases.has(id) });
    else droppedRows.push(id);
  }
  return { rows, droppedRows };
}

/** What the lines of one batch changed, from the state that they were applied to. */
export function changesOf(encoded: readonly Encoded[], loaded: Loaded, kinds: readonly KindSpec[]): Changes {
  const { state } = loaded;
  const lines = encoded.map(({ line }) => line);
  const refs = touchedBy(lines);
  const gone = refs.flatMap((ref) => {
    const seq = state.gone.get(refKey(ref));
    return seq === undefined ? [] : [{ ...ref, seq }];
  });
  const entries = refs.flatMap((ref) => state.entry(ref) ?? []);
  const requests = encoded.flatMap(({ line, hash }) => requestOf(line, hash) ?? []);
  return {
    lines: encoded.map(({ line, bytes }) => ({ seq: line.seq, text: bytes.toString('utf8').trimEnd() })),
    head: encoded.slice(-1).map(({ line, hash }) => ({ seq: line.seq, hash })),
    entries,
    removed: refs.filter((ref) => !state.entry(ref)),
    gone,
    back: entries,
    ...indexChanges(refs, loaded, kinds),
    keys: newKeys(refs, loaded),
    erased: [...state.erased].map(([key, at]) => ({ key, at })),
    requests: [...new Map(requests.map((request: Request) => [request.id, request])).values()],
    uniques: lines.flatMap(({ uniq = [] }) => uniq),
    ...rowChanges(lines, loaded),
    forgetBefore: before(lines, REMEMBER_MS),
    dropBefore: before(lines, KEEP_MS),
  };
}
