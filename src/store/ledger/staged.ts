import { inTurns } from '../../kernel/turns.ts';
import type { OutboxItem, Ref, Rev } from '../store.ts';
import { refKey } from './entry.ts';
import type { Placed } from './line.ts';
import type { State } from './state.ts';

type Pending = { readonly rev: Rev; readonly seq: number; readonly key: string | undefined };
/** Names of the records that were staged or refused since it was made. */
export type Watch = Set<string>;
/** Names of a line's records, as `refKey` makes them. */
export type Names = { readonly put: readonly string[]; readonly remove: readonly string[] };
type Waiting = { readonly fp: string; readonly done: Promise<unknown> };

/** Records let go in one turn. */
const TURN = 500;

const refsOf = ({ put = [], erase = [], remove = [] }: Placed): readonly Ref[] => [
  ...put,
  ...erase,
  ...remove,
];

/**
 * The state as it will be once everything staged is durable. Checks read this; readers never do. Nothing in here
 * touches the state, so a refused batch is forgotten by `clear`.
 */
export class Staged {
  readonly #state: State;
  readonly #records = new Map<string, Pending>();
  readonly #watches = new Set<Watch>();
  readonly #uniques = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  readonly #requeued = new Set<string>();
  readonly #requests = new Map<string, Waiting & { readonly seq: number }>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Mostly nothing is staged, and the key of a record costs more than the rest of the look. */
  #find(ref: Ref): Pending | undefined {
    return this.#records.size === 0 ? undefined : this.#records.get(refKey(ref));
  }

  rev(ref: Ref): Rev {
    return this.#find(ref)?.rev ?? this.#state.rev(ref);
  }

  touched(ref: Ref): number {
    return this.#find(ref)?.seq ?? this.#state.touched(ref);
  }

  keyOf(ref: Ref): string | undefined {
    return this.#keyAt(refKey(ref));
  }

  #keyAt(key: string): string | undefined {
    const staged = this.#records.get(key);
    return staged ? staged.key : this.#state.keyOf.get(key);
  }

  hasUnique(key: string): boolean {
    return this.#uniques.has(key) || this.#state.uniques.has(key);
  }

  hasRow(id: OutboxItem['id']): boolean {
    return this.#rows.has(id) || this.#state.rows.has(id);
  }

  /** A row on its way back to waiting must not go there twice. */
  isRequeued(id: OutboxItem['id']): boolean {
    return this.#requeued.has(id);
  }

  request(id: string): Waiting | undefined {
    return this.#requests.get(id);
  }

  /** For whoever checks many records in turns: which of them have to be looked at again. */
  watch(): Watch {
    const watch: Watch = new Set();
    this.#watches.add(watch);
    return watch;
  }

  unwatch(watch: Watch): void {
    this.#watches.delete(watch);
  }

  #stage(name: string, pending: Pending): void {
    this.#records.set(name, pending);
    for (const watch of this.#watches) watch.add(name);
  }

  /** Adds what a line will do. `names` of a large one are known already. */
  add(line: Placed, done: Promise<unknown>, names?: Names): void {
    const { seq } = line;
    for (const [at, put] of (line.put ?? []).entries()) {
      const name = names?.put[at] ?? refKey(put);
      this.#stage(name, { rev: put.rev, seq, key: put.seal?.k ?? this.#keyAt(name) });
    }
    for (const erase of line.erase ?? []) {
      this.#stage(refKey(erase), { rev: erase.rev ?? this.rev(erase), seq, key: undefined });
    }
    for (const [at, remove] of (line.remove ?? []).entries()) {
      const name = names?.remove[at] ?? refKey(remove);
      this.#stage(name, { rev: 0, seq, key: this.#keyAt(name) });
    }
    for (const key of line.uniq ?? []) this.#uniques.set(key, seq);
    for (const { id } of line.outbox ?? []) this.#rows.set(id, seq);
    if (line.row?.do === 'requeue') {
      this.#rows.set(line.row.as, seq);
      this.#requeued.add(line.row.id);
    }
    if (line.req !== undefined) this.#requests.set(line.req, { fp: line.fp ?? '', done, seq });
  }

  /** Drops what is in the state by now, unless a later line has staged over it. */
  drop(line: Placed): void {
    for (const ref of refsOf(line)) this.#dropRecord(ref, line.seq);
    this.#dropRest(line);
  }

  /** The same in turns: what is still staged says what the state says by now. */
  async dropInTurns(line: Placed): Promise<void> {
    await inTurns(refsOf(line), (ref) => this.#dropRecord(ref, line.seq), TURN);
    this.#dropRest(line);
  }

  #dropRecord(ref: Ref, seq: number): void {
    const key = refKey(ref);
    if (this.#records.get(key)?.seq === seq) this.#records.delete(key);
  }

  #dropRest(line: Placed): void {
    for (const key of line.uniq ?? []) this.#uniques.delete(key);
    for (const { id } of line.outbox ?? []) this.#rows.delete(id);
    if (line.row?.do === 'requeue') {
      this.#rows.delete(line.row.as);
      this.#requeued.delete(line.row.id);
    }
    if (line.req !== undefined) this.#requests.delete(line.req);
  }

  clear(): void {
    for (const watch of this.#watches) for (const name of this.#records.keys()) watch.add(name);
    for (const staged of [this.#records, this.#uniques, this.#rows, this.#requeued, this.#requests])
      staged.clear();
  }
}
