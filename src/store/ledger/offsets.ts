/** Numbers per piece. */
const PIECE = 4096;

/** A growing list of byte offsets, eight bytes each: a ledger has millions of lines, and a plain array copies itself to grow. */
export class Offsets {
  readonly #pieces: Float64Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(offset: number): void {
    if (this.#length % PIECE === 0) this.#pieces.push(new Float64Array(PIECE));
    const piece = this.#pieces.at(-1);
    if (piece) piece[this.#length % PIECE] = offset;
    this.#length += 1;
  }

  /** All of them, copied. */
  all(): Float64Array {
    const all = new Float64Array(this.#length);
    for (const [nth, piece] of this.#pieces.entries())
      all.set(piece.subarray(0, Math.min(PIECE, this.#length - nth * PIECE)), nth * PIECE);
    return all;
  }

  at(index: number): number | undefined {
    return index < this.#length ? this.#pieces[Math.floor(index / PIECE)]?.[index % PIECE] : undefined;
  }
}
