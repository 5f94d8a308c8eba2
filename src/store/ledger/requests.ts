import { hash } from 'node:crypto';

/** 96 bits of the SHA-256 of a request's id: no two requests of any register share them. */
const WORDS = 3;
type Sum = readonly [number, number, number];
/** Room for a request is taken by doubling; a store that remembers few stays small. */
const LEAST = 16;
/** Slots per place: linear probing stays short when at least half of them are free. */
const SLOTS = 2;

/** As a snapshot has it: sum in hex, line, instant in milliseconds. */
export type Kept = readonly [sum: string, seq: number, at: number];

/** One moment of the requests, as values that nobody changes; made piece by piece, as they may be millions. */
export type KeptList = { readonly length: number; slice(from: number, to: number): readonly Kept[] };

/**
 * Which line each remembered request became, the oldest first. A request has 28 bytes here and its share of the slots,
 * nothing on the heap: its receipt is read from its line when it comes again, which is rare. Kept whole, the requests
 * of a busy week were most of the memory of a store.
 */
export class Requests {
  #sums = new Uint32Array(LEAST * WORDS);
  #seqs = new Float64Array(LEAST);
  #times = new Float64Array(LEAST);
  /** Places by sum, counted from 1; 0 is free. */
  #slots = new Uint32Array(LEAST * SLOTS);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** How many there is room for; it doubles when more are remembered at once. */
  get room(): number {
    return this.#seqs.length;
  }

  /** The line of a request, or undefined when it is not remembered. */
  lineOf(id: string): number | undefined {
    const slot = this.#find(sumOf(id));
    const place = this.#slots[slot] ?? 0;
    return place === 0 ? undefined : this.#seqs[place - 1];
  }

  /** `at` in milliseconds. */
  remember(id: string, seq: number, at: number): void {
    this.#add(sumOf(id), seq, at);
  }

  /** Takes one over from a snapshot. */
  keep([sum, seq, at]: Kept): void {
    this.#add(sumOfBytes(Buffer.from(sum, 'hex')), seq, at);
  }

  /** Lets go of those from before an instant, up to the first that is younger. */
  forget(before: number): void {
    while (this.#size > 0 && (this.#times[this.#first] ?? 0) < before) {
      this.#free(this.#slotOf(this.#first));
      this.#first = (this.#first + 1) % this.#seqs.length;
      this.#size -= 1;
    }
  }

  kept(): KeptList {
    const [sums, seqs, times] = [this.#sums.slice(), this.#seqs.slice(), this.#times.slice()];
    const [first, size] = [this.#first, this.#size];
    const at = (n: number): Kept => {
      const place = (first + n) % seqs.length;
      return [hexOf(sumIn(sums, place)), seqs[place] ?? 0, times[place] ?? 0];
    };
    return {
      length: size,
      slice: (from, to) =>
        Array.from({ length: Math.max(0, Math.min(to, size) - from) }, (_, n) => at(from + n)),
    };
  }

  #home(place: number): number {
    return (this.#sums[place * WORDS] ?? 0) % this.#slots.length;
  }

  /** The slot that leads to a place. */
  #slotOf(place: number): number {
    let slot = this.#home(place);
    while (this.#slots[slot] !== place + 1) slot = (slot + 1) % this.#slots.length;
    return slot;
  }

  #holds(place: number, sum: Sum): boolean {
    const at = place * WORDS;
    return this.#sums[at] === sum[0] && this.#sums[at + 1] === sum[1] && this.#sums[at + 2] === sum[2];
  }

  /** The slot of a sum, or the free one where it would stand. */
  #find(sum: Sum): number {
    let slot = sum[0] % this.#slots.length;
    for (;;) {
      const place = this.#slots[slot] ?? 0;
      if (place === 0 || this.#holds(place - 1, sum)) return slot;
      slot = (slot + 1) % this.#slots.length;
    }
  }

  #add(sum: Sum, seq: number, at: number): void {
    if (this.#size === this.#seqs.length) this.#grow();
    const slot = this.#find(sum);
    const known = this.#slots[slot] ?? 0;
    const place = known === 0 ? (this.#first + this.#size) % this.#seqs.length : known - 1;
    if (known === 0) this.#size += 1;
    this.#slots[slot] = place + 1;
    for (let word = 0; word < WORDS; word += 1) this.#sums[place * WORDS + word] = sum[word] ?? 0;
    this.#seqs[place] = seq;
    this.#times[place] = at;
  }

  /** Frees a slot and moves up those behind it that stand there for want of it. */
  #free(slot: number): void {
    const all = this.#slots.length;
    let hole = slot;
    for (let next = (hole + 1) % all; (this.#slots[next] ?? 0) !== 0; next = (next + 1) % all) {
      const home = this.#home((this.#slots[next] ?? 1) - 1);
      // From its home on, the hole comes before where it stands now.
      if ((next - home + all) % all < (next - hole + all) % all) continue;
      this.#slots[hole] = this.#slots[next] ?? 0;
      hole = next;
    }
    this.#slots[hole] = 0;
  }

  /** Twice the room, the oldest first in it. */
  #grow(): void {
    const [sums, seqs, times, first, size] = [this.#sums, this.#seqs, this.#times, this.#first, this.#size];
    const room = seqs.length * 2;
    [this.#sums, this.#slots] = [new Uint32Array(room * WORDS), new Uint32Array(room * SLOTS)];
    [this.#seqs, this.#times] = [new Float64Array(room), new Float64Array(room)];
    [this.#first, this.#size] = [0, 0];
    for (let n = 0; n < size; n += 1) {
      const place = (first + n) % size;
      this.#add(sumIn(sums, place), seqs[place] ?? 0, times[place] ?? 0);
    }
  }
}

const sumIn = (sums: Uint32Array, place: number): Sum => [
  sums[place * WORDS] ?? 0,
  sums[place * WORDS + 1] ?? 0,
  sums[place * WORDS + 2] ?? 0,
];
const sumOfBytes = (bytes: Buffer): Sum => [
  bytes.readUInt32BE(0),
  bytes.readUInt32BE(4),
  bytes.readUInt32BE(8),
];
const sumOf = (id: string): Sum => sumOfBytes(hash('sha256', id, 'buffer'));
const hexOf = (sum: Sum): string => sum.map((word) => word.toString(16).padStart(8, '0')).join('');
