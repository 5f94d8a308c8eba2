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
