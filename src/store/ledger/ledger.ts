import type {
  Change,
  Claim,
  ClaimOptions,
  Commit,
  Doc,
  Kinds,
  ListQuery,
  OutboxRow,
  OutboxState,
  Put,
} from '../store.ts';
import {
  type Receipt,
  type Ref,
  type Settle,
  type Store,
  StoreError,
  type StoreStatus,
  type Verdict,
} from '../store.ts';
import type { Ahead } from './ahead.ts';
import { draftOf } from './draft.ts';
import { checkSame, type Entry, receiptOf, requestOf } from './entry.ts';
import { type FileSystem, nodeFiles } from './files.ts';
import { keyBytes } from './key.ts';
import { drawnRandom } from './keys.ts';
import { isLarge } from './line.ts';
import { closeFolder, type Opened, openFolder, type Setup } from './opening.ts';
import { beginAttempt, requeueRow, settleRow } from './outbox.ts';
import { docOf, historyOf, requestIn } from './reading.ts';
import { dropKeys, letGo, linesNow, makeReady, namesOf, type Ready } from './ready.ts';
import { verifyFolder } from './verifier.ts';

export type LedgerOptions = {
  /** DATA_DIR: made 0700 at the first start. */
  readonly dir: string;
  /** LEDGER_KEY: 32 bytes, or 64 hex characters, or base64 of 32 bytes. See key.ts. */
  readonly key: Buffer | string;
  readonly kinds: Kinds;
  /** False when a store must be there already (its key was found): an empty folder is then MISSING, not a new store. */
  readonly mayMake?: boolean;
  /** Start although keys of records are gone, and record their texts as erased: for a ledger from an older backup. */
  readonly acceptLostKeys?: boolean;
  readonly files?: FileSystem;
  /** Reads a large folder beside the start, where there is another thread to do it. */
  readonly ahead?: Ahead | undefined;
  /** Commits between two snapshots. */
  readonly snapshotEvery?: number;
  /** A segment that reaches this size is followed by a new one. */
  readonly segmentBytes?: number;
  readonly randomBytes?: (size: number) => Buffer;
  /** Instant, for line 0 and `status().oldestDue` only. */
  readonly now?: () => string;
  /** Milliseconds that only rise, for the pace of head.json. */
  readonly clock?: () => number;
};

/** The embedded store in one folder. Throws RangeError for a key of the wrong size; everything else at `open`. */
export function ledgerStore(options: LedgerOptions): Store {
  return new LedgerStore({
    dir: options.dir,
    key: keyBytes(options.key),
    kinds: options.kinds,
    files: options.files ?? nodeFiles,
    mayMake: options.mayMake ?? true,
    acceptLostKeys: options.acceptLostKeys ?? false,
    ahead: options.ahead,
    snapshotEvery: options.snapshotEvery,
    segmentBytes: options.segmentBytes,
    random: options.randomBytes ?? drawnRandom(),
    now: options.now ?? (() => new Date().toISOString()),
    clock: options.clock ?? (() => performance.now()),
  });
}

const LOST: ReadonlySet<string> = new Set(['CONFLICT', 'DUPLICATE_KEY']);
const CLOSED: StoreStatus = { state: 'closed', seq: 0, hash: '' };

class LedgerStore implements Store {
  readonly #setup: Setup;
  #open: Opened | undefined;
  #last = CLOSED;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  get #opened(): Opened {
    if (!this.#open) throw new StoreError('UNAVAILABLE', 'the store is closed');
    return this.#open;
  }

  /** The same for reading: between two commits, never inside a large one. */
  get #whole(): Opened | Promise<Opened> {
    return this.#open?.writer.applying ? this.#applied() : this.#opened;
  }

  async #applied(): Promise<Opened> {
    while (this.#open?.writer.applying) await this.#open.writer.applying.catch(() => undefined);
    return this.#opened;
  }

  async open(): Promise<{ seq: number; hash: string; tornBytes: number; fromSnapshot: number }> {
    try {
      const { tornBytes, fromSnapshot, ...opened } = await openFolder(this.#setup);
      this.#open = opened;
      return { seq: opened.state.seq, hash: opened.state.hash, tornBytes, fromSnapshot };
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const words = error instanceof Error ? error.message : String(error);
      throw new StoreError('UNAVAILABLE', `the store cannot be opened: ${words}`, this.#setup.dir);
    }
  }

  async close(): Promise<void> {
    const opened = this.#open;
    if (!opened) return;
    this.#open = undefined;
    await closeFolder(opened);
    this.#last = { state: 'closed', seq: opened.state.seq, hash: opened.state.hash };
  }

  status(): StoreStatus {
    if (!this.#open) return this.#last;
    const { writer, state } = this.#open;
    const oldestDue = state.rows.oldestDue(this.#setup.now());
    return {
      state: writer.status,
      seq: state.seq,
      hash: state.hash,
      ...(oldestDue !== undefined && { oldestDue }),
    };
  }

  /** Keys of records that get a new sealed text must be in memory before the checks, which never wait. */
  async #loadKeys({ staged, keys }: Opened, puts: readonly Put[] = []): Promise<void> {
    for (const put of puts) {
      const key = put.sealed === undefined ? undefined : staged.keyOf(put);
      if (key !== undefined && !keys.held(key)) await keys.load(key);
    }
  }

  #isKnown({ requestId }: Commit, { state, staged }: Opened): boolean {
    return state.requests.lineOf(requestId) !== undefined || staged.request(requestId) !== undefined;
  }

  /** The receipt of a commit that came before, or is under way; undefined when there was none. */
  async #answered({ requestId, fingerprint }: Commit, opened: Opened): Promise<Receipt | undefined> {
    const checked = <T extends { readonly fp: string }>(known: T | undefined): T | undefined => {
      checkSame(requestId, known, fingerprint);
      return known;
    };
    await checked(opened.staged.request(requestId))?.done;
    const request = checked(await requestIn(requestId, opened, this.#setup.key));
    return request && receiptOf(request, true);
  }

  /**
   * A lost race is told only when the winner is durable: whoever reads again sees what won, instead of losing to the same
   * unreadable state again. When what was ahead is refused, by a full disk, nobody has won: the race is run again.
   */
  async commit(commit: Commit): Promise<Receipt> {
    for (;;) {
      const opened = this.#opened;
      try {
        return await this.#commitTo(opened, commit);
      } catch (error) {
        const lost = error instanceof StoreError && LOST.has(error.code);
        if (!lost || (await opened.writer.settled())) throw error;
      }
    }
  }

  async #commitTo(opened: Opened, commit: Commit): Promise<Receipt> {
    if (commit.put?.some(({ sealed }) => sealed !== undefined)) await this.#loadKeys(opened, commit.put);
    const { writer } = opened;
    const before = this.#isKnown(commit, opened) && (await this.#answered(commit, opened));
    if (before) return before;
    // What takes long is done before the checks, which see the store as it is by then.
    let ready: Ready | undefined;
    let submitted: ReturnType<Opened['writer']['submit']>;
    try {
      if (isLarge(commit)) ready = await makeReady(commit, opened);
      // Asked without waiting: of two that come at a time only one may get past this.
      const meanwhile = this.#isKnown(commit, opened) && (await this.#answered(commit, opened));
      if (meanwhile) {
        if (ready) dropKeys(ready, opened);
        return meanwhile;
      }
      writer.assertWritable();
      // Checks against staged and durable, and stages in the same turn.
      const { draft, newKeys } = draftOf(commit, opened, ready && linesNow(ready, opened));
      submitted = writer.submit(draft, newKeys, ready && namesOf(ready));
    } catch (error) {
      if (ready) dropKeys(ready, opened);
      throw error;
    } finally {
      if (ready) letGo(ready, opened);
    }
    const request = requestOf(submitted.line, await submitted.done);
    if (!request) throw new TypeError('a commit has a requestId');
    return receiptOf(request, false);
  }

  async recall(requestId: string, fingerprint?: string): Promise<Receipt | undefined> {
    const request = await requestIn(requestId, await this.#whole, this.#setup.key);
    if (fingerprint !== undefined) checkSame(requestId, request, fingerprint);
    return request && receiptOf(request, true);
  }

  async get<B, S = unknown>(ref: Ref): Promise<Doc<B, S> | undefined> {
    const { state, keys } = await this.#whole;
    const entry = state.entry(ref);
    return entry && ((await docOf(entry, keys, state, keys.texts)) as Doc<B, S>);
  }

  async list<B, S = unknown>(
    kind: string,
    query: ListQuery,
  ): Promise<{ items: readonly Doc<B, S>[]; cursor?: string }> {
    const { state, keys } = await this.#whole;
    const { entries, indexes } = state.shelf(kind);
    const { ids, cursor } = indexes.page(query, (id) => entries.get(id)?.body);
    // All entries of a page are of one moment, whatever is committed while texts are unsealed.
    const found = ids.map((id) => entries.get(id)).filter((entry): entry is Entry => entry !== undefined);
    const items: Doc<B, S>[] = [];
    for (const entry of found) items.push((await docOf(entry, keys, state, keys.texts)) as Doc<B, S>);
    return { items, ...(cursor !== undefined && { cursor }) };
  }

  async tally(
    kind: string,
    query: { index: string; from?: string; to?: string; prefix?: string },
  ): Promise<Readonly<Record<string, number>>> {
    return (await this.#whole).state.shelf(kind).indexes.tally(query.index, query);
  }

  async outbox(state: OutboxState, limit: number): Promise<readonly OutboxRow[]> {
    return (await this.#whole).state.rows.list(state, limit);
  }

  async claimOutbox(options: ClaimOptions): Promise<readonly Claim[]> {
    const opened = await this.#whole;
    opened.writer.assertWritable();
    return opened.claims.claim(options);
  }

  async beginAttempt(claim: Claim, now: string): Promise<void> {
    const opened = await this.#whole;
    opened.writer.assertWritable();
    await beginAttempt(opened, claim, now);
  }

  async settleOutbox(claim: Claim, settle: Settle): Promise<void> {
    const opened = await this.#whole;
    if (settle.kind === 'sent' && settle.put) await this.#loadKeys(opened, settle.put);
    opened.writer.assertWritable();
    await settleRow(opened, claim, settle);
  }

  async requeueOutbox(
    rowId: string,
    as: { id: string; now: string; actor: string; notBefore: string },
  ): Promise<void> {
    const opened = await this.#whole;
    opened.writer.assertWritable();
    await requeueRow(opened, rowId, as);
  }

  async *history(ref: Ref): AsyncIterable<Change> {
    yield* historyOf(ref, { ...(await this.#whole), key: this.#setup.key });
  }

  async verify(options: { anchors?: ReadonlyArray<{ seq: number; hash: string }> } = {}): Promise<Verdict> {
    const { state } = await this.#whole;
    const { seq, hash } = state;
    const anchors = [...(options.anchors ?? []), { seq, hash }];
    return verifyFolder(this.#setup.dir, { key: this.#setup.key, anchors, until: seq });
  }
}
