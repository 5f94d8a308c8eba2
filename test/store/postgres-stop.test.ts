import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { type ChildProcess, startNode } from '../support/processes.ts';
import { at, commit, KEY, risk, row } from './history.ts';
import { STOPPING } from './stopping.ts';

/** T in /proc: stopped by a signal. */
const isStopped = (pid: number): boolean => /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

describe.skipIf(NO_SERVER)(`a stopped process${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  let store: Store;
  let child: ChildProcess | undefined;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await clear(url);
    store = postgresStore({ url, key: KEY, kinds: STOPPING });
    await store.open();
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await store.close();
  });

  const start = async (env: Record<string, string> = {}) => {
    const fresh = startNode(['--import', 'tsx', resolve('test/store/stopping.ts'), url], { env });
    child = fresh;
    const lines = createInterface({ input: fresh.stdout })[Symbol.asyncIterator]();
    const hear = async (): Promise<string> => String((await lines.next()).value);
    expect(await hear()).toBe('open');
    return {
      tell: (word: string) => fresh.stdin.write(`${word}\n`),
      hear,
      signal: (s: NodeJS.Signals) => fresh.kill(s),
    };
  };

  it('cannot settle when it goes on after its lease: the fence refuses it, the second result stands (O04)', async () => {
    await store.commit(commit('r1', { outbox: [row('o1')] }));
    const worker = await start();
    const ask = (word: string) => {
      worker.tell(word);
      return worker.hear();
    };
    expect(await ask('claim')).toBe('o1');
    expect(await ask('begin')).toBe('ok');
    worker.signal('SIGSTOP');
    expect(await store.claimOutbox({ worker: 'second', max: 9, leaseMs: 60_000, now: at(0) })).toEqual([]);
    const [claim] = await store.claimOutbox({ worker: 'second', max: 9, leaseMs: 60_000, now: at(2) });
    if (!claim) throw new Error('nothing was claimed');
    expect(claim).toMatchObject({ attempt: 2, firstAttemptAt: at(0) });
    await store.beginAttempt(claim, at(2));
    worker.tell('settle');
    worker.signal('SIGCONT');
    expect(await worker.hear()).toBe('CONFLICT');
    await store.settleOutbox(claim, { kind: 'sent', messageId: 'om_second', at: at(3) });
    expect(await ask('settle')).toBe('CONFLICT');
    expect(await store.outbox('sent', 9)).toMatchObject([{ messageId: 'om_second', attempts: 2 }]);
  });

  it('does not hold up the others for ever when it stops in the middle of a commit, which is done once', async () => {
    const worker = await start({ STOP_AT: 'stop' });
    worker.tell('commit');
    while (!isStopped(child?.pid ?? 0)) await turn();
    await store.commit(commit('r1', { put: [risk('a', 0)] }));
    expect(await store.get({ kind: 'risk', id: 'child' })).toBeUndefined();
    worker.signal('SIGCONT');
    expect(await worker.hear()).toBe('ok');
    expect(await store.get({ kind: 'risk', id: 'child' })).toMatchObject({ rev: 1 });
    expect(await store.verify()).toMatchObject({ ok: true, seq: 2 });
  });
});
