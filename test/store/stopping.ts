/**
 * The child of postgres-stop.test.ts, and the kinds that it shares with its parent. It does what it is told line by line
 * and answers each with one line. With STOP_AT it stops itself in the middle of the commit that puts this unit.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import { type Claim, type KindSpec, StoreError } from '../../src/store/store.ts';
import { at, commit, KEY, type Risk, risk } from './history.ts';

let stopAt = process.env.STOP_AT;
function pause(body: Risk): Risk {
  if (stopAt !== body.unit) return body;
  stopAt = undefined;
  process.kill(process.pid, 'SIGSTOP');
  return body;
}
/** The index function runs while the head of the ledger is locked. */
export const STOPPING: readonly KindSpec[] = [
  { kind: 'risk', schema: 1, indexes: { unit: (body: Risk) => pause(body).unit } },
];

const wordOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'ok';
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
};

async function obey(url: string): Promise<void> {
  const store = postgresStore({ url, key: KEY, kinds: STOPPING });
  await store.open();
  writeSync(1, 'open\n');
  let claim: Claim | undefined;
  const say: Readonly<Record<string, () => Promise<string>>> = {
    claim: async () => {
      [claim] = await store.claimOutbox({ worker: 'child', max: 1, leaseMs: 60_000, now: at(0) });
      return claim?.item.id ?? 'nothing';
    },
    begin: () => (claim ? wordOf(store.beginAttempt(claim, at(0))) : Promise.resolve('nothing')),
    settle: () =>
      claim
        ? wordOf(store.settleOutbox(claim, { kind: 'sent', messageId: 'om_child', at: at(3) }))
        : Promise.resolve('nothing'),
    commit: () => wordOf(store.commit(commit('child', { put: [risk('child', 0, { unit: 'stop' })] }))),
    close: () => wordOf(store.close()),
  };
  for await (const line of createInterface({ input: process.stdin }))
    writeSync(1, `${await say[line]?.()}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await obey(process.argv[2] ?? '');
