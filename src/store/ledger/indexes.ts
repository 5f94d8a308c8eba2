import { hash } from 'node:crypto';
import type { KindSpec, ListQuery } from '../store.ts';
import { SortedKeys } from './sorted.ts';

type Range = Pick<ListQuery, 'from' | 'to' | 'prefix'>;
/** What an index function gives for a body; null for undefined, as JSON has it. */
export type IndexValue = string | readonly string[] | null | undefined;
type Values = (body: unknown) => readonly string[];
type BodyOf = (id: string) => unknown;
/** Where a page stopped: one id under one value. Without an index the value is the id. */
type Place = { readonly value: string; readonly id: string };

/** Stands between value and id in a cursor. */
const NUL = '\u0000';

const lowest = ({ from = '', prefix = '' }: Range): string => (from > prefix ? from : prefix);
const isPast = (value: string, { to, prefix }: Range): boolean =>
  (to !== undefined && value > to) || (prefix !== undefined && !value.startsWith(prefix));

/** One declared index of one kind: its values in order, and under each the ids of the documents that have it. */
class Index {
  readonly values: Values;
  #sorted = new SortedKeys();
  /** Many values are had by one document only: its id stands there by itself. */
  readonly #ids = new Map<string, string | SortedKeys>();
  /** Some document had several values, so a range may meet it twice. */
  #several = false;
  /** While it is being made: all ids of the values that several documents have. */
  readonly #gathered = new Map<string, string[]>();

  constructor(values: Values) {
    this.values = values;
  }

  /** Adds to an index that is being made; `finish` puts it in order once. A start has some ten values a document. */
  gather(id: string, found: IndexValue): void {
    if (typeof found === 'string') this.#gatherOne(id, found);
    else {
      const values = listOf(found);
      if (values.length > 1) this.#several = true;
      for (const value of values) this.#gatherOne(id, value);
    }
  }

  #gatherOne(id: string, value: string): void {
    const first = this.#ids.get(value);
    if (first === undefined) {
      this.#ids.set(value, id);
      return;
    }
    const list = this.#gathered.get(value);
    if (list) list.push(id);
    else this.#gathered.set(value, [first as string, id]);
  }

  finish(): void {
    for (const [value, ids] of this.#gathered) this.#ids.set(value, new SortedKeys(ids.sort()));
    this.#sorted = new SortedKeys([...this.#ids.keys()].sort());
    this.#gathered.clear();
  }

  add(id: string, values: readonly string[]): void {
    if (values.length > 1) this.#several = true;
    for (const value of values) {
      const ids = this.#ids.get(value);
      if (ids === undefined) {
        this.#ids.set(value, id);
        this.#sorted.add(value);
      } else if (typeof ids !== 'string') ids.add(id);
      else if (ids !== id) this.#ids.set(value, new SortedKeys(ids < id ? [ids, id] : [id, ids]));
    }
  }

  delete(id: string, values: readonly string[]): void {
    for (const value of values) {
      const ids = this.#ids.get(value);
      if (ids instanceof SortedKeys) ids.delete(id);
      if (ids !== id && !(ids instanceof SortedKeys && ids.size === 0)) continue;
      this.#ids.delete(value);
      this.#sorted.delete(value);
    }
  }

  /** Most changes of a document leave most of its indexes alone. */
  replace(id: string, before: unknown, after: unknown): void {
    const [old, now] = [this.values(before), this.values(after)];
    if (old.length === now.length && old.every((value, at) => value === now[at])) return;
    this.delete(id, old);
    this.add(id, now);
  }

  /** All ids under one value where there is none or one, as nearly always when one value is asked for. */
  single(value: string): readonly string[] | undefined {
    const ids = this.#ids.get(value);
    return ids === undefined ? [] : typeof ids === 'string' ? [ids] : undefined;
  }

  #under(value: string, from: string): Iterable<string> {
    const ids = this.#ids.get(value) ?? [];
    return typeof ids === 'string' ? [ids] : ids instanceof SortedKeys ? ids.from(from) : ids;
  }

  /** Places after a place, inside the range; a document once, at its smallest value in the range. */
  *places(range: Range, after: Place | undefined, body: BodyOf): Generator<Place> {
    const low = lowest(range);
    for (const value of this.#sorted.from(after?.value ?? low)) {
      if (isPast(value, range)) return;
      const last = value === after?.value ? after.id : undefined;
      for (const id of this.#under(value, last ?? '')) {
        if (last !== undefined && id <= last) continue;
        if (this.#several && this.values(body(id)).some((other) => other >= low && other < value)) continue;
        yield { value, id };
      }
    }
  }

  tally(range: Range): Readonly<Record<string, number>> {
    const found: [string, number][] = [];
    for (const value of this.#sorted.from(lowest(range))) {
      if (isPast(value, range)) break;
      const ids = this.#ids.get(value);
      found.push([value, ids instanceof SortedKeys ? ids.size : 1]);
    }
    return Object.fromEntries(found);
  }
}

function listOf(found: IndexValue): readonly string[] {
  if (found === undefined || found === null) return [];
  return typeof found === 'string' ? [found] : [...new Set(found)];
}

/** What compilers change in a function without changing what it does. */
const LAYOUT = /[\s;()'"`]/g;

/** Names the indexes of a program: one with others must not rely on what this one made. */
export function indexShape(kinds: readonly KindSpec[]): string {
  const indexes = kinds.map(({ kind, schema, indexes }) => [
    kind,
    schema,
    Object.entries(indexes).map(([name, values]) => [name, String(values).replace(LAYOUT, '')]),
  ]);
  return hash('sha256', JSON.stringify(indexes), 'hex');
}

const cursorOf = ({ value, id }: Place): string => Buffer.from(value + NUL + id).toString('base64url');
function placeOf(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const cut = text.lastIndexOf(NUL);
  return { value: text.slice(0, cut), id: text.slice(cut + 1) };
}

/** All indexes of one kind. Index functions are called again on removal, so they must be pure. */
export class KindIndexes {
  #byId = new SortedKeys();
  readonly #gathered: string[] = [];
  readonly #functions: ReadonlyArray<(body: unknown) => IndexValue>;
  readonly #indexes: ReadonlyMap<string, Index>;

  constructor({ indexes }: Pick<KindSpec, 'indexes'> = { indexes: {} }) {
    this.#functions = Object.values(indexes);
    this.#indexes = new Map(
      Object.entries(indexes).map(([name, of]) => [name, new Index((body) => listOf(of(body)))]),
    );
  }

  /** What every index makes of a body, in the order of declaration. */
  valuesOf(body: unknown): readonly IndexValue[] {
    return this.#functions.map((of) => of(body));
  }

  /** For a start: adds a document, with the values that `valuesOf` gave. Nothing is found before `finish`. */
  gather(id: string, values: readonly IndexValue[]): void {
    this.#gathered.push(id);
    let at = 0;
    for (const index of this.#indexes.values()) index.gather(id, values[at++]);
  }

  /** Puts everything gathered in order at once, where one by one each would look for its place. */
  finish(): void {
    this.#byId = new SortedKeys(this.#gathered.sort());
    this.#gathered.length = 0;
    for (const index of this.#indexes.values()) index.finish();
  }

  add(id: string, body: unknown): void {
    this.#byId.add(id);
    for (const index of this.#indexes.values()) index.add(id, index.values(body));
  }

  delete(id: string, body: unknown): void {
    this.#byId.delete(id);
    for (const index of this.#indexes.values()) index.delete(id, index.values(body));
  }

  replace(id: string, before: unknown, after: unknown): void {
    for (const index of this.#indexes.values()) index.replace(id, before, after);
  }

  /** Calls every index function once, so that a faulty one refuses the commit and not the start after it. */
  probe(body: unknown): void {
    for (const index of this.#indexes.values()) index.values(body);
  }

  #index(name: string): Index {
    const index = this.#indexes.get(name);
    if (!index) throw new TypeError(`no index is declared under the name ${name}`);
    return index;
  }

  *#idPlaces(range: Range, after: Place | undefined): Generator<Place> {
    for (const id of this.#byId.from(after?.id ?? lowest(range))) {
      if (isPast(id, range)) return;
      if (id !== after?.id) yield { value: id, id };
    }
  }

  /** A page of ids, and the cursor of the next page if there is one. */
  page(query: ListQuery, body: BodyOf): { ids: readonly string[]; cursor?: string } {
    if (!(query.limit >= 1)) throw new RangeError('limit must be at least 1');
    const { index, from, to, prefix, cursor } = query;
    if (index !== undefined && from !== undefined && from === to && (prefix ?? cursor) === undefined) {
      const ids = this.#index(index).single(from);
      if (ids) return { ids };
    }
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const places =
      index === undefined ? this.#idPlaces(query, after) : this.#index(index).places(query, after, body);
    const ids: string[] = [];
    let last: Place | undefined;
    for (const place of places) {
      if (last && ids.length >= query.limit) return { ids, cursor: cursorOf(last) };
      ids.push(place.id);
      last = place;
    }
    return { ids };
  }

  tally(name: string, range: Range): Readonly<Record<string, number>> {
    return this.#index(name).tally(range);
  }
}
