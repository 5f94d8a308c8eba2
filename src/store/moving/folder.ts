import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLine } from '../ledger/chain.ts';
import { type Request, refOf, requestOf } from '../ledger/entry.ts';
import { nodeFiles } from '../ledger/files.ts';
import { SEGMENT_BYTES, segmentName, segmentsAmong } from '../ledger/journal.ts';
import { decodeLine } from '../ledger/line.ts';
import { findStore } from '../ledger/marker.ts';
import { Replay } from '../ledger/replay.ts';
import { scanLines } from '../ledger/scan.ts';
import { State } from '../ledger/state.ts';
import { Wrapping } from '../postgres/keyring.ts';
import { type KindSpec, StoreError } from '../store.ts';
import type { Register } from './sections.ts';

export type Folder = Register & {
  readonly store: string;
  /** Record keys as they lie in keys/, for those that are alive. */
  readonly wrapped: ReadonlyMap<string, Buffer>;
  /** Every line in order, without its newline. */
  lines(): AsyncIterable<string>;
};

const noRandom = (): never => {
  throw new Error('nothing is made while reading');
};

/** The segments of a folder into a state; every byte is checked as at a start, but nothing is changed. */
async function replay(dir: string, key: Buffer, kinds: readonly KindSpec[]): Promise<State> {
  const state = new State(kinds);
  const follow = new Replay(key, -1, -1, (line, hash) => state.apply(line, hash));
  for (const first of segmentsAmong(await readdir(dir)))
    await scanLines(nodeFiles, join(dir, segmentName(first)), (line, offset, ended) =>
      follow.take(line, { segment: first, offset }, 0, ended),
    );
  if (!follow.torn) return state;
  const where = `${segmentName(follow.torn.segment)} at byte ${follow.torn.offset}`;
  throw new StoreError(
    'CORRUPT',
    `the ledger ends in a damaged line (${where}); a start of the bot cuts it`,
    where,
  );
}

async function keysIn(dir: string, ids: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
  const there = new Set(await readdir(join(dir, 'keys')).catch(() => []));
  const found = new Map<string, Buffer>();
  for (const id of ids) if (there.has(id)) found.set(id, await readFile(join(dir, 'keys', id)));
  return found;
}

async function* linesOf(dir: string): AsyncGenerator<string> {
  for (const first of segmentsAmong(await readdir(dir))) {
    let rest = '';
    for await (const chunk of createReadStream(join(dir, segmentName(first)), { encoding: 'utf8' })) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  }
}

/** What the requests that are remembered became, read once more: the state knows their lines only. */
async function requestsIn(dir: string, state: State, key: Buffer): Promise<ReadonlyMap<string, Request>> {
  const found = new Map<string, Request>();
  const [oldest] = state.requests.kept().slice(0, 1);
  const first = oldest?.[1] ?? Number.POSITIVE_INFINITY;
  let seq = 0;
  for await (const text of linesOf(dir)) {
    if (seq++ < first) continue;
    const bytes = Buffer.from(text);
    const request = requestOf(decodeLine(bytes), checkLine(bytes, key)?.hash ?? '');
    if (request && state.requests.lineOf(request.id) === request.seq) found.set(request.id, request);
  }
  return found;
}

/** Reads a ledger folder without opening it. Throws StoreError for one that is not whole, or that this key did not write. */
export async function readFolder(dir: string, key: Buffer, kinds: readonly KindSpec[]): Promise<Folder> {
  const store = await findStore(nodeFiles, dir);
  if (store === undefined) throw new StoreError('MISSING', `there is no register in ${dir}`, dir);
  const state = await replay(dir, key, kinds);
  const requests = await requestsIn(dir, state, key);
  const wrapped = await keysIn(dir, state.keyOf.values());
  const lost = [...state.keyOf].filter(([, id]) => !wrapped.has(id)).map(([ref]) => refOf(ref));
  if (lost[0])
    throw new StoreError(
      'MISSING',
      `${lost.length} record keys are not in ${dir}/keys, the first is that of ${lost[0].kind}/${lost[0].id}`,
      lost[0].id,
    );
  const wrapping = new Wrapping(key, noRandom);
  const read = (id: string): Buffer | undefined => {
    const found = wrapped.get(id);
    return found && wrapping.unwrap(id, found);
  };
  return { store, state, requests, key: read, wrapped, lines: () => linesOf(dir) };
}

/** A file that is on the disk when this resolves. */
async function writeDurable(path: string, chunks: Iterable<string | Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Segments of at most 64 MB, named by the number of their first line. */
async function writeSegments(dir: string, lines: AsyncIterable<string>): Promise<void> {
  let [seq, size, first] = [0, 0, 0];
  let pending: string[] = [];
  const flush = async (): Promise<void> => {
    if (pending.length > 0) await writeDurable(join(dir, segmentName(first)), [pending.join('')]);
    [pending, size, first] = [[], 0, seq];
  };
  for await (const line of lines) {
    pending.push(`${line}\n`);
    size += Buffer.byteLength(line) + 1;
    seq += 1;
    if (size >= SEGMENT_BYTES) await flush();
  }
  await flush();
}

/**
 * Writes a register as a ledger folder, which the embedded store opens as it is. The folder must not be there or be
 * empty; STORE_ID comes last, so that half a folder is never taken for a register.
 */
export async function writeFolder(
  dir: string,
  { store, wrapped, lines }: Pick<Folder, 'store' | 'wrapped' | 'lines'>,
): Promise<void> {
  await mkdir(join(dir, 'keys'), { recursive: true, mode: 0o700 });
  const there = (await readdir(dir)).filter((name) => name !== 'keys' && name !== 'lost+found');
  if (there.length > 0)
    throw new StoreError('CORRUPT', `${dir} is not empty: it holds ${there.slice(0, 3).join(', ')}`, dir);
  const marker = `{"format":"qingfeng ledger 1","store":"${store}"}\n`;
  await writeDurable(join(dir, 'STORE_ID.new'), [marker]);
  for (const [id, bytes] of wrapped) await writeDurable(join(dir, 'keys', id), [bytes]);
  await nodeFiles.syncFolder(join(dir, 'keys'));
  await writeSegments(dir, lines());
  await nodeFiles.syncFolder(dir);
  await rename(join(dir, 'STORE_ID.new'), join(dir, 'STORE_ID'));
  await nodeFiles.syncFolder(dir);
}
