/** The value below which a share `q` (0 … 1) of the values lies. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

/** Three significant digits: more would claim a precision that a shared machine doesn't have. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** Milliseconds that `run` takes, and what it gives. */
export async function timed<T>(run: () => Promise<T> | T): Promise<{ ms: number; value: T }> {
  const from = performance.now();
  const value = await run();
  return { ms: performance.now() - from, value };
}

/** Milliseconds of one call each, after some calls that only warm up. */
export async function medianOf(times: number, run: () => Promise<unknown> | unknown): Promise<number> {
  for (let i = 0; i < Math.ceil(times / 4); i += 1) await run();
  const all: number[] = [];
  for (let i = 0; i < times; i += 1) all.push((await timed(run)).ms);
  return median(all);
}

const LONGEST_MS = 60_000;

/** Any number of latencies in a fixed room, by whole milliseconds. */
export class Latencies {
  readonly #counts = new Uint32Array(LONGEST_MS + 1);
  #all = 0;

  add(ms: number): void {
    const at = Math.min(LONGEST_MS, Math.ceil(ms));
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#all += 1;
  }

  /** The whole milliseconds within which a share `q` (0 … 1) of them lies; 0 for none. */
  quantile(q: number): number {
    const wanted = Math.ceil(this.#all * q);
    let seen = this.#counts[0] ?? 0;
    let ms = 0;
    while (seen < wanted) {
      ms += 1;
      seen += this.#counts[ms] ?? 0;
    }
    return ms;
  }
}

/** Per unit of `x`, by least squares; NaN for fewer than two points. */
export function slopeOf(points: ReadonlyArray<{ readonly x: number; readonly y: number }>): number {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(points.map((p) => p.x)), mean(points.map((p) => p.y))];
  const spread = points.reduce((sum, p) => sum + (p.x - x) ** 2, 0);
  return points.reduce((sum, p) => sum + (p.x - x) * (p.y - y), 0) / spread;
}
