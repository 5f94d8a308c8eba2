/** A chunk splits at this size: a move inside it costs under a microsecond whatever the register holds. */
const CHUNK = 512;

/** First position in `list` whose value is ≥ key. */
function lowerBound(list: readonly string[], key: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A sorted set of strings (by UTF-16 unit) in chunks: add and delete cost the same in a small and a large register. */
export class SortedKeys {
  readonly #chunks: string[][] = [];
  #size: number;

  /** `sorted`: in order and without doubles. Chunks are left half full, as splits leave them. */
  constructor(sorted: readonly string[] = []) {
    for (let at = 0; at < sorted.length; at += CHUNK >> 1)
      this.#chunks.push(sorted.slice(at, at + (CHUNK >> 1)));
    this.#size = sorted.length;
  }

  get size(): number {
    return this.#size;
  }

  /** The chunk that holds or should hold a key: the first one whose last value is ≥ key. */
  #find(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#chunks[middle]?.at(-1) ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(key: string): void {
    const at = Math.min(this.#find(key), this.#chunks.length - 1);
    const chunk = this.#chunks[at];
    if (!chunk) {
      this.#chunks.push([key]);
      this.#size += 1;
      return;
    }
    const position = lowerBound(chunk, key);
    if (chunk[position] === key) return;
    chunk.splice(position, 0, key);
    this.#size += 1;
    if (chunk.length >= CHUNK) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK >> 1));
  }

  delete(key: string): void {
    const at = this.#find(key);
    const chunk = this.#chunks[at];
    if (!chunk) return;
    const position = lowerBound(chunk, key);
    if (chunk[position] !== key) return;
    chunk.splice(position, 1);
    this.#size -= 1;
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** Every key ≥ `key`, in order. Must be drained before the next add or delete. */
  *from(key: string): Generator<string> {
    for (let at = this.#find(key); at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at] ?? [];
      for (let position = lowerBound(chunk, key); position < chunk.length; position++)
        yield chunk[position] ?? '';
    }
  }
}
