import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, PerformanceObserver } from 'node:perf_hooks';

const MB = 1024 * 1024;

/** What a bot costs the machine at a moment of a long run. */
export type Vitals = {
  readonly rssMb: number;
  /** Of V8's heap, right after its last full collection: what is really held. */
  readonly heapMb: number;
  /** Outside of it: buffers and typed arrays. */
  readonly outsideMb: number;
  /** Open file descriptors; undefined where /proc is missing. */
  readonly files: number | undefined;
  readonly lines: number;
  readonly ledgerMb: number;
  /** Rows of the outbox that wait. */
  readonly waiting: number;
};

let heapAfter = 0;

/** From now on the heap is looked at after every full collection. */
export function watchHeap(): void {
  new PerformanceObserver((list) => {
    const full = list.getEntries().some(isFull);
    if (full) heapAfter = process.memoryUsage().heapUsed;
  }).observe({ entryTypes: ['gc'] });
}

const isFull = (entry: object): boolean =>
  'detail' in entry && (entry.detail as { kind?: number }).kind === constants.NODE_PERFORMANCE_GC_MAJOR;

const openFiles = (): number | undefined => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
};

const ledgerBytes = (dir: string): number =>
  readdirSync(dir)
    .filter((name) => name.startsWith('ledger-'))
    .reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);

export function vitalsOf(dir: string, lines: number, waiting: number): Vitals {
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    rssMb: rss / MB,
    heapMb: (heapAfter || heapUsed) / MB,
    outsideMb: external / MB,
    files: openFiles(),
    lines,
    ledgerMb: ledgerBytes(dir) / MB,
    waiting,
  };
}
