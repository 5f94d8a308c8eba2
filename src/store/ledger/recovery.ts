import { join } from 'node:path';
import { Low } from 'lowdb';
import { type KindSpec, type Kinds, type Ref, StoreError } from '../store.ts';
import type { Ahead, AheadOf, Prefix, ReadingAhead } from './ahead.ts';
import { mustSync, readFully, writeFile } from './bytes.ts';
import { refOf } from './entry.ts';
import type { FileSystem } from './files.ts';
import { type Head, readHead } from './head.ts';
import { type Layout, type Segment, segmentName, segmentsAmong } from './journal.ts';
import { GONE, type RecordKeys } from './keys.ts';
import { NEXT, Replay } from './replay.ts';
import { type OnBlock, type OnLine, scanLines } from './scan.ts';
import { SnapshotFile } from './snapshot.ts';
import { State } from './state.ts';

export type RecoveryParts = {
  readonly files: FileSystem;
  readonly dir: string;
  readonly key: Buffer;
  readonly kinds: Kinds;
  readonly keys: RecordKeys;
  readonly acceptLostKeys: boolean;
  readonly ahead?: Ahead | undefined;
};
type Known = RecoveryParts & { readonly kinds: readonly KindSpec[]; readonly head: Head | undefined };
export type Recovered = {
  readonly low: Low<State>;
  readonly layout: Layout;
  readonly tornBytes: number;
  readonly fromSnapshot: number;
  /** Records whose texts cannot be opened any more. */
  readonly lost: readonly Ref[];
};

type Pass = {
  readonly replay: Replay;
  readonly segments: readonly Segment[];
  readonly end: number;
  readonly fits: boolean;
};

/**
 * Reads the whole ledger once, into a state that already stands at `state.seq` when it came from a snapshot; only what
 * is behind `prefix` when that was read already.
 */
async function replayInto(state: State, fromSnapshot: boolean, parts: Known, prefix?: Prefix): Promise<Pass> {
  const { files, dir, key, head } = parts;
  const known = fromSnapshot ? { seq: state.seq, hash: state.hash } : { seq: -1, hash: '' };
  const replay = new Replay(key, known.seq, head?.seq ?? -1, (line, hash) => state.apply(line, hash));
  if (prefix) replay.follow(prefix);
  const segments: Segment[] = [...(prefix?.segments.slice(0, -1) ?? [])];
  let fits = !fromSnapshot || prefix !== undefined;
  let end = prefix?.segments.at(-1)?.base ?? 0;
  for (const first of segmentsAmong((await files.list(dir)) ?? [])) {
    if (prefix && first < prefix.at.segment) continue;
    const from = first === prefix?.at.segment ? prefix.at.offset : 0;
    const base = end;
    if (from === 0) replay.begin(first);
    segments.push({ first, base });
    const onLine: OnLine = (line, offset, ended) => {
      replay.take(line, { segment: first, offset }, base, ended);
      if (replay.seq === known.seq && replay.hash === known.hash) fits = true;
    };
    const size = await scanLines(files, join(dir, segmentName(first)), onLine, from);
    end = base + size;
  }
  return { replay, segments, end, fits };
}

/** head.json knows of a line that is not there, or knows another one: the ledger was cut or exchanged. */
function checkHead(head: Head | undefined, { seq, headHash }: Replay): void {
  if (!head) return;
  const why = `head.json knows line ${head.seq}, the ledger ends at ${seq}`;
  if (head.seq > seq)
    throw new StoreError(
      'TRUNCATED',
      `${why}: its end is gone. Nothing was changed; restore a backup.`,
      String(seq + 1),
    );
  if (head.hash !== headHash)
    throw new StoreError(
      'CORRUPT',
      `line ${head.seq} is not the one that head.json knows. ${NEXT}`,
      String(head.seq),
    );
}

/** Keeps the bytes after the last whole line as torn-*.bin, then cuts them. Gives how many. */
async function cutTail({ files, dir }: RecoveryParts, { replay, segments, end }: Pass): Promise<number> {
  const { torn } = replay;
  if (!torn) return 0;
  const segment = segments.at(-1);
  if (segment?.first !== torn.segment) {
    throw new StoreError(
      'CORRUPT',
      `${segmentName(torn.segment)} ends in a damaged line and a segment follows it. ${NEXT}`,
      String(replay.seq + 1),
    );
  }
  const size = end - segment.base - torn.offset;
  const file = await files.open(join(dir, segmentName(torn.segment)), 'edit');
  try {
    const bytes = Buffer.alloc(size);
    await readFully(file, bytes, torn.offset);
    await writeFile(files, join(dir, `torn-${replay.seq + 1}-${size}.bin`), bytes, true);
    await mustSync(() => files.syncFolder(dir));
    await file.truncate(torn.offset);
    await mustSync(() => file.sync());
  } finally {
    await file.close();
  }
  return size;
}

/** Destroys keys whose destruction was interrupted; gives the records whose live key has no file. */
async function checkKeys({ keys, acceptLostKeys }: RecoveryParts, state: State): Promise<readonly Ref[]> {
  const names = await keys.names();
  const lost: Ref[] = [];
  // One by one: a copy of a hundred thousand pairs takes longer than looking at them.
  for (const [ref, key] of state.keyOf) if (!names.has(key)) lost.push(refOf(ref));
  const [first] = lost;
  if (first && !acceptLostKeys) {
    const why = `${lost.length} record keys are not in keys/, the first is that of ${first.kind}/${first.id}.`;
    throw new StoreError('MISSING', `${why} ${LOST_KEYS}`, first.id);
  }
  const begun: string[] = [];
  for (const name of names) if (name.endsWith(GONE)) begun.push(name);
  for (const key of state.erased.keys()) if (names.has(key)) begun.push(key);
  await keys.destroy(begun);
  return lost;
}

const LOST_KEYS =
  'Restore keys/ from a backup, or start once with --accept-lost-keys: these texts are then recorded as erased.';

/** A thread that cannot even begin, as where no more of them are allowed, is none: the start reads for itself. */
function begun(ahead: Ahead | undefined, of: AheadOf): ReadingAhead | undefined {
  try {
    return ahead?.(of);
  } catch {
    return undefined;
  }
}

type Brought = { readonly low: Low<State>; readonly pass: Pass; readonly fromSnapshot: number };

/** The newest snapshot that is whole, and then the ledger behind it. */
async function bring(parts: Known, store: string, ahead: ReadingAhead | undefined): Promise<Brought> {
  const { files, dir, key, kinds } = parts;
  // The snapshot lasts as long as the store: what was read ahead is not to last with it.
  let reading = ahead;
  const apart = (onBlock: OnBlock): Promise<boolean> => reading?.blocks(onBlock) ?? Promise.resolve(false);
  const snapshot = new SnapshotFile(files, dir, key, kinds, ahead && apart);
  const low = new Low<State>(snapshot, new State(kinds, { indexed: false }));
  await low.read();
  reading = undefined;
  return { low, ...(await fill(low, parts, store, ahead)) };
}

/** The ledger into `low`, from the snapshot on if it is a moment of this very ledger, else from line 0. */
async function fill(
  low: Low<State>,
  parts: Known,
  store: string,
  ahead: ReadingAhead | undefined,
): Promise<{ pass: Pass; fromSnapshot: number }> {
  const fromSnapshot = low.data.store === store ? low.data.seq : 0;
  if (fromSnapshot > 0) {
    const { seq, hash } = low.data;
    const read = await ahead?.prefix;
    const prefix = read?.seq === seq && read.hash === hash ? read : undefined;
    const pass = await replayInto(low.data, true, parts, prefix);
    if (pass.fits) return { pass, fromSnapshot };
  }
  low.data = new State(parts.kinds, { indexed: false });
  return { pass: await replayInto(low.data, false, parts), fromSnapshot: 0 };
}

/**
 * Brings the state back from the ledger, with the snapshot as a short cut. Throws CORRUPT, TRUNCATED or MISSING and
 * changes nothing then; a torn tail is cut only after every other check has passed.
 */
export async function recover(parts: RecoveryParts, store: string): Promise<Recovered> {
  const { files, dir, key } = parts;
  const head = await readHead(files, dir);
  const ahead = begun(parts.ahead, { dir, key, headSeq: head?.seq ?? -1 });
  // What is kept may be told only later, by a program that is loaded meanwhile: a thread reads from now on.
  const { low, pass, fromSnapshot } = await Promise.resolve(parts.kinds)
    .then((kinds) => bring({ ...parts, kinds, head }, store, ahead))
    .finally(() => ahead?.stop());
  const { replay, segments } = pass;
  checkHead(head, replay);
  if (replay.seq < 0)
    throw new StoreError(
      'TRUNCATED',
      `${segmentName(0)} has lost even its first line. Restore a backup.`,
      '0',
    );
  if (low.data.store !== store)
    throw new StoreError(
      'CORRUPT',
      `STORE_ID and the ledger belong to different stores. ${NEXT}`,
      'STORE_ID',
    );
  low.data.index();
  const lost = await checkKeys(parts, low.data);
  const tornBytes = await cutTail(parts, pass);
  const layout = { segments, starts: replay.starts, end: pass.end - tornBytes };
  return { low, layout, tornBytes, fromSnapshot, lost };
}
