import type { Entry } from './entry.ts';
import type { IndexValue } from './indexes.ts';

/** What a start wants to know of a document, in front of its text in a line of a snapshot. */
export type Heading = Pick<Entry, 'kind' | 'id' | 'rev' | 'seq'> & {
  /** Id of its key, if it has a sealed text. */
  readonly k?: string;
  /** What each index makes of its body, in the order of declaration. */
  readonly ix: readonly IndexValue[];
};

/** Stands between heading and document. Quotes inside a JSON string are escaped, so nothing else reads like it. */
const DOC = Buffer.from(',"doc":');

/** A line of a snapshot: `{…heading…,"doc":{…}}`. */
export function docLine(entry: Entry, ix: readonly IndexValue[]): string {
  const { kind, id, rev, seq, seal } = entry;
  const heading: Heading = { kind, id, rev, seq, ...(seal && { k: seal.k }), ix };
  return `${JSON.stringify(heading).slice(0, -1)},"doc":${JSON.stringify(entry)}}`;
}

/**
 * A document that nobody asked for since the start, as the bytes it has in the snapshot. Of 100,000 risks most are
 * never asked for before the next start, and reading them all would be most of the work of one.
 */
export class Unread {
  readonly rev: number;
  readonly seq: number;
  readonly key: string | undefined;
  readonly #line: Buffer;
  readonly #cut: number;

  /** `line` without newline and comma; it is kept. Throws SyntaxError for another shape. */
  static from(line: Buffer): { unread: Unread; heading: Heading } {
    const cut = line.indexOf(DOC);
    const heading = JSON.parse(`${line.toString('utf8', 0, cut)}}`) as Heading;
    return { heading, unread: new Unread(line, cut, heading) };
  }

  private constructor(line: Buffer, cut: number, { rev, seq, k }: Heading) {
    this.rev = rev;
    this.seq = seq;
    this.key = k;
    this.#line = line;
    this.#cut = cut;
  }

  read(): Entry {
    return JSON.parse(this.#line.toString('utf8', this.#cut + DOC.length, this.#line.length - 1)) as Entry;
  }

  /** As `docLine` made it. */
  get line(): string {
    return this.#line.toString('utf8');
  }
}

/** The documents of one kind. */
export class Entries {
  readonly #all = new Map<string, Entry | Unread>();

  get(id: string): Entry | undefined {
    const found = this.#all.get(id);
    if (!(found instanceof Unread)) return found;
    const entry = found.read();
    this.#all.set(id, entry);
    return entry;
  }

  /** Revision and last line, without reading the document. */
  glance(id: string): Pick<Entry, 'rev' | 'seq'> | undefined {
    return this.#all.get(id);
  }

  set(id: string, entry: Entry | Unread): void {
    this.#all.set(id, entry);
  }

  delete(id: string): void {
    this.#all.delete(id);
  }

  get size(): number {
    return this.#all.size;
  }

  *values(): Generator<Entry> {
    for (const found of this.#all.values()) yield found instanceof Unread ? found.read() : found;
  }

  /** As they are, read or not. */
  asKept(): Iterable<Entry | Unread> {
    return this.#all.values();
  }
}
