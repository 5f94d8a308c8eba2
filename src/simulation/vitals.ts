import { readdirSync } from 'node:fs';

/** What a long run costs the machine, looked at now and then. */
export type Vitals = {
  readonly day: number;
  readonly seconds: number;
  readonly rssMb: number;
  readonly heapMb: number;
  /** Open file descriptors without those of crashed processes; undefined where /proc is missing. */
  readonly files: number | undefined;
};

const MB = 1 << 20;
const openFiles = (): number | undefined => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
};

/** A process that crashed in the simulation leaves its lock socket behind, which a real one would take along. */
export function vitalsOn(day: number, seconds: number, crashes: number): Vitals {
  const { rss, heapUsed } = process.memoryUsage();
  const open = openFiles();
  return {
    day,
    seconds,
    rssMb: Math.round(rss / MB),
    heapMb: Math.round(heapUsed / MB),
    files: open && open - crashes,
  };
}

export const vitalsText = ({ day, seconds, rssMb, heapMb, files }: Vitals): string =>
  `day ${day}: ${seconds.toFixed(0)} s, RSS ${rssMb} MB, heap ${heapMb} MB, ${files ?? '?'} open files`;

/** MB a day by least squares over the second half of a run: the first half is the warming up. */
export function slopeOf(run: readonly Vitals[], of: 'rssMb' | 'heapMb'): number {
  const half = run.slice(Math.floor(run.length / 2));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(half.map((v) => v.day)), mean(half.map((v) => v[of]))];
  const spread = half.reduce((sum, v) => sum + (v.day - x) ** 2, 0);
  return spread === 0 ? 0 : half.reduce((sum, v) => sum + (v.day - x) * (v[of] - y), 0) / spread;
}
