import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Ahead } from '../../src/store/ledger/ahead.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { AT, KEY, KINDS, readAll, stepsOf } from './history.ts';

/** The thread runs what the build made: Node starts no TypeScript in it. */
const BUILT = 'dist/src/store/ledger/apart.js';

describe.skipIf(!existsSync(BUILT))('the thread itself', () => {
  it('reads a folder on a real disk as a start without it does', async () => {
    const { aheadFrom } = (await import(
      pathToFileURL(BUILT).href
    )) as typeof import('../../src/store/ledger/apart.ts');
    const dir = mkdtempSync(join(tmpdir(), 'qingfeng-ahead-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const asked: boolean[] = [];
    const ahead =
      (worth: number): Ahead =>
      (of) => {
        const reading = aheadFrom(worth)(of);
        void reading?.prefix.then((prefix) => asked.push(prefix !== undefined));
        return reading;
      };
    const open = async (worth: number): Promise<string> => {
      const store = ledgerStore({ dir, key: KEY, kinds: KINDS, now: () => AT, ahead: ahead(worth) });
      const { fromSnapshot } = await store.open();
      if (fromSnapshot === 0) for (const step of stepsOf(store)) await step();
      const all = JSON.stringify([fromSnapshot, await readAll(store)]);
      await store.close();
      return all;
    };
    await open(1);
    const alone = await open(Number.POSITIVE_INFINITY);
    expect(asked).toEqual([]);
    expect(await open(1)).toBe(alone);
    expect(asked).toEqual([true]);
  });
});
