/**
 * Seeded operation sequences for two stores at once: the same operations, one after the other, and what each store
 * answered, without what must differ (hashes, fences).
 */
import type { Claim, Commit, Settle, Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store.ts';
import { at, commit, readAll, risk } from './history.ts';

export type Random = (below: number) => number;

/** mulberry32: the same numbers for the same seed everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What a sequence remembers between its operations, the same for both stores. */
type Memory = { minute: number; readonly claims: Claim[]; requests: number; rows: number };
export type Operation = (store: Store, claims: Claim[]) => Promise<unknown>;

const IDS = ['a', 'b', '编号/1', '😀', '，x', '\ud800', 'z'];
const UNITS = ['u1', 'u2', '办公室', '（一）', '😀'];
const TEXTS = ['宴请', 'line\u0000two', '\ud800 half', '{"\\u0000":"\\\\"}'];

const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

function bodyOf(random: Random) {
  const tags = Array.from({ length: random(4) }, () => pick(UNITS, random));
  const state = pick(['draft', 'open', 'done'], random);
  return { unit: pick(UNITS, random), state, note: pick(TEXTS, random), ...(random(3) > 0 && { tags }) };
}

const rowOf = (n: number, memory: Memory, random: Random) => ({
  id: `o${n}`,
  topic: 'send' as const,
  key: pick(['person:1', 'chat:1', 'message:1'], random),
  notBefore: at(memory.minute + random(4) * 20 - 20),
  payload: { n },
});

/** A commit of anything; half of the revisions are right, so that both answers are had. */
function commitOf(memory: Memory, random: Random): Commit {
  const again = random(6) === 0 && memory.requests > 0;
  const request = again ? random(memory.requests) : memory.requests++;
  const ref = () => ({ kind: random(5) === 0 ? 'note' : 'risk', id: pick(IDS, random), rev: random(3) });
  const put = Array.from({ length: random(3) }, () => {
    const { kind, id, rev } = ref();
    const sealed = random(2) === 0 ? { sealed: { text: pick(TEXTS, random) } } : {};
    return { ...risk(id, rev), kind, body: bodyOf(random), ...sealed };
  });
  const parts = {
    at: at(memory.minute),
    actor: pick(['ou_li', '李，某'], random),
    put,
    ...(random(4) === 0 && { expect: [ref()] }),
    ...(random(4) === 0 && { remove: [ref()] }),
    ...(random(4) === 0 && { erase: [{ ...ref(), why: 'term' }] }),
    ...(random(5) === 0 && { unique: [`slot:${random(6)}，`] }),
    ...(random(2) === 0 && {
      outbox: [
        rowOf(memory.rows++, memory, random),
        ...(random(4) === 0 ? [rowOf(random(5), memory, random)] : []),
      ],
    }),
    ...(random(2) === 0 && { result: { toast: request } }),
    ...(random(3) === 0 && { events: [{ type: 'risk.changed', id: pick(IDS, random) }] }),
  };
  const fingerprint = random(9) === 0 ? { fingerprint: 'other' } : {};
  return commit(`r${request}`, { ...parts, ...fingerprint });
}

function settleOf(memory: Memory, random: Random): Settle {
  const now = at(memory.minute);
  const put =
    random(3) === 0 ? { put: [{ ...risk(pick(IDS, random), random(3)), body: bodyOf(random) }] } : {};
  return pick<Settle>(
    [
      { kind: 'sent', messageId: `om_${random(99)}`, at: now, ...put },
      { kind: 'skipped', at: now, why: 'seen' },
      { kind: 'retry', at: now, notBefore: at(memory.minute + random(40)), error: '99991400' },
      { kind: 'unknown', at: now, error: 'timeout' },
      { kind: 'dead', at: now, error: '230002' },
    ],
    random,
  );
}

/** The claims that a store gave out are kept by their number, as fences are each store's own. */
const claimed = async (store: Store, claims: Claim[], max: number, now: string) => {
  const fresh = await store.claimOutbox({ worker: 'w', max, leaseMs: 30 * 60_000, now });
  claims.push(...fresh);
  return fresh.map(({ fence: _fence, ...rest }) => rest);
};

function onClaim(random: Random, work: (store: Store, claim: Claim) => Promise<unknown>): Operation {
  const at = random(1000);
  return async (store, claims) => {
    const claim = claims[at % Math.max(1, claims.length)];
    return claim ? work(store, claim) : 'nothing claimed';
  };
}

function reading(random: Random): Operation {
  const index = pick(['unit', 'state', 'tag', undefined], random);
  const bound = pick<Record<string, string>>(
    [
      {},
      ...[{ from: 'u2' }, { to: '办' }, { prefix: 'u' }, { prefix: '（', from: 'a' }, { prefix: '😀' }],
      // Bounds that are values themselves belong to the range.
      ...[{ to: 'u2' }, { from: 'open', to: 'open' }, { from: 'b', to: '编号/1' }, { to: '办公室' }],
    ],
    random,
  );
  const limit = 1 + random(4);
  return async (store) => {
    const query = { ...(index !== undefined && { index }), ...bound };
    const first = await store.list('risk', { ...query, limit });
    const next = first.cursor && (await store.list('risk', { ...query, limit, cursor: first.cursor }));
    return [first, next, index && (await store.tally('risk', { ...bound, index }))];
  };
}

async function historyOf(store: Store, id: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const change of store.history({ kind: 'risk', id })) all.push(change);
  return all;
}

/** One operation, drawn before any store sees it, so that both get the same. */
function operation(memory: Memory, random: Random): Operation {
  memory.minute += random(12);
  if (random(40) === 0) memory.minute += 8 * 24 * 60;
  const now = at(memory.minute);
  const dice = random(20);
  if (dice < 9) {
    const what = commitOf(memory, random);
    return (store) => store.commit(what);
  }
  if (dice < 11) {
    const max = 1 + random(3);
    return (store, claims) => claimed(store, claims, max, now);
  }
  if (dice < 13) return onClaim(random, (store, claim) => store.beginAttempt(claim, now));
  if (dice < 15) {
    const settle = settleOf(memory, random);
    return onClaim(random, (store, claim) => store.settleOutbox(claim, settle));
  }
  if (dice < 16) {
    const [id, as] = [`o${random(memory.rows + 1)}`, `o${memory.rows++}`];
    return (store) => store.requeueOutbox(id, { id: as, now, actor: 'ou_admin', notBefore: now });
  }
  const [id, request] = [pick(IDS, random), `r${random(memory.requests + 1)}`];
  if (dice < 17) return async (store) => [await store.recall(request), await historyOf(store, id)];
  return reading(random);
}

export function sequenceOf(seed: number, length: number): readonly Operation[] {
  const random = randomOf(seed);
  const memory: Memory = { minute: 0, claims: [], requests: 0, rows: 0 };
  return Array.from({ length }, () => operation(memory, random));
}

/** Hashes differ with the random bytes of the seals; nothing else may. */
const comparable = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) => (key === 'hash' ? undefined : part)) ?? 'undefined';

const answerOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    return comparable(await work());
  } catch (error) {
    if (error instanceof StoreError) return `${error.code} ${error.message} ${error.at}`;
    return error instanceof Error ? `${error.name} ${error.message}` : String(error);
  }
};

/** Plays a sequence; gives every answer and the state at the end. */
export async function play(store: Store, operations: readonly Operation[]): Promise<readonly string[]> {
  const claims: Claim[] = [];
  const answers: string[] = [];
  for (const run of operations) answers.push(await answerOf(() => run(store, claims)));
  answers.push(await readAll(store), String(store.status().seq));
  return answers;
}
