import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusedOf } from '../../bench/broadcast.ts';
import { millis, plusMs } from '../../src/kernel/time.ts';
import { type Outbox, outbox, ROUND_MS } from '../../src/runtime/outbox.ts';
import { IDLE_MS } from '../../src/runtime/pump.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';
import { NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { START, toyBot } from './toy.ts';

const ROWS = 2_500;
const row = (n: number) => ({
  ...{ id: `m-${n}`, topic: 'send' as const, key: `person:ou_p${n}`, notBefore: START },
  payload: {
    ...{ op: 'send', to: { person: `ou_p${n}` }, copy: `m-${n}` },
    ...{ card: 'runtime.answer', about: `answer:${n}` },
  },
});

/** One of several instances: its rounds, and when its pump would make the next one. */
type Instance = { readonly rows: Outbox; next: number };

describe.skipIf(NO_SERVER)(
  `instances that share Feishu’s limits (O06)${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`,
  () => {
    let server: Server;
    const stores: Store[] = [];
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await server?.stop();
    });

    /** Two instances on one database, and what Feishu got from both: uuid and time. */
    async function pair() {
      const url = await server.database();
      let now = 0;
      const clock = () => plusMs(START, now);
      const got: { uuid: string; at: number }[] = [];
      async function instance(name: string, at: number): Promise<Instance & { store: Store }> {
        const toy = await toyBot(`/${name}`, new MemoryDisk().seenBy(newLife()));
        const { kinds } = toy.bot.registry;
        const store = postgresStore({ url, key: secretKey(1), kinds, now: clock });
        await store.open();
        stores.push(store);
        const bot = { ...toy.bot, store, clock };
        toy.messenger.sendCard = async (_to, _card, uuid) => {
          got.push({ uuid, at: now });
          return { messageId: `om_${uuid}`, chatId: 'oc' };
        };
        return { rows: outbox(bot, name), next: at, store };
      }
      const a = await instance('A', 0);
      const b = await instance('B', 100);
      const cause = { requestId: 'b', fingerprint: 'b', at: START, actor: 'system', reason: 'b' };
      await a.store.commit({ ...cause, outbox: Array.from({ length: ROWS }, (_, n) => row(n)) });
      /** Rounds of whoever is next, as their pumps do, until all is out or it is that late. */
      async function go(alive: readonly Instance[], until = Number.POSITIVE_INFINITY) {
        while (got.length < ROWS) {
          const [first] = alive.toSorted((x, y) => x.next - y.next);
          if (!first || first.next > until) return;
          now = first.next;
          first.next += (await first.rows.round()) > 0 ? ROUND_MS : IDLE_MS;
        }
      }
      return { a, b, got, go, clock };
    }
    const figures = (got: ReadonlyArray<{ uuid: string; at: number }>) => ({
      sent: got.length,
      twice: got.length - new Set(got.map(({ uuid }) => uuid)).size,
      refused: refusedOf(got.map(({ at }) => at)),
    });

    it('send at 95 % of the allowed rate or more together, nothing is refused and nothing goes twice', {
      timeout: 180_000,
    }, async () => {
      const { a, b, got, go } = await pair();
      await go([a, b]);
      expect(figures(got)).toEqual({ sent: ROWS, twice: 0, refused: 0 });
      // A broadcast begins with a full minute at once: 2,500 are out when two minutes and 13 s have passed.
      const minutes = (got.at(-1)?.at ?? 0) / 60_000;
      expect(ROWS / (minutes * 1_000)).toBeGreaterThanOrEqual(0.95);
    });

    it('go on when one dies in the middle of a minute, and what it sent counts', {
      timeout: 180_000,
    }, async () => {
      const { a, b, got, go, clock } = await pair();
      await go([a], 15_000);
      expect(got.length).toBeGreaterThan(500);
      // A took ten rows and is no more.
      const pace = { most: 1000, ms: 61_000, apartMs: ROUND_MS };
      const taken = { worker: 'A', max: 10, leaseMs: 60_000, now: plusMs(clock(), ROUND_MS), pace };
      expect(await a.store.claimOutbox(taken)).toHaveLength(10);
      b.next = 15_300;
      const before = got.length;
      await go([b], 17_400);
      expect(got.length - before).toBeGreaterThan(40);
      await go([b]);
      expect(figures(got)).toEqual({ sent: ROWS, twice: 0, refused: 0 });
      const inFirstMinute = got.filter(({ at }) => at < 61_000);
      expect(inFirstMinute).toHaveLength(990);
    });

    it('count what was sent before both were started anew', { timeout: 60_000 }, async () => {
      const { a, b, got, go, clock } = await pair();
      await go([a, b], 20_000);
      const before = got.length;
      const again = await pairAgain(a.store);
      expect(millis(clock())).toBeGreaterThan(millis(START));
      const room = await again.claimOutbox({
        ...{ worker: 'C', max: 2_000, leaseMs: 1, now: plusMs(clock(), ROUND_MS) },
        pace: { most: 1000, ms: 61_000, apartMs: ROUND_MS },
      });
      expect(room).toHaveLength(1000 - before);
    });

    /** Closes a store and opens another one on its database, as the next process does. */
    async function pairAgain(store: Store): Promise<Store> {
      await store.close();
      await store.open();
      return store;
    }
  },
);
