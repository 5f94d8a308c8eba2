import { giveWay } from '../../kernel/turns.ts';
import type { Json, OutboxItem, Ref, Rev } from '../store.ts';
import { type Closed, closeLine, closePieces } from './chain.ts';
import { freezeDeep } from './entry.ts';

/** A sealed text: the id of its key in keys/ and base64(iv ‖ tag ‖ ciphertext). */
export type Seal = { readonly k: string; readonly c: string };

/** `was`: seq of the line that touched this record before, 0 for none. History walks back along it. */
export type PutLine = Ref & {
  readonly rev: Rev;
  readonly was: number;
  readonly schema: number;
  readonly body: Json;
  readonly seal?: Seal;
};
/** `rev`: the revision that an erasure makes of a record that the same line does not put; absent when there is none. */
export type EraseLine = Ref & {
  readonly was: number;
  readonly why: string;
  readonly k?: string;
  readonly rev?: Rev;
};
export type RemoveLine = Ref & { readonly was: number };

export type RowLine =
  | { readonly do: 'attempt'; readonly id: string }
  | { readonly do: 'sent'; readonly id: string; readonly message: string }
  | { readonly do: 'skipped'; readonly id: string; readonly error: string }
  | { readonly do: 'retry'; readonly id: string; readonly notBefore: string; readonly error: string }
  | { readonly do: 'unknown' | 'dead'; readonly id: string; readonly error: string }
  | { readonly do: 'requeue'; readonly id: string; readonly as: string; readonly notBefore: string };

/** What one commit does, before it has its place in the chain. Keys are short: they are written a million times. */
export type Draft = {
  readonly at: string;
  readonly by: string;
  readonly why: string;
  readonly req?: string;
  readonly fp?: string;
  readonly events?: readonly Json[];
  readonly put?: readonly PutLine[];
  readonly erase?: readonly EraseLine[];
  readonly remove?: readonly RemoveLine[];
  readonly uniq?: readonly string[];
  readonly outbox?: readonly OutboxItem[];
  readonly row?: RowLine;
  readonly res?: Json;
  /** Only on line 0: the id that STORE_ID holds too. */
  readonly store?: string;
};

/** Version 1 of a ledger line. A later version adds a decoder beside `decodeLine`; old lines are never rewritten. */
export type Line = Placed & { readonly prev: string };
/** A line that does not know the hash before it yet: all that the state needs of it. */
export type Placed = Draft & { readonly v: 1; readonly seq: number };
export type Encoded = { readonly line: Line; readonly bytes: Buffer; readonly hash: string };

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
};

/**
 * What JSON.parse would make of a value's JSON, frozen to its leaves, for less than the parsing. Anything unusual takes
 * the long way. Plain loops: with Object.entries and Array.from this alone was a fifth of a commit.
 */
export function jsonCopy(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'bigint') throw new TypeError('a bigint has no JSON');
  if (typeof value !== 'object') return null;
  if (Array.isArray(value)) return copyOfList(value);
  if (!isPlain(value)) return freezeDeep(JSON.parse(JSON.stringify(value)));
  const from = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(from)) {
    if (key === '__proto__') return freezeDeep(JSON.parse(JSON.stringify(value)));
    const part = from[key];
    if (part !== undefined && typeof part !== 'function' && typeof part !== 'symbol')
      copy[key] = jsonCopy(part);
  }
  return Object.freeze(copy);
}

function copyOfList(list: readonly unknown[]): readonly unknown[] {
  const copy = new Array<unknown>(list.length);
  for (let at = 0; at < list.length; at += 1) copy[at] = jsonCopy(list[at]);
  return Object.freeze(copy);
}

/** Gives a draft its place. `line` is what a later start will read from the bytes, not what the caller still holds. */
export function encodeLine(draft: Draft, seq: number, prev: string, key: Buffer): Encoded {
  const whole = { v: 1, seq, prev, ...draft };
  return { line: jsonCopy(whole) as Line, ...closeLine(JSON.stringify(whole), key) };
}

/** A line with this many records is written, signed and applied in turns; most have two or three. */
export const MANY = 16;
/** Records in a turn: a text of many rows takes about a millisecond. */
export const SLICE = 16;

export const isLarge = ({ put = [], erase = [], remove = [], outbox = [] }: PartsOfDraft): boolean =>
  put.length + erase.length + remove.length + outbox.length >= MANY;
type PartsOfDraft = {
  readonly put?: readonly unknown[];
  readonly erase?: readonly unknown[];
  readonly remove?: readonly unknown[];
  readonly outbox?: readonly unknown[];
};

/** The text of a JSON object without its last brace, long lists in slices. `whole`: values that JSON keeps as they are. */
export function* piecesOf(whole: Readonly<Record<string, unknown>>): Generator<string> {
  let lead = '{';
  for (const [name, value] of Object.entries(whole)) {
    if (value === undefined) continue;
    const head = `${lead}${JSON.stringify(name)}:`;
    lead = ',';
    if (!Array.isArray(value) || value.length <= SLICE) {
      yield head + JSON.stringify(value);
      continue;
    }
    for (let from = 0; from < value.length; from += SLICE)
      yield `${from === 0 ? `${head}[` : ','}${JSON.stringify(value.slice(from, from + SLICE)).slice(1, -1)}`;
    yield ']';
  }
}

/** What is left of a line's text behind its place. */
type Rest = {
  readonly line: Placed;
  readonly close: (prev: string, key: Buffer) => Closed | Promise<Closed>;
};

/**
 * A line whose place is known before the hash of the line before it. Throws what JSON throws for a value that has no
 * text. `copied`: a large draft whose puts are frozen copies already; the rest is copied here, its text made in turns.
 */
export function lineAt(seq: number, draft: Draft, copied: boolean): Rest {
  const start = { v: 1, seq } as const;
  if (copied) {
    const { put, ...rest } = draft;
    const copy = jsonCopy(rest) as Draft;
    const line: Placed = Object.freeze({ ...start, ...inOrder(draft, { ...copy, ...(put && { put }) }) });
    const whole = (prev: string) => ({ ...start, prev, ...line });
    return { line, close: (prev, key) => closePieces(piecesOf(whole(prev)), key, giveWay) };
  }
  const text = JSON.stringify(draft);
  const close = (prev: string, key: Buffer): Closed => {
    const { bytes, hash } = closeLine(`{"v":1,"seq":${seq},"prev":"${prev}",${text.slice(1)}`, key);
    return { parts: [bytes], hash };
  };
  return { line: jsonCopy({ ...start, ...draft }) as Placed, close };
}

/** A copy with its fields in the order of the draft: the order of a line's fields is part of its bytes. */
const inOrder = (draft: Draft, copy: Draft): Draft =>
  Object.fromEntries(Object.keys(draft).map((name) => [name, copy[name as keyof Draft]])) as Draft;

/** The line in checked bytes. Throws SyntaxError only when the writer was broken, as the sums already held. */
export const decodeLine = (bytes: Buffer): Line => JSON.parse(bytes.toString('utf8')) as Line;
