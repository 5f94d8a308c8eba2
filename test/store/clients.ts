import { type Dice, dice } from '../../src/simulation/dice.ts';
import { type Life, newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import type { FileSystem } from '../../src/store/ledger/files.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { type Store, StoreError } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';
import type { Op, Register } from './linearizable.ts';

/** What a test puts in the place of the right thing. */
export type Broken = {
  readonly store?: (right: Store) => Store;
  readonly files?: (right: FileSystem) => FileSystem;
};
export type Run = { readonly histories: ReadonlyMap<string, readonly Op[]>; readonly crashes: number };

const DOCS = ['a', 'b', 'c', 'd'] as const;
const CLIENTS = 8;
const AT = '2026-11-23T01:00:00.000Z';

/** One machine whose process dies now and then, half of the times with the power. */
function machine(chance: Dice, broken: Broken) {
  const disk = new MemoryDisk();
  let running: { readonly life: Life; readonly store: Store } | undefined;
  let starting: Promise<{ life: Life; store: Store }> | undefined;
  let crashes = 0;
  async function start(): Promise<{ life: Life; store: Store }> {
    const life = newLife();
    const files = disk.seenBy(life);
    const right = ledgerStore({
      ...{ dir: '/c04', key: secretKey(3), now: () => AT, clock: () => 0, snapshotEvery: 60 },
      kinds: [{ kind: 'doc', schema: 1, indexes: {} }],
      files: broken.files?.(files) ?? files,
    });
    await right.open();
    running = { life, store: broken.store?.(right) ?? right };
    return running;
  }
  return {
    crashes: () => crashes,
    crashIn: (steps: number) => running?.life.crashIn(steps),
    /** Does something with the running process; 'crash' when it died on the way. */
    async run<T>(work: (store: Store) => Promise<T>): Promise<T | 'crash'> {
      starting ??= start();
      const mine = await starting;
      const done = await mine.life.orCrash(work(mine.store));
      if (done !== 'crash' || running !== mine) return done;
      crashes += 1;
      running = undefined;
      starting = undefined;
      if (chance.chance(0.5)) disk.cutPower((unsynced) => chance.int(unsynced + 1));
      return done;
    },
    /** Waits until a process runs, after a crash. */
    async up(): Promise<void> {
      starting ??= start();
      await starting;
    },
  };
}

/** Eight clients read and compare-and-set four documents of an embedded store that dies under them. */
export async function play(seed: string, opsEach: number, broken: Broken = {}): Promise<Run> {
  const chance = dice(seed);
  const host = machine(chance.fork('machine'), broken);
  const histories = new Map<string, Op[]>(DOCS.map((id) => [id, []]));
  let clock = 0;
  let made = 0;

  const note = (doc: string, op: Omit<Op, 'id' | 'return'>): void =>
    void histories.get(doc)?.push({ ...op, id: ++made, return: ++clock });

  async function read(doc: string): Promise<Register | undefined> {
    const call = ++clock;
    const got = await host.run((store) => store.get<{ value: number }>({ kind: 'doc', id: doc }));
    if (got === 'crash') return undefined;
    const told = { rev: got?.rev ?? 0, value: got?.body.value ?? 0 };
    note(doc, { call, asked: { do: 'read' }, told });
    return told;
  }

  async function write(doc: string, rev: number, own: Dice): Promise<void> {
    const value = ++made;
    const call = ++clock;
    const asked = { do: 'write', rev, value } as const;
    // Every fifth one is large, so that it is made ready and applied in turns.
    const more = value % 5 === 0 ? Array.from({ length: 20 }, (_, n) => `${value}-${n}`) : [];
    const put = [
      { kind: 'doc', id: doc, rev, body: { value } },
      ...more.map((id) => ({ kind: 'doc', id, rev: 0, body: { value } })),
    ];
    const commit = { requestId: `w${value}`, fingerprint: 'w', at: AT, actor: 'c', reason: 'write', put };
    for (;;) {
      const told = await host.run((store) =>
        store.commit(commit).then(
          ({ revs: [first] }): Op['told'] => ({ rev: first?.rev ?? 0, value }),
          (error: unknown): Op['told'] => {
            if (error instanceof StoreError && error.code === 'CONFLICT') return 'conflict';
            throw error;
          },
        ),
      );
      if (told !== 'crash') return note(doc, { call, asked, told });
      await host.up();
      // Half of the clients ask again under the same id, the others never learn how it ended.
      if (own.chance(0.5)) return note(doc, { call, asked, told: 'lost' });
    }
  }

  async function client(own: Dice): Promise<void> {
    const known = new Map<string, number>();
    for (let n = 0; n < opsEach; n += 1) {
      for (let turns = own.int(6); turns > 0; turns -= 1) await null;
      if (own.chance(0.02)) host.crashIn(1 + own.int(40));
      const doc = own.pick(DOCS);
      if (own.chance(0.5) || !known.has(doc)) known.set(doc, (await read(doc))?.rev ?? known.get(doc) ?? 0);
      else {
        await write(doc, known.get(doc) ?? 0, own);
        known.delete(doc);
      }
    }
  }
  await host.up();
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(chance.fork(`client ${n}`))));
  return { histories, crashes: host.crashes() };
}
