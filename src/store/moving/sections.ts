import { hash } from 'node:crypto';
import { aboutOf } from '../ledger/draft.ts';
import { type Request, refOf } from '../ledger/entry.ts';
import { openText } from '../ledger/keys.ts';
import type { State } from '../ledger/state.ts';
import { indexEntriesOf } from '../postgres/shapes.ts';
import type { KindSpec } from '../store.ts';

/** A register as it lies in one place: its state, and how its record keys are read there. */
export type Register = {
  readonly state: State;
  /** Requests that are remembered, by id. */
  readonly requests: ReadonlyMap<string, Request>;
  /** The key of a record, or undefined when it cannot be read. */
  readonly key: (id: string) => Buffer | undefined;
  /** `kind NUL index NUL value NUL id`, as the place has them; undefined where they are only in memory. */
  readonly indexed?: readonly string[];
};

/** Row names and a sum of each row's content, for each kind of row. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;
export type Difference = {
  readonly section: string;
  readonly rows: number;
  readonly missing: readonly string[];
  readonly added: readonly string[];
  readonly different: readonly string[];
};

const UNREADABLE = 'unreadable';
const sumOf = (value: unknown): string =>
  hash('sha256', JSON.stringify(value) ?? 'undefined', 'hex').slice(0, 32);

function* textsOf({ state, key }: Register): Generator<readonly [string, string]> {
  for (const { entries } of state.shelves.values())
    for (const entry of entries.values()) {
      const secret = entry.seal && key(entry.seal.k);
      if (!entry.seal) continue;
      yield [
        `${entry.kind}/${entry.id}`,
        secret ? textSum(secret, entry.seal.c, aboutOf(entry, entry.rev)) : UNREADABLE,
      ];
    }
}

function textSum(secret: Buffer, sealed: string, about: string): string {
  try {
    return sumOf(openText(secret, sealed, about));
  } catch {
    return UNREADABLE;
  }
}

/** Rows with their number in the order of their state, which decides what leaves first. */
function* rowsOf({ state }: Register): Generator<readonly [string, string]> {
  for (const name of ['waiting', 'sent', 'unknown', 'dead', 'skipped'] as const)
    for (const [n, row] of state.rows.list(name, Number.MAX_SAFE_INTEGER).entries())
      yield [row.item.id, sumOf([n, row])];
}

const indexesOf = ({ state }: Register, kinds: readonly KindSpec[]): readonly string[] =>
  kinds.flatMap((spec) =>
    [...(state.shelves.get(spec.kind)?.entries.values() ?? [])].flatMap((entry) =>
      indexEntriesOf(spec, entry, entry.body).map((e) => [e.kind, e.index, e.value, e.id].join('\u0000')),
    ),
  );

const named = (ref: string): string => `${refOf(ref).kind}/${refOf(ref).id}`;
const sums = <T>(map: ReadonlyMap<string, T>, name: (key: string) => string = (key) => key) =>
  new Map([...map].map(([key, value]) => [name(key), sumOf(value)]));

/** Everything that a register holds, row by row. */
export function sectionsOf(register: Register, kinds: readonly KindSpec[]): Sections {
  const { state, key } = register;
  const documents = [...state.shelves.values()].flatMap(({ entries }) => [...entries.values()]);
  const indexed = register.indexed ?? indexesOf(register, kinds);
  return new Map<string, ReadonlyMap<string, string>>([
    ['head', new Map([[`${state.seq}`, state.hash]])],
    ['documents', new Map(documents.map((entry) => [`${entry.kind}/${entry.id}`, sumOf(sorted(entry))]))],
    ['sealed texts', new Map(textsOf(register))],
    [
      'record keys',
      new Map([...state.keyOf].map(([ref, id]) => [named(ref), sumOf([id, key(id)?.toString('hex')])])),
    ],
    ['erased keys', sums(state.erased)],
    ['removed documents', sums(state.gone, named)],
    ['requests', sums(register.requests)],
    ['unique keys', new Map([...state.uniques].map((unique) => [unique, '']))],
    ['outbox rows', new Map(rowsOf(register))],
    ['index values', new Map(indexed.map((value) => [value, '']))],
  ]);
}

/** The same fields in the same order, whichever way an entry came to be. */
const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Row by row; sealed texts that nobody can read count as different on both sides. */
export function compareSections(from: Sections, to: Sections): readonly Difference[] {
  return [...from].map(([section, rows]) => {
    const others = to.get(section) ?? new Map<string, string>();
    const names = [...rows.keys()];
    return {
      section,
      rows: rows.size,
      missing: names.filter((name) => !others.has(name)),
      added: [...others.keys()].filter((name) => !rows.has(name)),
      different: names.filter(
        (name) => others.has(name) && (others.get(name) !== rows.get(name) || rows.get(name) === UNREADABLE),
      ),
    };
  });
}

export const isSame = (differences: readonly Difference[]): boolean =>
  differences.every(
    ({ missing, added, different }) => missing.length + added.length + different.length === 0,
  );
