import { nodeFiles } from '../ledger/files.ts';
import { lockFolder } from '../ledger/lock.ts';
import { faultOf } from '../postgres/faults.ts';
import { alone } from '../postgres/opening.ts';
import { poolOf, reading } from '../postgres/postgres.ts';
import { verifyLines } from '../postgres/reading.ts';
import { type KindSpec, StoreError } from '../store.ts';
import { fillTables, readTables } from './database.ts';
import { readFolder, writeFolder } from './folder.ts';
import { compareSections, type Difference, isSame, sectionsOf } from './sections.ts';

/** Where a register lies: in a database, or in a folder. */
export type Seat = { readonly databaseUrl: string } | { readonly dir: string };
export type Moved = {
  readonly seq: number;
  readonly hash: string;
  readonly differences: readonly Difference[];
};
type Keyed = { readonly key: Buffer; readonly kinds: readonly KindSpec[] };

/** Reads back what was written and compares it with what was to be written, row by row. */
async function checkFolder(
  dir: string,
  from: Parameters<typeof sectionsOf>[0],
  { key, kinds }: Keyed,
): Promise<Moved> {
  const copy = await readFolder(dir, key, kinds);
  const differences = compareSections(sectionsOf(from, kinds), sectionsOf(copy, kinds));
  return { seq: copy.state.seq, hash: copy.state.hash, differences };
}

/** A folder that nobody has open: another process's lines would be missing in the copy. */
async function withLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  if (!(await nodeFiles.list(dir))) throw new StoreError('MISSING', `there is no folder ${dir}`, dir);
  const release = await lockFolder(await nodeFiles.identity(dir), dir);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function withDatabase<T>(
  url: string,
  work: (pool: ReturnType<typeof poolOf>) => Promise<T>,
): Promise<T> {
  const pool = poolOf(url);
  try {
    return await work(pool);
  } catch (error) {
    throw faultOf(error);
  } finally {
    await pool.end();
  }
}

/**
 * The whole register as a ledger folder at `to`, which must be empty or not there, and its comparison with the source.
 * From a database it is one moment's view, instances may run; a folder must not be open. Throws StoreError.
 */
export async function exportTo(to: string, from: Seat, keyed: Keyed): Promise<Moved> {
  if ('dir' in from)
    return withLock(from.dir, async () => {
      const source = await readFolder(from.dir, keyed.key, keyed.kinds);
      await writeFolder(to, source);
      return checkFolder(to, source, keyed);
    });
  return withDatabase(from.databaseUrl, (pool) =>
    reading(pool, async (db) => {
      const verdict = await verifyLines(db, keyed.key, []);
      if (!verdict.ok) throw new StoreError('CORRUPT', verdict.why, String(verdict.firstBad));
      const source = await readTables(db, keyed.key, keyed.kinds);
      await writeFolder(to, source);
      return checkFolder(to, source, keyed);
    }),
  );
}

/** Thrown to take an import back: the database stays as it was. */
class NotSame extends Error {
  readonly moved: Moved;
  constructor(moved: Moved) {
    super('what was written is not what was read');
    this.moved = moved;
  }
}

/**
 * A ledger folder into an empty place, and its comparison with what lies there then. A database takes all of it or
 * nothing: with a difference it stays empty. Throws StoreError.
 */
export async function importFrom(from: string, to: Seat, keyed: Keyed): Promise<Moved> {
  const { key, kinds } = keyed;
  return withLock(from, async () => {
    const source = await readFolder(from, key, kinds);
    if ('dir' in to) {
      if (((await nodeFiles.list(to.dir)) ?? []).includes('STORE_ID'))
        throw new StoreError(
          'CORRUPT',
          `${to.dir} holds a register already; import needs an empty folder`,
          to.dir,
        );
      await writeFolder(to.dir, source);
      return checkFolder(to.dir, source, keyed);
    }
    const into = (pool: ReturnType<typeof poolOf>) =>
      alone(pool, async (db) => {
        await fillTables(db, source, key, kinds);
        const differences = compareSections(
          sectionsOf(source, kinds),
          sectionsOf(await readTables(db, key, kinds), kinds),
        );
        const moved = { seq: source.state.seq, hash: source.state.hash, differences };
        if (!isSame(differences)) throw new NotSame(moved);
        return moved;
      });
    try {
      return await withDatabase(to.databaseUrl, into);
    } catch (error) {
      if (error instanceof NotSame) return error.moved;
      throw error;
    }
  });
}
