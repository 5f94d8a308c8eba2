/**
 * THE STORE PORT. State, ledger entry and outbox rows are one commit, keyed by its cause: doing it twice is doing
 * it once. Two implementations stand behind it (ledger/ and postgres/) and one contract suite proves both:
 * test/contract/store.contract.ts. Rules behind the signatures: docs/adr/0002-store.md.
 */

/** 0 = the document must not exist yet. Rises by one with every put, and with an erasure that no put goes with. */
export type Rev = number;
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type Ref = { readonly kind: string; readonly id: string };

/** `body` is readable in the ledger for ever; `sealed` holds free text and goes when the record is erased. */
export type Doc<B = unknown, S = unknown> = Ref & {
  readonly rev: Rev;
  readonly schema: number;
  readonly body: B;
  /** undefined: there never was one, or its key was destroyed (`erasedAt` says which). */
  readonly sealed?: S;
  readonly erasedAt?: string;
  readonly at: string;
  readonly by: string;
};

/** What a capability declares for each kind of document. Index functions are pure; several values are allowed. */
export type KindSpec = {
  readonly kind: string;
  readonly schema: number;
  // biome-ignore lint/suspicious/noExplicitAny: the body type belongs to the capability, the store only calls the function
  readonly indexes: Readonly<Record<string, (body: any) => string | readonly string[] | undefined>>;
  /**
   * Comes and goes with every message: once removed nobody asks for its history, so not even its name is kept in
   * memory. Its lines stay in the ledger.
   */
  readonly passing?: true;
};
/** What a store keeps; it is waited for where the program that knows is still being loaded. */
export type Kinds = readonly KindSpec[] | Promise<readonly KindSpec[]>;

export type OutboxItem = {
  /** ≤ 50 characters: it is the uuid that Feishu deduplicates by for one hour (feishu.md §4.1). */
  readonly id: string;
  readonly topic: 'send' | 'patch' | 'file';
  /** Rows of one key leave in order, one at a time: `person:ou_…`, `chat:oc_…` or `message:om_…`. */
  readonly key: string;
  readonly notBefore: string;
  /** Intent, never card JSON: the card is drawn from the state at the time of sending. No free text in here. */
  readonly payload: Json;
};

/** Replaces the whole document: `sealed` that is not given again is not in the state any more. */
export type Put = Ref & { readonly rev: Rev; readonly body: unknown; readonly sealed?: unknown };

export type Commit = {
  /** Idempotency key: `msg:om_…`, `evt:…`, `slot:digest@2026-11-23:ou_…`, `sent:<row>`. Kept ≥ 24 h, see `forgetRequests`. */
  readonly requestId: string;
  /** sha256 of the intent. Same requestId + other fingerprint ⇒ IDEMPOTENCY_MISMATCH. */
  readonly fingerprint: string;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  /** Domain events for the trail: who did what to what. No free text. */
  readonly events?: readonly Json[];
  /** Read set to protect without writing it. */
  readonly expect?: ReadonlyArray<Ref & { readonly rev: Rev }>;
  readonly put?: readonly Put[];
  /**
   * Destroys the record's key: every sealed text of it, past and present, becomes unreadable. Applied after `put`. On
   * its own it raises the revision, so that nobody who read the text before writes it anew.
   */
  readonly erase?: ReadonlyArray<Ref & { readonly why: string }>;
  /** Removes the document from the state (the ledger keeps its history). */
  readonly remove?: ReadonlyArray<Ref & { readonly rev: Rev }>;
  /** Fails with DUPLICATE_KEY when one is taken: `slot:summary@2026-W48:oc_…`. */
  readonly unique?: readonly string[];
  readonly outbox?: readonly OutboxItem[];
  /** Stored and given back when the same requestId comes again. No free text. */
  readonly result?: Json;
};

export type Receipt = {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly revs: ReadonlyArray<Ref & { readonly rev: Rev }>;
  /** True when this requestId was committed before: nothing happened now, `result` is the first one's. */
  readonly replayed: boolean;
  readonly result?: Json;
};

export type StoreErrorCode =
  | 'CONFLICT' // an expected rev moved
  | 'DUPLICATE_KEY' // a unique key is taken
  | 'IDEMPOTENCY_MISMATCH'
  | 'STORAGE_FULL' // refused, nothing changed; heals when space is freed
  | 'UNAVAILABLE' // failed after an fsync error, or closed
  | 'CORRUPT'
  | 'TRUNCATED'
  | 'MISSING' // a marker says there was a store, its files are gone
  | 'LOCKED';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly at: string | undefined;
  constructor(code: StoreErrorCode, message: string, at?: string) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
    this.at = at;
  }
}

export type OutboxState = 'waiting' | 'sent' | 'unknown' | 'dead' | 'skipped';
export type OutboxRow = {
  readonly item: OutboxItem;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly firstAttemptAt: string | null;
  readonly messageId?: string;
  readonly error?: string;
  readonly createdAt: string;
};
export type Claim = {
  readonly item: OutboxItem;
  readonly fence: number;
  readonly attempt: number;
  readonly firstAttemptAt: string | null;
  readonly leaseUntil: string;
};
/**
 * How fast rows may be leased, by all workers of a store together, also those of a process that has ended. One row is
 * one call of Feishu's API.
 */
export type Pace = {
  /** So many rows … */
  readonly most: number;
  /** … in any so many milliseconds. */
  readonly ms: number;
  /** Milliseconds between rows of one worker and rows of another one. */
  readonly apartMs: number;
};
/** A row that waits for longer than this is planned for later, tried or not: no back-off after a fault is as long. */
export const PLANNED_MS = 15 * 60_000;
export type ClaimOptions = {
  readonly worker: string;
  readonly max: number;
  readonly leaseMs: number;
  readonly now: string;
  readonly pace?: Pace;
};
export type Settle =
  | { readonly kind: 'sent'; readonly messageId: string; readonly at: string; readonly put?: readonly Put[] }
  | { readonly kind: 'skipped'; readonly at: string; readonly why: string }
  | { readonly kind: 'retry'; readonly at: string; readonly notBefore: string; readonly error: string }
  | { readonly kind: 'unknown'; readonly at: string; readonly error: string }
  | { readonly kind: 'dead'; readonly at: string; readonly error: string };

export type ListQuery = {
  /** Without an index: by id. `from` inclusive, `to` inclusive; `prefix` is a shorthand for both. */
  readonly index?: string;
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  readonly limit: number;
  readonly cursor?: string;
};

/** What capabilities may do with the store: read durable data, nothing else. */
export type Reader = {
  get<B, S = unknown>(ref: Ref): Promise<Doc<B, S> | undefined>;
  list<B, S = unknown>(
    kind: string,
    query: ListQuery,
  ): Promise<{ items: readonly Doc<B, S>[]; cursor?: string }>;
  /** Counts per index value without loading rows. */
  tally(
    kind: string,
    query: { index: string; from?: string; to?: string; prefix?: string },
  ): Promise<Readonly<Record<string, number>>>;
  /** Outbox rows in a state, oldest first: for the office admin's delivery card and the health check. */
  outbox(state: OutboxState, limit: number): Promise<readonly OutboxRow[]>;
  /** Every change of one document, oldest first, read from the ledger itself. */
  history(ref: Ref): AsyncIterable<Change>;
};

export type StoreStatus = {
  readonly state: 'open' | 'full' | 'failed' | 'closed';
  readonly seq: number;
  readonly hash: string;
  /** createdAt / notBefore of the oldest row that is due and waiting, or undefined. */
  readonly oldestDue?: string;
};

export type Change = {
  readonly seq: number;
  /** SHA-256 of its line in the ledger, where the store has it at hand. */
  readonly hash?: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly events: readonly Json[];
  readonly before?: Doc;
  readonly after?: Doc;
};

export type Verdict =
  | { readonly ok: true; readonly seq: number; readonly hash: string }
  | { readonly ok: false; readonly firstBad: number; readonly why: string };

export type Store = Reader & {
  /** Throws StoreError (LOCKED, CORRUPT, TRUNCATED, MISSING). */
  open(): Promise<{ seq: number; hash: string; tornBytes: number; fromSnapshot: number }>;
  close(): Promise<void>;
  status(): StoreStatus;
  /** Resolves only when durable; all or nothing. Throws StoreError. */
  commit(commit: Commit): Promise<Receipt>;
  /**
   * The receipt of an earlier commit with this requestId, if it is still remembered. With a fingerprint it throws
   * IDEMPOTENCY_MISMATCH where that commit had another.
   */
  recall(requestId: string, fingerprint?: string): Promise<Receipt | undefined>;
  /**
   * Leases due rows: `notBefore` ≤ now, one per key at a time, oldest first. With a pace no more than it leaves room
   * for; whether rows that were leased without one count is not said.
   */
  claimOutbox(options: ClaimOptions): Promise<readonly Claim[]>;
  /** Durable before the call to Feishu goes out. CONFLICT when the fence moved. */
  beginAttempt(claim: Claim, now: string): Promise<void>;
  /** CONFLICT when the fence moved. `put` of a sent row is part of the same commit. */
  settleOutbox(claim: Claim, settle: Settle): Promise<void>;
  /** Back to waiting with a new id, for the resend button. `rowId` must be dead or unknown, else CONFLICT. */
  requeueOutbox(
    rowId: string,
    as: { id: string; now: string; actor: string; notBefore: string },
  ): Promise<void>;
  verify(options?: { anchors?: ReadonlyArray<{ seq: number; hash: string }> }): Promise<Verdict>;
};
