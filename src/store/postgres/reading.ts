import type { Pool } from 'pg';
import { checkLine, NO_LINE } from '../ledger/chain.ts';
import { checkSame, freezeDeep, type Request, receiptOf } from '../ledger/entry.ts';
import { docOf, historyOf } from '../ledger/reading.ts';
import type { Change, Doc, KindSpec, ListQuery, Receipt, Ref, Verdict } from '../store.ts';
import { StoreError } from '../store.ts';
import type { Wrapping } from './keyring.ts';
import {
  countValues,
  findDocument,
  findKey,
  findTouched,
  readLines,
  readPage,
  readRequest,
} from './queries.ts';
import type { Db } from './shapes.ts';
import { type Found, readHead } from './sql.ts';

/** What a LIMIT takes; nobody has more. */
export const MOST = 2 ** 31 - 2;
/** Lines read at once while the chain is checked. */
const LINES = 1000;

export type ReadingParts = {
  readonly pool: Pool;
  readonly kinds: readonly KindSpec[];
  readonly wrapping: Wrapping;
  readonly key: Buffer;
};

/** The text of a found document is opened with the key that came along with it. */
export function openFound({ entry, wrapped }: Found, wrapping: Wrapping): Promise<Doc> {
  const load = async (id: string): Promise<Buffer | undefined> => wrapped && wrapping.unwrap(id, wrapped);
  return docOf(freezeDeep(entry), { load }, { erased: new Map() });
}

export async function getDocument(ref: Ref, { pool, wrapping }: ReadingParts): Promise<Doc | undefined> {
  const found = await findDocument(pool, ref);
  return found && openFound(found, wrapping);
}

/** The name of an index, undefined for the order of ids. Throws TypeError for one that is not declared. */
function declared(kind: string, index: string | undefined, kinds: readonly KindSpec[]): string | undefined {
  if (index === undefined) return undefined;
  const spec = kinds.find((other) => other.kind === kind);
  if (spec && Object.hasOwn(spec.indexes, index)) return index;
  throw new TypeError(`no index is declared under the name ${index}`);
}

/** Where a page ended: `value NUL id`, the same as the embedded store gives out. */
function afterOf(cursor: string | undefined): { value: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const cut = text.lastIndexOf('\u0000');
  return { value: text.slice(0, cut), id: text.slice(cut + 1) };
}

export async function listDocuments(
  kind: string,
  query: ListQuery,
  { pool, kinds, wrapping }: ReadingParts,
): Promise<{ items: readonly Doc[]; cursor?: string }> {
  if (!(query.limit >= 1)) throw new RangeError('limit must be at least 1');
  const index = declared(kind, query.index, kinds);
  const limit = Math.min(Math.floor(query.limit), MOST);
  const found = await readPage(pool, kind, { ...query, index, limit: limit + 1 }, afterOf(query.cursor));
  const page = found.slice(0, limit);
  const items: Doc[] = [];
  for (const one of page) items.push(await openFound(one, wrapping));
  const last = page.at(-1);
  if (found.length <= limit || !last) return { items };
  return { items, cursor: Buffer.from(`${last.value}\u0000${last.entry.id}`).toString('base64url') };
}

export async function tallyValues(
  kind: string,
  query: { index: string; from?: string; to?: string; prefix?: string },
  { pool, kinds }: ReadingParts,
): Promise<Readonly<Record<string, number>>> {
  const index = declared(kind, query.index, kinds) ?? '';
  return Object.fromEntries(await countValues(pool, kind, index, query));
}

export async function recallRequest(
  requestId: string,
  fingerprint: string | undefined,
  { pool }: ReadingParts,
): Promise<Receipt | undefined> {
  const text = await readRequest(pool, requestId);
  if (text === undefined) return undefined;
  const request = freezeDeep(JSON.parse(text) as Request);
  if (fingerprint !== undefined) checkSame(requestId, request, fingerprint);
  return receiptOf(request, true);
}

/** Every change of a record, oldest first, from the lines themselves. */
export async function* changesTo(ref: Ref, { pool, wrapping, key }: ReadingParts): AsyncGenerator<Change> {
  const touched = await findTouched(pool, ref);
  const erased = new Map<string, string>();
  const load = async (id: string): Promise<Buffer | undefined> => {
    const found = await findKey(pool, id);
    if (found?.at) erased.set(id, found.at);
    return found?.wrapped ? wrapping.unwrap(id, found.wrapped) : undefined;
  };
  const read = async (seq: number): Promise<Buffer> => {
    const [found] = await readLines(pool, seq, 1);
    if (found?.seq !== seq) throw new StoreError('CORRUPT', `line ${seq} is gone`, String(seq));
    return Buffer.from(found.line);
  };
  yield* historyOf(ref, {
    journal: { read },
    keys: { load },
    key,
    state: { erased, touched: () => touched },
  });
}

type Anchor = { readonly seq: number; readonly hash: string };

/** What is wrong with a line that should follow `last`, or its hash. */
function checkNext(line: string, last: Anchor, key: Buffer): { why: string } | { hash: string } {
  const link = checkLine(Buffer.from(line), key);
  if (!link) return { why: 'was changed after it was written' };
  if (link.seq !== last.seq + 1)
    return { why: `has the number ${link.seq}: lines are missing or in another order` };
  if (link.prev !== last.hash) return { why: 'does not continue the line before it' };
  return link.signed ? { hash: link.hash } : { why: 'was not written with this key' };
}

/** Checks every line up to the head in one moment's view of the database. */
export async function verifyLines(
  db: Db,
  key: Buffer,
  anchors: readonly Anchor[],
  each: (line: string) => Promise<void> | void = () => undefined,
): Promise<Verdict> {
  const head = await readHead(db);
  const expected = [...anchors, head];
  let last: Anchor = { seq: -1, hash: NO_LINE };
  for (
    let lines = await readLines(db, 0, LINES);
    lines.length > 0;
    lines = await readLines(db, last.seq + 1, LINES)
  ) {
    for (const { line } of lines) {
      const next = last.seq + 1;
      const found = checkNext(line, last, key);
      if ('why' in found) return { ok: false, firstBad: next, why: `line ${next} ${found.why}` };
      last = { seq: next, hash: found.hash };
      if (expected.some(({ seq, hash }) => seq === next && hash !== last.hash))
        return {
          ok: false,
          firstBad: next,
          why: `line ${next} is not the one that was anchored: history was rewritten`,
        };
      await each(line);
    }
  }
  const missing = expected.find(({ seq }) => seq > last.seq);
  if (missing)
    return {
      ok: false,
      firstBad: last.seq + 1,
      why: `line ${missing.seq} is known, the ledger ends at ${last.seq}`,
    };
  return { ok: true, seq: last.seq, hash: last.hash };
}
