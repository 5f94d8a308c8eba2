import { giveWay, inTurns } from '../../kernel/turns.ts';
import type { Commit, Put, Ref, Rev } from '../store.ts';
import { type Checks, checkInstant, checkOnce, checkRevs, probe, sealed } from './draft.ts';
import { refKey } from './entry.ts';
import { jsonCopy, type PutLine, type RemoveLine, SLICE } from './line.ts';
import type { Watch } from './staged.ts';

type ReadyPut = {
  readonly key: string;
  readonly put: Put;
  readonly line: PutLine;
  /** The record's key when its text was sealed. */
  readonly known: string | undefined;
  /** The key that was made for it. */
  readonly made?: string;
};
type ReadyRemove = { readonly key: string; readonly ref: Ref & { readonly rev: Rev }; line: RemoveLine };

/** The records of a large commit, checked, copied and sealed; `watch` knows which of them changed since. */
export type Ready = {
  readonly puts: ReadyPut[];
  readonly removes: ReadyRemove[];
  readonly watch: Watch;
};

function readyPut(put: Put, checks: Checks): ReadyPut {
  const found = sealed(put, checks);
  const { kind, id, rev, schema, body, seal } = found.line;
  const place = { kind, id, rev, was: checks.staged.touched(found.line), schema, body };
  return { ...found, key: refKey(put), put, line: seal ? { ...place, seal } : place };
}

const readyRemove = (ref: Ref & { readonly rev: Rev }, { staged }: Checks): ReadyRemove => ({
  ...{ key: refKey(ref), ref },
  line: { kind: ref.kind, id: ref.id, was: staged.touched(ref) },
});

/**
 * Does in turns what takes long of a large commit, before its place in the ledger is decided, which never waits. Throws
 * what `draftOf` throws for a record, without keeping the keys it made. Call `letGo` in the end.
 */
export async function makeReady({ at, put = [], remove = [] }: Commit, checks: Checks): Promise<Ready> {
  const ready: Ready = { puts: [], removes: [], watch: checks.staged.watch() };
  try {
    checkInstant(at);
    checkOnce([...put, ...remove]);
    await giveWay();
    const take = (one: Put): void => {
      checkRevs([one], checks.staged);
      probe([one], checks.state);
      ready.puts.push(readyPut({ ...one, body: jsonCopy(one.body) }, checks));
    };
    await inTurns(put, take, SLICE);
    const leave = (one: Ref & { readonly rev: Rev }): void => {
      checkRevs([one], checks.staged);
      ready.removes.push(readyRemove(one, checks));
    };
    await inTurns(remove, leave, SLICE);
    await giveWay();
    return ready;
  } catch (error) {
    dropKeys(ready, checks);
    letGo(ready, checks);
    throw error;
  }
}

export const letGo = ({ watch }: Ready, { staged }: Checks): void => staged.unwatch(watch);

const dropKey = ({ made }: ReadyPut, { keys }: Checks): void => {
  if (made !== undefined) keys.forget?.(made);
};
/** Forgets the keys of a commit that is not written. */
export function dropKeys({ puts }: Ready, checks: Checks): void {
  for (const put of puts) dropKey(put, checks);
}

/** As they are to be written now: what changed since is checked again, and sealed again under another key. */
export function linesNow(ready: Ready, checks: Checks) {
  const { puts, removes, watch } = ready;
  if (watch.size > 0) {
    for (const [at, one] of puts.entries()) {
      if (!watch.has(one.key)) continue;
      checkRevs([one.put], checks.staged);
      dropKey(one, checks);
      puts[at] = readyPut(one.put, checks);
    }
    for (const [at, one] of removes.entries()) {
      if (!watch.has(one.key)) continue;
      checkRevs([one.ref], checks.staged);
      removes[at] = readyRemove(one.ref, checks);
    }
  }
  return {
    lines: puts.map(({ line }) => line),
    removes: removes.map(({ line }) => line),
    newKeys: puts.flatMap(({ made }) => made ?? []),
  };
}

/** What the records of its line are called: known already, and more than half of the work of staging them. */
export const namesOf = ({ puts, removes }: Ready) => ({
  put: puts.map(({ key }) => key),
  remove: removes.map(({ key }) => key),
});
