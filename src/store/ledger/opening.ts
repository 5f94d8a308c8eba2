import type { Low } from 'lowdb';
import { type Kinds, type Ref, StoreError } from '../store.ts';
import type { Ahead } from './ahead.ts';
import { Checkpoint, SNAPSHOT_LINES } from './checkpoint.ts';
import { Claims } from './claims.ts';
import { draftOf } from './draft.ts';
import type { FileSystem } from './files.ts';
import { HeadFile } from './head.ts';
import { Journal, SEGMENT_BYTES } from './journal.ts';
import { RecordKeys } from './keys.ts';
import { lockFolder, type Release } from './lock.ts';
import { findStore, makeStore } from './marker.ts';
import { type Recovered, recover } from './recovery.ts';
import { Staged } from './staged.ts';
import type { State } from './state.ts';
import { Writer } from './writer.ts';

/** Everything that the factory settled once and for all. */
export type Setup = {
  readonly dir: string;
  readonly key: Buffer;
  readonly kinds: Kinds;
  readonly files: FileSystem;
  readonly mayMake: boolean;
  readonly acceptLostKeys: boolean;
  readonly ahead?: Ahead | undefined;
  readonly snapshotEvery?: number | undefined;
  readonly segmentBytes?: number | undefined;
  readonly random: (size: number) => Buffer;
  readonly now: () => string;
  readonly clock: () => number;
};

/** An open store. */
export type Opened = {
  readonly state: State;
  readonly staged: Staged;
  readonly journal: Journal;
  readonly keys: RecordKeys;
  readonly writer: Writer;
  readonly claims: Claims;
  readonly head: HeadFile;
  readonly checkpoint: Checkpoint;
  readonly release: Release;
};
export type Opening = Opened & Pick<Recovered, 'tornBytes' | 'fromSnapshot'>;

/** Locks the folder, finds or makes the store and recovers it. Throws StoreError; the folder is free again then. */
export async function openFolder(setup: Setup): Promise<Opening> {
  const { files, dir, mayMake } = setup;
  if (!(await files.list(dir))) {
    if (!mayMake) throw missing(dir);
    await files.folder(dir);
  }
  const release = await lockFolder(await files.identity(dir), dir);
  try {
    return await openLocked(setup, release);
  } catch (error) {
    await release();
    throw error;
  }
}

const missing = (dir: string): StoreError =>
  new StoreError(
    'MISSING',
    `${dir} is empty but a store is expected there. Is the volume mounted? If this really is a first start, remove the key file beside it.`,
    dir,
  );

async function openLocked(setup: Setup, release: Release): Promise<Opening> {
  const { files, dir, key, random } = setup;
  const found = await findStore(files, dir);
  if (found === undefined && !setup.mayMake) throw missing(dir);
  // Only now is it ours: the mode of a stranger's folder is left alone.
  await files.folder(dir);
  const store = found ?? (await makeStore(setup));
  await files.folder(`${dir}/keys`);
  const keys = new RecordKeys(files, dir, key, random);
  const recovered = await recover({ ...setup, keys }, store);
  const journal = await Journal.open(files, dir, setup.segmentBytes ?? SEGMENT_BYTES, recovered.layout);
  const opening = assemble(setup, recovered, keys, journal, release);
  if (recovered.lost.length > 0) await eraseLost(opening, recovered.lost, setup.now());
  return opening;
}

/** Puts on record that texts are gone, as somebody decided who opened the store without their keys. */
async function eraseLost(opening: Opened, lost: readonly Ref[], at: string): Promise<void> {
  const reason = 'their keys were not in keys/';
  const erase = lost.map((ref) => ({ ...ref, why: reason }));
  const commit = { requestId: `lost-keys@${at}`, fingerprint: 'store', at, actor: 'store', reason, erase };
  const { draft, newKeys } = draftOf(commit, opening);
  await opening.writer.submit(draft, newKeys).done;
}

function assemble(
  setup: Setup,
  recovered: Recovered,
  keys: RecordKeys,
  journal: Journal,
  release: Release,
): Opening {
  const { low, tornBytes, fromSnapshot } = recovered;
  const state = low.data;
  const staged = new Staged(state);
  const head = new HeadFile(setup.files, setup.dir, setup.clock);
  const checkpoint = checkpointOf(low, setup);
  const onDurable = (bytes: number, lines: number): void => {
    head.note({ seq: state.seq, hash: state.hash });
    checkpoint.note(bytes, lines);
  };
  const writer = new Writer({ journal, keys, key: setup.key, state, staged, onDurable });
  // 32 random bits above 20 bits to count with: no claim of an earlier process fits.
  const claims = new Claims(state.rows, setup.random(4).readUInt32BE() * 2 ** 20);
  return { state, staged, journal, keys, writer, claims, head, checkpoint, release, tornBytes, fromSnapshot };
}

const checkpointOf = (low: Low<State>, { snapshotEvery }: Setup): Checkpoint =>
  new Checkpoint(low, snapshotEvery ?? SNAPSHOT_LINES);

/** Refuses new commits, finishes those under way, leaves a fresh snapshot and head, frees the folder. */
export async function closeFolder({
  writer,
  checkpoint,
  head,
  journal,
  state,
  release,
}: Opened): Promise<void> {
  await writer.close();
  await checkpoint.finish(writer.status !== 'failed');
  await head.flush({ seq: state.seq, hash: state.hash });
  await journal.close().catch(() => undefined);
  await release();
}
