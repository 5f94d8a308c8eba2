import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { AT } from '../contract/stage.ts';
import { clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { Disk } from './disk.ts';
import { KEY, KINDS, storeOn } from './history.ts';
import { play, sequenceOf } from './sequences.ts';

/** STORE_SEQUENCES says how many; 1,000 are what is promised (C05). */
const SEQUENCES = Number(process.env.STORE_SEQUENCES ?? 1000);
const FIRST = Number(process.env.STORE_SEED ?? 1);
const LENGTH = 40;
/** Sequences in a row on one opened store: most of a short one is making the tables and the connection anew. */
const ROW = 50;

/**
 * Takes a register back to its first line: all rows are gone, the tables and whoever has them open stay. A row that it
 * left behind would be seen, as the embedded store begins on an empty disk each time.
 */
async function emptying(db: Client, first: string): Promise<() => Promise<unknown>> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'qingfeng'
     AND tablename NOT IN ('migrations', 'head', 'ledger') ORDER BY tablename = 'documents' DESC`,
  );
  // Documents first: they refer to their keys.
  const statements = [
    ...rows.map(({ name }) => `DELETE FROM qingfeng.${name}`),
    'DELETE FROM qingfeng.ledger WHERE seq > 0',
    `UPDATE qingfeng.head SET seq = 0, hash = '${first}'`,
  ];
  return () => db.query(statements.join(';'));
}

describe.skipIf(NO_SERVER)(`both stores${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  let db: Client;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
    db = new Client({ connectionString: url });
    await db.connect();
  });
  afterAll(async () => {
    await db?.end();
    await server?.stop();
  });

  async function both(seed: number, postgres: Store) {
    const operations = sequenceOf(seed, LENGTH);
    const ledger = storeOn(new Disk());
    await ledger.open();
    const expected = await play(ledger, operations);
    const answers = await play(postgres, operations);
    await ledger.close();
    // The store that stays open knows the highest number it ever wrote; the lines themselves say this register's.
    const verdict = await postgres.verify();
    return [expected, [...answers.slice(0, -1), verdict.ok ? String(verdict.seq) : verdict.why]] as const;
  }

  /** Plays a row of seeds on one store that was made anew; gives the two stores' answers to each. */
  async function* rowOf(from: number, to: number) {
    await clear(url);
    const postgres = postgresStore({ url, key: KEY, kinds: KINDS, now: () => AT });
    const empty = await emptying(db, (await postgres.open()).hash);
    for (let seed = from; seed < to; seed++) {
      await empty();
      yield { seed, answers: await both(seed, postgres) };
    }
    await postgres.close();
  }

  it(`answer ${SEQUENCES} seeded sequences of ${LENGTH} operations in the same way (C05)`, async () => {
    const kinds = new Set<string>();
    let played = 0;
    for (let from = FIRST; from < FIRST + SEQUENCES; from += ROW) {
      for await (const { seed, answers } of rowOf(from, Math.min(from + ROW, FIRST + SEQUENCES))) {
        const [ledger, postgres] = answers;
        for (const [n, answer] of ledger.entries())
          expect(postgres[n], `seed ${seed}, answer ${n}`).toBe(answer);
        for (const answer of ledger) kinds.add(/^[A-Z_]+ /.exec(answer)?.[0].trim() ?? 'done');
        expect(postgres.length).toBe(ledger.length);
        played += 1;
      }
    }
    expect(played).toBe(SEQUENCES);
    // A generator that is never refused, or always, proves nothing.
    expect([...kinds].sort()).toEqual(['CONFLICT', 'DUPLICATE_KEY', 'IDEMPOTENCY_MISMATCH', 'done']);
  }, 900_000);
});
