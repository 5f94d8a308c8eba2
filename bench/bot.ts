import { setTimeout } from 'node:timers/promises';
import { readAheadApart } from '../src/store/ledger/apart.ts';
import { type FileSystem, nodeFiles } from '../src/store/ledger/files.ts';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import { openAhead } from '../src/store/open.ts';
import type { Kinds, Store } from '../src/store/store.ts';
import { KEY, type Place } from './place.ts';

export type BotStarted = {
  readonly port: number;
  /** Since the process was started, milliseconds; memory in MB. */
  readonly startMs: number;
  /** Of it on a core: what it costs when nobody else wants one. */
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly peakMb: number;
};
const MB = 1024 * 1024;

type Spot = Place & { readonly syncMs?: number };

/** A disk on which every sync takes so much longer. */
const slowFiles = (ms: number): FileSystem => ({
  ...nodeFiles,
  open: async (path, mode) => {
    const file = await nodeFiles.open(path, mode);
    return { ...file, sync: () => setTimeout(ms).then(() => file.sync()) };
  },
});

/** On a database every statement is recorded. */
async function openDatabase(
  url: string,
  how: { key: Buffer; kinds: Kinds; now: () => string },
): Promise<Store> {
  const { record } = await import('./statements.ts');
  record();
  const { postgresStore } = await import('../src/store/postgres/postgres.ts');
  return postgresStore({ url, ...how, kinds: await how.kinds });
}

/**
 * Serves clicks until the process is told to end, on a folder or a database. As in commands/start.ts the store begins to
 * be opened before the bot is loaded. `long`: schedules run as well.
 */
export async function run({
  offsetMs,
  long = false,
  dir = '',
  url,
  syncMs,
}: Spot & { offsetMs: number; long?: boolean }): Promise<BotStarted> {
  const now = (): number => Date.now() + offsetMs;
  const files = syncMs === undefined ? nodeFiles : slowFiles(syncMs);
  const open = openAhead(async (kinds) => {
    const how = { key: KEY, kinds, now: () => new Date(now()).toISOString() };
    const store =
      url === undefined
        ? ledgerStore({ dir, files, ahead: readAheadApart, ...how })
        : await openDatabase(url, how);
    await store.open();
    return store;
  });
  const { serve } = await import('./served.ts');
  const port = await serve(open, now, dir, long);
  const { user, system } = process.cpuUsage();
  return {
    port,
    startMs: performance.now(),
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / MB,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}
