import { inTurns } from '../../kernel/turns.ts';
import type { KindSpec, Ref, Rev } from '../store.ts';
import { Entries, type Heading, type Unread } from './entries.ts';
import { type Entry, entryOf, erasedEntry, refKey } from './entry.ts';
import { indexShape, KindIndexes } from './indexes.ts';
import type { EraseLine, Placed, PutLine, RemoveLine } from './line.ts';
import { Requests } from './requests.ts';
import { Rows } from './rows.ts';

/** Feishu pushes an event again up to 6 h later; 7 days leaves room for an outage over a long weekend. */
export const REMEMBER_MS = 7 * 86_400_000;

/** Records applied in one turn: some 20 µs each. */
const TURN = 100;

/** Documents of one kind and their indexes. */
type Shelf = { readonly entries: Entries; readonly indexes: KindIndexes };

/**
 * All that is durable, in memory. Only `apply` changes it, with a line that is already on the disk; a start replays
 * the same lines through the same function, so memory and ledger cannot say different things.
 */
export class State {
  seq = 0;
  hash = '';
  store = '';
  readonly shelves = new Map<string, Shelf>();
  /** Last line of a removed record that is not a passing one, so that its history stays reachable. */
  readonly gone = new Map<string, number>();
  /** Record → id of its live key. */
  readonly keyOf = new Map<string, string>();
  /** Destroyed key → when. */
  readonly erased = new Map<string, string>();
  readonly requests = new Requests();
  readonly uniques = new Set<string>();
  readonly rows = new Rows();
  readonly #specs: ReadonlyMap<string, KindSpec>;
  #indexed: boolean;
  /** Of the declared indexes: a snapshot made with others is of no use. */
  readonly shape: string;

  /** `indexed` false: a start places everything first and indexes it at once, by `index()` or `keptAll()`. */
  constructor(kinds: readonly KindSpec[], { indexed = true } = {}) {
    this.#specs = new Map(kinds.map((spec) => [spec.kind, spec]));
    this.#indexed = indexed;
    this.shape = indexShape(kinds);
  }

  /** Indexes what was placed, if that was not done one by one. */
  index(): void {
    if (this.#indexed) return;
    for (const { entries, indexes } of this.shelves.values())
      for (const entry of entries.values()) indexes.gather(entry.id, indexes.valuesOf(entry.body));
    this.keptAll();
  }

  /** Takes over a document of a snapshot unread. Not found before `keptAll`. */
  keep(unread: Unread, heading: Heading): void {
    const { entries, indexes } = this.shelf(heading.kind);
    entries.set(heading.id, unread);
    indexes.gather(heading.id, heading.ix);
    if (heading.k !== undefined) this.keyOf.set(refKey(heading), heading.k);
  }

  keptAll(): void {
    for (const { indexes } of this.shelves.values()) indexes.finish();
    this.#indexed = true;
  }

  spec(kind: string): KindSpec {
    const spec = this.#specs.get(kind);
    if (!spec) throw new TypeError(`the kind ${kind} is not declared`);
    return spec;
  }

  shelf(kind: string): Shelf {
    const known = this.shelves.get(kind);
    if (known) return known;
    const shelf = { entries: new Entries(), indexes: new KindIndexes(this.#specs.get(kind)) };
    this.shelves.set(kind, shelf);
    return shelf;
  }

  entry(ref: Ref): Entry | undefined {
    return this.shelves.get(ref.kind)?.entries.get(ref.id);
  }

  /** Documents of all kinds. */
  get size(): number {
    let sum = 0;
    for (const { entries } of this.shelves.values()) sum += entries.size;
    return sum;
  }

  rev({ kind, id }: Ref): Rev {
    return this.shelves.get(kind)?.entries.glance(id)?.rev ?? 0;
  }

  /** The line that touched a record last, 0 for none. */
  touched(ref: Ref): number {
    return this.shelves.get(ref.kind)?.entries.glance(ref.id)?.seq ?? this.gone.get(refKey(ref)) ?? 0;
  }

  /** Replaces or adds an entry and keeps the indexes in step. */
  place(entry: Entry): void {
    const { entries, indexes } = this.shelf(entry.kind);
    const before = entries.get(entry.id);
    entries.set(entry.id, entry);
    if (before && this.#indexed) indexes.replace(entry.id, before.body, entry.body);
    else if (this.#indexed) indexes.add(entry.id, entry.body);
    const key = refKey(entry);
    this.gone.delete(key);
    if (entry.seal) this.keyOf.set(key, entry.seal.k);
  }

  apply(line: Placed, hash: string): void {
    for (const put of line.put ?? []) this.#put(put, line);
    for (const erase of line.erase ?? []) this.#erase(erase, line);
    for (const remove of line.remove ?? []) this.#remove(remove, line.seq);
    for (const item of line.outbox ?? []) this.rows.add(item, line.at);
    this.#finish(line, hash);
  }

  /** The same in turns. Nobody may look before it is done: until then the state is of no moment. */
  async applyInTurns(line: Placed, hash: string): Promise<void> {
    await inTurns(line.put ?? [], (put) => this.#put(put, line), TURN);
    await inTurns(line.erase ?? [], (erase) => this.#erase(erase, line), TURN);
    await inTurns(line.remove ?? [], (remove) => this.#remove(remove, line.seq), TURN);
    await inTurns(line.outbox ?? [], (item) => this.rows.add(item, line.at), TURN);
    this.#finish(line, hash);
  }

  #finish(line: Placed, hash: string): void {
    for (const key of line.uniq ?? []) this.uniques.add(key);
    if (line.row) this.rows.apply(line.row, line);
    if (line.req !== undefined) this.requests.remember(line.req, line.seq, Date.parse(line.at));
    if (line.store !== undefined) this.store = line.store;
    this.seq = line.seq;
    this.hash = hash;
    this.#forget(line.at);
  }

  #put(put: PutLine, line: Placed): void {
    this.place(entryOf(put, line, this.entry(put)));
  }

  #erase(erase: EraseLine, line: Placed): void {
    const key = refKey(erase);
    this.keyOf.delete(key);
    if (erase.k !== undefined) this.erased.set(erase.k, line.at);
    const entry = this.entry(erase);
    if (!entry) {
      if (this.gone.has(key)) this.gone.set(key, line.seq);
      return;
    }
    this.shelf(entry.kind).entries.set(entry.id, erasedEntry(entry, erase, line));
  }

  #remove(remove: RemoveLine, seq: number): void {
    const { entries, indexes } = this.shelf(remove.kind);
    const entry = entries.get(remove.id);
    if (!entry) return;
    if (this.#indexed) indexes.delete(remove.id, entry.body);
    entries.delete(remove.id);
    if (!this.#specs.get(remove.kind)?.passing) this.gone.set(refKey(remove), seq);
  }

  #forget(at: string): void {
    this.requests.forget(Date.parse(at) - REMEMBER_MS);
    this.rows.forget(at);
  }
}
