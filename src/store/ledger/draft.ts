import { type Commit, type Json, type Put, type Ref, type Rev, StoreError } from '../store.ts';
import { refKey } from './entry.ts';
import type { RecordKeys } from './keys.ts';
import { type Draft, type EraseLine, jsonCopy, type PutLine, type RemoveLine } from './line.ts';
import type { Staged } from './staged.ts';
import type { State } from './state.ts';

/** The uuid that Feishu deduplicates by has at most 50 characters. */
const ROW_ID_MAX = 50;

export type Checks = {
  readonly state: State;
  readonly staged: Staged;
  readonly keys: Pick<RecordKeys, 'make' | 'held' | 'seal'> & Partial<Pick<RecordKeys, 'texts' | 'forget'>>;
};
type ReadyLines = {
  readonly lines: readonly PutLine[];
  readonly removes: readonly RemoveLine[];
  readonly newKeys: readonly string[];
};
/** A draft that passed every check, and the keys that it uses for the first time. */
export type Checked = { readonly draft: Draft; readonly newKeys: readonly string[] };

/** What free text is bound to: it cannot be moved to another record or another revision. */
export const aboutOf = (ref: Ref, rev: Rev): string => `${refKey(ref)}\u0000${rev}`;

/** A time that cannot be read would sort anywhere and make the store forget what it must remember. */
export function checkInstant(at: string): void {
  if (Number.isNaN(Date.parse(at))) throw new RangeError(`not an instant: ${at}`);
}

const nameOf = (ref: Ref): string => `${ref.kind}/${ref.id}`;

/** Throws CONFLICT unless every record has the revision that the caller read. */
export function checkRevs(refs: ReadonlyArray<Ref & { rev: Rev }>, staged: Staged): void {
  for (const ref of refs) {
    const rev = staged.rev(ref);
    if (rev === ref.rev) continue;
    throw new StoreError('CONFLICT', `${nameOf(ref)} is at revision ${rev}, not ${ref.rev}`, nameOf(ref));
  }
}

/** A record written twice in one commit has no order to write it in. */
export function checkOnce(refs: readonly Ref[]): void {
  for (const { kind, id } of refs)
    if (kind.includes('\u0000') || id.includes('\u0000'))
      throw new RangeError('a kind or an id must not contain NUL');
  if (refs.length < 2) return;
  const seen = new Set<string>();
  for (const ref of refs) {
    if (seen.has(refKey(ref)))
      throw new StoreError('CONFLICT', `${nameOf(ref)} stands twice in one commit`, nameOf(ref));
    seen.add(refKey(ref));
  }
}

function checkKeys(commit: Commit, staged: Staged): void {
  const taken = (key: string): never => {
    throw new StoreError('DUPLICATE_KEY', `${key} is taken`, key);
  };
  const seen = new Set<string>();
  for (const key of commit.unique ?? []) {
    if (staged.hasUnique(key) || seen.has(key)) taken(key);
    seen.add(key);
  }
  const rows = new Set<string>();
  for (const { notBefore } of commit.outbox ?? []) checkInstant(notBefore);
  for (const { id } of commit.outbox ?? []) {
    if (id.length > ROW_ID_MAX)
      throw new RangeError(`an outbox id has at most ${ROW_ID_MAX} characters: ${id}`);
    if (staged.hasRow(id) || rows.has(id)) taken(id);
    rows.add(id);
  }
}

/** A line that lacks its place in the history. */
type Sealed = {
  readonly line: Omit<PutLine, 'was'>;
  /** The record's key, if it had one. */
  readonly known: string | undefined;
  /** The key that was made for it. */
  readonly made?: string;
};

/** The text of a put under its record's key, or under a new one. */
export function sealed({ kind, id, rev, body, sealed: text }: Put, checks: Checks): Sealed {
  const { schema } = checks.state.spec(kind);
  const line = { kind, id, rev: rev + 1, schema, body: body as Json };
  if (text === undefined) return { line, known: undefined };
  const known = checks.staged.keyOf(line);
  const key = known ?? checks.keys.make();
  const secret = checks.keys.held(key);
  if (!secret) throw new StoreError('CORRUPT', `the key of ${nameOf(line)} is not in keys/`, nameOf(line));
  const seal = { k: key, c: checks.keys.seal(secret, text, aboutOf(line, line.rev)) };
  // Whoever reads the answer finds it open.
  checks.keys.texts?.keep(seal, jsonCopy(text));
  return { line: { ...line, seal }, known, ...(known === undefined && { made: key }) };
}

/** Put lines with their texts sealed. Call it last: it makes keys. */
export function putLines(puts: readonly Put[], checks: Checks): { lines: PutLine[]; newKeys: string[] } {
  const all = puts.map((put) => sealed(put, checks));
  const lines = all.map(({ line: { kind, id, rev, ...rest } }): PutLine => {
    const was = checks.staged.touched({ kind, id });
    return { kind, id, rev, was, ...rest };
  });
  return { lines, newKeys: all.flatMap(({ made }) => made ?? []) };
}

/** Throws TypeError for a kind that is not declared, and what a faulty index function throws. */
export function probe(puts: readonly Put[], state: State): void {
  for (const { kind, body } of puts) {
    state.spec(kind);
    state.shelf(kind).indexes.probe(body);
  }
}

/** An erasure raises the revision: whoever still holds the text must read again before writing. */
function eraseLines(commit: Commit, staged: Staged, puts: readonly PutLine[]): EraseLine[] {
  const putBy = new Map(puts.map((put) => [refKey(put), put]));
  const removals = new Set((commit.remove ?? []).map(refKey));
  return (commit.erase ?? []).map(({ kind, id, why }) => {
    const put = putBy.get(refKey({ kind, id }));
    const k = put?.seal?.k ?? staged.keyOf({ kind, id });
    const removed = removals.has(refKey({ kind, id }));
    const now = staged.rev({ kind, id });
    const line = { kind, id, was: staged.touched({ kind, id }), why, ...(k !== undefined && { k }) };
    return put || removed || now === 0 ? line : { ...line, rev: now + 1 };
  });
}

const some = <T>(list: readonly T[] | undefined): list is readonly T[] =>
  list !== undefined && list.length > 0;

/**
 * All checks of a commit against durable and staged, then its line. Throws StoreError; changes nothing but `keys`.
 * `ready`: its records as `linesNow` gives them.
 */
export function draftOf(commit: Commit, checks: Checks, ready?: ReadyLines): Checked {
  const { put = [], remove = [], expect = [], erase = [] } = commit;
  const { staged } = checks;
  checkInstant(commit.at);
  if (!ready) checkOnce([...put, ...remove]);
  checkOnce(erase);
  checkRevs(ready ? expect : [...expect, ...put, ...remove], staged);
  checkKeys(commit, staged);
  if (!ready) probe(put, checks.state);
  const { lines, newKeys } = ready ?? putLines(put, checks);
  const removes =
    ready?.removes ??
    remove.map(({ kind, id }): RemoveLine => ({ kind, id, was: staged.touched({ kind, id }) }));
  const draft: Draft = {
    at: commit.at,
    by: commit.actor,
    why: commit.reason,
    req: commit.requestId,
    fp: commit.fingerprint,
    ...(some(commit.events) && { events: commit.events }),
    ...(some(lines) && { put: lines }),
    ...(some(erase) && { erase: eraseLines(commit, staged, lines) }),
    ...(some(removes) && { remove: removes }),
    ...(some(commit.unique) && { uniq: commit.unique }),
    ...(some(commit.outbox) && { outbox: commit.outbox }),
    ...(commit.result !== undefined && { res: commit.result }),
  };
  return { draft, newKeys };
}
