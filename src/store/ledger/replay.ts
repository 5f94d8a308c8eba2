import { StoreError } from '../store.ts';
import type { Prefix } from './ahead.ts';
import { checkLine, type Link, NO_LINE } from './chain.ts';
import { segmentName } from './journal.ts';
import { decodeLine, type Line } from './line.ts';
import { Offsets } from './offsets.ts';

export type Place = { readonly segment: number; readonly offset: number };

/** What to do about a ledger that contradicts itself. */
export const NEXT = 'Nothing was changed. Look with `npm run verify`, then restore a backup.';

/** Follows the chain line by line. What it accepts is exactly what was written; what it refuses it names. */
export class Replay {
  seq = -1;
  hash = NO_LINE;
  /** Where lines stop being whole, if they do. */
  torn: Place | undefined;
  readonly starts = new Offsets();
  readonly #key: Buffer;
  /** The hash of the line that head.json knows, once it came by. */
  headHash: string | undefined;
  readonly #from: number;
  readonly #headSeq: number;
  readonly #onLine: (line: Line, hash: string) => void;

  /** `onLine` gets the lines after `from`; those up to it are checked but not read. */
  constructor(key: Buffer, from: number, headSeq: number, onLine: (line: Line, hash: string) => void) {
    this.#key = key;
    this.#from = from;
    this.#headSeq = headSeq;
    this.#onLine = onLine;
  }

  /** Goes on behind lines that were followed elsewhere. */
  follow({ seq, hash, headHash, starts }: Prefix): void {
    Object.assign(this, { seq, hash, headHash });
    for (const start of starts) this.starts.push(start);
  }

  /** The lines of a segment come next. Throws MISSING when its name says that others were before them. */
  begin(segment: number): void {
    if (segment === this.seq + 1 || this.torn) return;
    const [gone, next] = [segmentName(this.seq + 1), segmentName(segment)];
    throw new StoreError('MISSING', `${gone} is gone: ${next} follows line ${this.seq}. ${NEXT}`, gone);
  }

  take(bytes: Buffer, place: Place, base: number, ended: boolean): void {
    const link = ended ? checkLine(bytes, this.#key) : undefined;
    if (!link) {
      this.torn ??= place;
      return;
    }
    this.#checkLink(link, place);
    this.seq = link.seq;
    this.hash = link.hash;
    if (link.seq === this.#headSeq) this.headHash = link.hash;
    this.starts.push(base + place.offset);
    if (link.seq > this.#from) this.#onLine(decodeLine(bytes), link.hash);
  }

  #checkLink(link: Link, place: Place): void {
    const at = `${segmentName(place.segment)} at byte ${place.offset}`;
    const corrupt = (why: string): never => {
      throw new StoreError('CORRUPT', `${why} (${at}). ${NEXT}`, String(this.seq + 1));
    };
    if (this.torn) corrupt(`line ${this.seq + 1} is damaged and whole lines follow it`);
    if (link.seq !== this.seq + 1 || link.prev !== this.hash)
      corrupt(`line ${link.seq} does not follow line ${this.seq}`);
    if (link.version !== 1) corrupt(`line ${link.seq} was written by a newer version of this program`);
    if (!link.signed && link.seq === 0)
      corrupt('this LEDGER_KEY did not write this ledger: it is the wrong key');
    if (!link.signed)
      corrupt(
        `line ${link.seq} was not written with this LEDGER_KEY: somebody else wrote it, or the key is wrong`,
      );
  }
}
