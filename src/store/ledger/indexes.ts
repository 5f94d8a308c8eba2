import type { KindSpec, ListQuery } from '../store.ts';
import { SortedKeys } from './sorted.ts';

type Range = Pick<ListQuery, 'from' | 'to' | 'prefix'>;
type Values = (id: string, body: unknown) => readonly string[];

/** Sorts below every other character, so `value NUL id` orders by value, then by id. */
const NUL = '\u0000';

const lowest = ({ from = '', prefix = '' }: Range): string => (from > prefix ? from : prefix);
const isPast = (value: string, { to, prefix }: Range): boolean =>
  (to !== undefined && value > to) || (prefix !== undefined && !value.startsWith(prefix));

/** One index of one kind: its values in order, and how many documents have each. */
class Index {
  readonly values: Values;
  readonly #keys = new SortedKeys();
  readonly #counts = new Map<string, number>();
  /** The values that have a count, in order, so that a tally costs what it tells. */
  readonly #counted = new SortedKeys();

  constructor(values: Values) {
    this.values = values;
  }

  add(id: string, body: unknown): void {
    this.#add(id, this.values(id, body));
  }

  delete(id: string, body: unknown): void {
    this.#delete(id, this.values(id, body));
  }

  /** Most changes of a document leave most of its indexes alone. */
  replace(id: string, before: unknown, after: unknown): void {
    const [old, now] = [this.values(id, before), this.values(id, after)];
    if (old.length === now.length && old.every((value, at) => value === now[at])) return;
    this.#delete(id, old);
    this.#add(id, now);
  }

  #add(id: string, values: readonly string[]): void {
    for (const value of values) {
      this.#keys.add(value + NUL + id);
      const before = this.#counts.get(value) ?? 0;
      this.#counts.set(value, before + 1);
      if (before === 0) this.#counted.add(value);
    }
  }

  #delete(id: string, values: readonly string[]): void {
    for (const value of values) {
      this.#keys.delete(value + NUL + id);
      const left = (this.#counts.get(value) ?? 1) - 1;
      if (left > 0) this.#counts.set(value, left);
      else if (this.#counts.delete(value)) this.#counted.delete(value);
    }
  }

  /** `[key, id]` after the cursor key, inside the range; a document once, at its smallest value in the range. */
  *ids(range: Range, after: string | undefined, body: (id: string) => unknown): Generator<[string, string]> {
    const low = lowest(range);
    for (const key of this.#keys.from(after ?? low)) {
      if (key === after) continue;
      const cut = key.lastIndexOf(NUL);
      const [value, id] = [key.slice(0, cut), key.slice(cut + 1)];
      if (isPast(value, range)) return;
      const earlier = this.values(id, body(id)).some((other) => other >= low && other < value);
      if (!earlier) yield [key, id];
    }
  }

  tally(range: Range): Readonly<Record<string, number>> {
    const found: [string, number][] = [];
    for (const value of this.#counted.from(lowest(range))) {
      if (isPast(value, range)) break;
      found.push([value, this.#counts.get(value) ?? 0]);
    }
    return Object.fromEntries(found);
  }
}

const BY_ID = '';

function valuesOf(values: KindSpec['indexes'][string]): Values {
  return (_id, body) => {
    const found = values(body);
    if (found === undefined) return [];
    return typeof found === 'string' ? [found] : [...new Set(found)];
  };
}

/** All indexes of one kind. Index functions are called again on removal, so they must be pure. */
export class KindIndexes {
  readonly #indexes = new Map<string, Index>();

  constructor(spec: KindSpec | undefined) {
    this.#indexes.set(BY_ID, new Index((id) => [id]));
    for (const [name, values] of Object.entries(spec?.indexes ?? {})) {
      this.#indexes.set(name, new Index(valuesOf(values)));
    }
  }

  add(id: string, body: unknown): void {
    for (const index of this.#indexes.values()) index.add(id, body);
  }

  delete(id: string, body: unknown): void {
    for (const index of this.#indexes.values()) index.delete(id, body);
  }

  replace(id: string, before: unknown, after: unknown): void {
    for (const index of this.#indexes.values()) index.replace(id, before, after);
  }

  /** Calls every index function once, so that a faulty one refuses the commit and not the start after it. */
  probe(id: string, body: unknown): void {
    for (const index of this.#indexes.values()) index.values(id, body);
  }

  #index(name: string): Index {
    const index = this.#indexes.get(name);
    if (!index) throw new TypeError(`no index is declared under the name ${name}`);
    return index;
  }

  /** A page of ids, and the cursor of the next page if there is one. */
  page(query: ListQuery, body: (id: string) => unknown): { ids: readonly string[]; cursor?: string } {
    if (!(query.limit >= 1)) throw new RangeError('limit must be at least 1');
    const after = query.cursor === undefined ? undefined : Buffer.from(query.cursor, 'base64url').toString();
    const ids: string[] = [];
    let last = '';
    for (const [key, id] of this.#index(query.index ?? BY_ID).ids(query, after, body)) {
      if (ids.length >= query.limit) return { ids, cursor: Buffer.from(last).toString('base64url') };
      ids.push(id);
      last = key;
    }
    return { ids };
  }

  tally(name: string, range: Range): Readonly<Record<string, number>> {
    return this.#index(name).tally(range);
  }
}
