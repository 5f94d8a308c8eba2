import { type Change, type Doc, type Ref, StoreError } from '../store.ts';
import { orUnavailable } from './bytes.ts';
import { checkLine } from './chain.ts';
import { aboutOf } from './draft.ts';
import { type Entry, entryOf, erasedEntry, freezeDeep, type Request, refKey, requestOf } from './entry.ts';
import type { Journal } from './journal.ts';
import { openText, type RecordKeys } from './keys.ts';
import { decodeLine, type Line } from './line.ts';
import type { Requests } from './requests.ts';
import type { State } from './state.ts';
import type { Texts } from './texts.ts';

/**
 * Turns an entry into the document that is handed out. A destroyed key leaves `sealed` undefined and `erasedAt` set.
 * The text is opened when it is first read: most of a long list is only counted. `texts`: what is open already.
 */
export async function docOf(
  entry: Entry,
  keys: Pick<RecordKeys, 'load'>,
  state: Pick<State, 'erased'>,
  texts?: Texts,
): Promise<Doc> {
  // Written out: taking an entry apart and putting it together again costs more than all the rest of a reading.
  const { kind, id, rev, schema, body, at, by, seal } = entry;
  freezeDeep(body);
  const open = { kind, id, rev, schema, body, at, by };
  if (!seal)
    return Object.freeze(entry.erasedAt === undefined ? open : { ...open, erasedAt: entry.erasedAt });
  const key = state.erased.has(seal.k) ? undefined : await keys.load(seal.k);
  // Looked up again: the record may have been erased while its key was being read.
  const erasedAt = state.erased.get(seal.k);
  if (erasedAt !== undefined) return Object.freeze({ ...open, erasedAt });
  const name = `${entry.kind}/${entry.id}`;
  if (!key) throw new StoreError('CORRUPT', `the key of ${name} is not in keys/ or damaged`, name);
  let text: { readonly text: unknown } | undefined;
  return Object.freeze({
    kind,
    id,
    rev,
    schema,
    body,
    at,
    by,
    get sealed() {
      if (state.erased.has(seal.k)) return undefined;
      text ??= texts?.get(seal);
      if (!text) {
        text = { text: freezeDeep(openText(key, seal.c, aboutOf(entry, entry.rev))) };
        texts?.keep(seal, text.text);
      }
      return text.text;
    },
  });
}

type Touch = { readonly was: number; readonly after: (before: Entry | undefined) => Entry | undefined };

/** What a line did to one record, put before erase before remove. */
function touchOf(line: Line, ref: Ref): Touch | undefined {
  const mine = (other: Ref): boolean => refKey(other) === refKey(ref);
  const [put, erase, remove] = [line.put?.find(mine), line.erase?.find(mine), line.remove?.find(mine)];
  const first = put ?? erase ?? remove;
  if (!first) return undefined;
  const after = (before: Entry | undefined): Entry | undefined => {
    const entry = put ? entryOf(put, line, before) : before;
    if (remove || !entry) return undefined;
    return erase ? erasedEntry(entry, erase, line) : entry;
  };
  return { was: first.was, after };
}

type Read = { readonly line: Line; readonly hash: string };

async function readLine(journal: Pick<Journal, 'read'>, seq: number, key: Buffer): Promise<Read> {
  const bytes = await orUnavailable(journal.read(seq), `line ${seq}`, String(seq));
  const link = checkLine(bytes, key);
  if (link?.seq === seq && link.signed) return { line: decodeLine(bytes), hash: link.hash };
  throw new StoreError(
    'CORRUPT',
    `line ${seq} changed on the disk after it was read at the start`,
    String(seq),
  );
}

type RequestParts = {
  readonly journal: Pick<Journal, 'read'>;
  readonly state: { readonly requests: Pick<Requests, 'lineOf'> };
};

/** A request that is remembered, read from its line; undefined for any other. Throws CORRUPT for a line that changed. */
export async function requestIn(
  id: string,
  { journal, state }: RequestParts,
  key: Buffer,
): Promise<Request | undefined> {
  const seq = state.requests.lineOf(id);
  if (seq === undefined) return undefined;
  const { line, hash } = await readLine(journal, seq, key);
  const request = requestOf(line, hash);
  if (request?.id !== id) throw new StoreError('CORRUPT', `line ${seq} does not hold ${id}`, String(seq));
  return request;
}

export type HistoryParts = {
  readonly journal: Pick<Journal, 'read'>;
  readonly keys: Pick<RecordKeys, 'load'>;
  readonly key: Buffer;
  readonly state: Pick<State, 'erased' | 'touched'>;
};

/** Every change of one record, oldest first, read from the ledger itself. Costs its own lines only. */
export async function* historyOf(
  ref: Ref,
  { journal, keys, key, state }: HistoryParts,
): AsyncGenerator<Change> {
  const touches: (Read & { touch: Touch })[] = [];
  for (let seq = state.touched(ref); seq > 0; ) {
    const { line, hash } = await readLine(journal, seq, key);
    const touch = touchOf(line, ref);
    if (!touch)
      throw new StoreError('CORRUPT', `line ${seq} does not concern ${ref.kind}/${ref.id}`, String(seq));
    touches.push({ line, hash, touch });
    seq = touch.was;
  }
  let entry: Entry | undefined;
  for (const { line, hash, touch } of touches.reverse()) {
    const before = entry && (await docOf(entry, keys, state));
    entry = touch.after(entry);
    const after = entry && (await docOf(entry, keys, state));
    const { seq, at, by, why: reason, events = [] } = line;
    yield Object.freeze({
      ...{ seq, hash, at, by, reason, events },
      ...(before && { before }),
      ...(after && { after }),
    });
  }
}
