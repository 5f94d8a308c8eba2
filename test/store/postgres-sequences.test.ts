import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import { AT } from '../contract/stage.ts';
import { clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { Disk } from './disk.ts';
import { KEY, KINDS, storeOn } from './history.ts';
import { play, sequenceOf } from './sequences.ts';

/** STORE_SEQUENCES=1000 for the whole promise (C05); the default keeps the file short. */
const SEQUENCES = Number(process.env.STORE_SEQUENCES ?? 50);
const FIRST = Number(process.env.STORE_SEED ?? 1);
const LENGTH = 40;

describe.skipIf(NO_SERVER)(`both stores${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
  });
  afterAll(() => server?.stop());

  const both = async (seed: number) => {
    await clear(url);
    const [ledger, postgres] = [
      storeOn(new Disk()),
      postgresStore({ url, key: KEY, kinds: KINDS, now: () => AT }),
    ];
    for (const store of [ledger, postgres]) await store.open();
    const operations = sequenceOf(seed, LENGTH);
    const answers = [await play(ledger, operations), await play(postgres, operations)] as const;
    expect(await postgres.verify()).toMatchObject({ ok: true });
    for (const store of [ledger, postgres]) await store.close();
    return answers;
  };

  it(`answer ${SEQUENCES} seeded sequences of ${LENGTH} operations in the same way (C05)`, async () => {
    const kinds = new Set<string>();
    for (let seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
      const [ledger, postgres] = await both(seed);
      for (const [n, answer] of ledger.entries())
        expect(postgres[n], `seed ${seed}, answer ${n}`).toBe(answer);
      for (const answer of ledger) kinds.add(/^[A-Z_]+ /.exec(answer)?.[0].trim() ?? 'done');
    }
    // A generator that is never refused, or always, proves nothing.
    expect([...kinds].sort()).toEqual(['CONFLICT', 'DUPLICATE_KEY', 'IDEMPOTENCY_MISMATCH', 'done']);
  }, 900_000);
});
