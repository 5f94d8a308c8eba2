import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Adapter } from 'lowdb';
import type { KindSpec } from '../store.ts';
import { mustSync, writeAll } from './bytes.ts';
import { docLine, Unread } from './entries.ts';
import type { Entry } from './entry.ts';
import type { FileSystem } from './files.ts';
import type { KeptList } from './requests.ts';
import type { Row } from './rows.ts';
import { type OnBlock, scanBlocks } from './scan.ts';
import { SnapshotReader } from './snapshot-reader.ts';
import { SNAPSHOT, SnapshotSum, snapshotMac, sumLine, VERSION } from './snapshot-sum.ts';
import { State } from './state.ts';

/** Documents per slice: about 5 ms of JSON.stringify, then the loop gets its turn. */
const SLICE = 500;
const NAMES = [SNAPSHOT, 'db.previous.json'] as const;

/** What the snapshot is of. Taken with its parts: by the time the first piece is written the state has moved on. */
type Moment = Pick<State, 'store' | 'seq' | 'hash' | 'shape'>;
const momentOf = ({ store, seq, hash, shape }: State): Moment => ({ store, seq, hash, shape });

type Parts = {
  readonly docs: ReadonlyArray<Entry | Unread>;
  readonly gone: ReadonlyArray<readonly [string, number]>;
  readonly keys: ReadonlyArray<readonly [string, string]>;
  readonly erased: ReadonlyArray<readonly [string, string]>;
  readonly requests: KeptList;
  readonly uniques: List<string>;
  readonly rows: readonly Row[];
};

type List<T> = { readonly length: number; slice(from: number, to: number): readonly T[] };
type ValueOf<L> = L extends List<infer T> ? T : never;

/** One moment of the state: lists of values that nobody changes, so what is committed meanwhile does not show. */
function partsOf(state: State): Parts {
  return {
    docs: [...state.shelves.values()].flatMap(({ entries }) => [...entries.asKept()]),
    gone: [...state.gone],
    keys: [...state.keyOf],
    erased: [...state.erased],
    requests: state.requests.kept(),
    uniques: keysNow(state.uniques),
    rows: [...state.rows.waiting.values(), ...state.rows.stuck.values(), ...state.rows.done.values()],
  };
}

/**
 * What a set that only grows holds now, not copied: after years that would hold up the loop. Keys come in the order they
 * were added, so the first of them are of this moment. Slices are to be taken one after the other.
 */
function keysNow(keys: ReadonlySet<string>): List<string> {
  const [length, all] = [keys.size, keys.values()];
  return {
    length,
    slice: (from, to) =>
      Array.from({ length: Math.min(to, length) - from }, () => all.next().value).filter(
        (key) => key !== undefined,
      ),
  };
}

/** The line of each value. A key that stands with its document is not told again; documents come first. */
function linesOf(state: State): {
  readonly [P in keyof Parts]: (value: ValueOf<Parts[P]>) => string | undefined;
} {
  const told = new Set<string>();
  const json = (value: unknown): string => JSON.stringify(value);
  return {
    docs: (doc) => {
      const key = doc instanceof Unread ? doc.key : doc.seal?.k;
      if (key !== undefined) told.add(key);
      return doc instanceof Unread
        ? doc.line
        : docLine(doc, state.shelf(doc.kind).indexes.valuesOf(doc.body));
    },
    keys: (pair) => (told.has(pair[1]) ? undefined : json(pair)),
    ...{ gone: json, erased: json, requests: json, uniques: json, rows: json },
  };
}

/** Values in slices of lines, with a comma before each but the first. */
function* slicesOf<T>(values: List<T>, line: (value: T) => string | undefined): Generator<string> {
  let comma = '';
  for (let at = 0; at < values.length; at += SLICE) {
    const lines = values.slice(at, at + SLICE).flatMap((value) => line(value) ?? []);
    if (lines.length === 0) continue;
    yield `${comma}\n${lines.join(',\n')}`;
    comma = ',';
  }
}

/** JSON text in pieces: one value a line, so that `grep` and `diff` work on it. */
function* piecesOf(state: State, { store, seq, hash, shape }: Moment, parts: Parts): Generator<string> {
  const lines = linesOf(state);
  yield `{"v":${VERSION},"store":"${store}","seq":${seq},"hash":"${hash}","shape":"${shape}"`;
  for (const name of Object.keys(parts) as (keyof Parts)[]) {
    yield `,\n"${name}":[`;
    yield* slicesOf<never>(parts[name] as List<never>, lines[name]);
    yield '\n]';
  }
  yield ',\n';
}

/** Hands out the blocks of a snapshot; true when its sum holds. */
type Blocks = (onBlock: OnBlock) => Promise<boolean>;

/**
 * The lowdb adapter: db.json and the one before it. Only a cache of the ledger. Whatever is wrong with a file, it is
 * passed over and the ledger is replayed instead. Free text stays sealed in it.
 */
export class SnapshotFile implements Adapter<State> {
  readonly #files: FileSystem;
  readonly #dir: string;
  readonly #key: Buffer;
  readonly #kinds: readonly KindSpec[];
  readonly #apart: Blocks | undefined;

  /** `apart` has the newest file read by somebody else. */
  constructor(
    files: FileSystem,
    dir: string,
    key: Buffer,
    kinds: readonly KindSpec[],
    apart?: Blocks | undefined,
  ) {
    this.#files = files;
    this.#dir = dir;
    this.#key = key;
    this.#kinds = kinds;
    this.#apart = apart;
  }

  async read(): Promise<State | null> {
    const here = NAMES.map(
      (name): Blocks =>
        (onBlock) =>
          this.#blocksOf(join(this.#dir, name), onBlock),
    );
    for (const blocks of this.#apart ? [this.#apart, ...here] : here) {
      const state = await this.#stateIn(blocks).catch(() => undefined);
      if (state) return state;
    }
    return null;
  }

  async #blocksOf(path: string, onBlock: OnBlock): Promise<boolean> {
    const sum = new SnapshotSum(this.#key);
    await scanBlocks(this.#files, path, (lines, offset, ended) => {
      sum.take(lines);
      onBlock(lines, offset, ended);
    });
    return sum.holds();
  }

  async #stateIn(blocks: Blocks): Promise<State | undefined> {
    const reader = new SnapshotReader(new State(this.#kinds, { indexed: false }));
    const whole = await blocks((lines, _offset, ended) => reader.take(lines, ended));
    return whole ? reader.finish() : undefined;
  }

  /** Captures the state now, writes it in slices. Throws what the disk throws; the old snapshots stay then. */
  async write(state: State): Promise<void> {
    const pieces = piecesOf(state, momentOf(state), partsOf(state));
    const [path, previous] = NAMES.map((name) => join(this.#dir, name)) as [string, string];
    const fresh = `${path}.new`;
    try {
      await this.#writePieces(fresh, pieces);
    } catch (error) {
      // Half a snapshot must not take the room that the ledger needs.
      await this.#files.unlink(fresh).catch(() => undefined);
      throw error;
    }
    await this.#files.rename(path, previous).catch(() => undefined);
    await this.#files.rename(fresh, path);
    await this.#files.syncFolder(this.#dir);
  }

  async #writePieces(path: string, pieces: Iterable<string>): Promise<void> {
    const file = await this.#files.open(path, 'replace');
    try {
      const mac = snapshotMac(this.#key, VERSION);
      let position = 0;
      const put = async (bytes: Buffer): Promise<void> => {
        await writeAll(file, bytes, position);
        position += bytes.length;
      };
      for (const piece of pieces) {
        const bytes = Buffer.from(piece);
        mac.update(bytes);
        await put(bytes);
        await turn();
      }
      await put(Buffer.from(sumLine(mac.digest('hex'))));
      await mustSync(() => file.sync());
    } finally {
      await file.close();
    }
  }
}
