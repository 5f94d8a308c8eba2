import { type Request, refKey } from '../ledger/entry.ts';
import { Staged } from '../ledger/staged.ts';
import { State } from '../ledger/state.ts';
import type { KindSpec, Ref } from '../store.ts';
import type { Keyring } from './keyring.ts';
import type { Db, Lease } from './shapes.ts';
import { findRecords, findRequests, findUniques, lockRows } from './sql.ts';

/** What the checks of a commit look at. */
export type Needs = {
  readonly refs: readonly Ref[];
  readonly requests: readonly string[];
  readonly uniques: readonly string[];
  readonly rows: readonly string[];
};

/** The part of the state that a batch concerns, in the same form as the embedded store has all of it. */
export type Loaded = {
  readonly state: State;
  readonly staged: Staged;
  readonly keys: Keyring;
  /** With those that the batch itself makes. */
  readonly requests: Map<string, Request>;
  readonly leases: Map<string, Lease>;
  readonly places: ReadonlyMap<string, number>;
  /** Bodies and keys as they are in the database, to see what changed. */
  readonly before: ReadonlyMap<
    string,
    { readonly body: unknown; readonly there: boolean; readonly key: string | undefined }
  >;
};

const freshRefs = (refs: readonly Ref[]): readonly Ref[] => [
  ...new Map(refs.map(({ kind, id }) => [refKey({ kind, id }), { kind, id }])).values(),
];

/** Reads what the needs name. Call it with the head locked: nothing of it can change then but leases of other rows. */
export async function load(
  db: Db,
  needs: readonly Needs[],
  kinds: readonly KindSpec[],
  keys: Keyring,
): Promise<Loaded> {
  const state = new State(kinds);
  const before = new Map<string, { body: unknown; there: boolean; key: string | undefined }>();
  const [refs, requests, uniques, ids] = [
    freshRefs(needs.flatMap((need) => need.refs)),
    needs.flatMap((need) => need.requests),
    needs.flatMap((need) => need.uniques),
    needs.flatMap((need) => need.rows),
  ];
  for (const { kind, id, entry, gone, key } of refs.length > 0 ? await findRecords(db, refs) : []) {
    const ref = refKey({ kind, id });
    if (entry) state.place(entry);
    if (gone !== undefined) state.gone.set(ref, gone);
    if (key) {
      state.keyOf.set(ref, key.id);
      keys.take(key.id, key.wrapped);
    }
    before.set(ref, { body: entry?.body, there: entry !== undefined, key: key?.id });
  }
  const asked = requests.length > 0 ? await findRequests(db, requests) : [];
  const known = new Map(asked.map((request) => [request.id, request]));
  for (const key of uniques.length > 0 ? await findUniques(db, uniques) : []) state.uniques.add(key);
  const leases = new Map<string, Lease>();
  const places = new Map<string, number>();
  for (const { row, place, lease } of ids.length > 0 ? await lockRows(db, ids) : []) {
    state.rows.file(row);
    places.set(row.item.id, place);
    if (lease) leases.set(row.item.id, lease);
  }
  return { state, staged: new Staged(state), keys, requests: known, leases, places, before };
}
