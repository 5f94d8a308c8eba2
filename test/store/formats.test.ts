import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { Disk } from './disk.ts';
import { at, commit, KEY, KINDS, readAll, risk, stepsOf, storeOn } from './history.ts';

/** Folders as released versions wrote them. Add one with each format; never write one anew. */
const FORMATS = ['v1'];

describe('every released format opens (D14)', () => {
  for (const format of FORMATS) {
    for (const snapshot of [true, false]) {
      it(`${format}, ${snapshot ? 'with' : 'without'} its snapshot`, async () => {
        const folder = await mkdtemp(join(tmpdir(), 'qingfeng-golden-'));
        const dir = join(folder, 'data');
        await cp(join('test/store/golden', format), dir, { recursive: true });
        if (!snapshot) await rm(join(dir, 'db.json'));
        const store = ledgerStore({ dir, key: KEY, kinds: KINDS });
        expect(await store.open()).toMatchObject({ seq: 9, tornBytes: 0, fromSnapshot: snapshot ? 9 : 0 });
        const today = storeOn(new Disk());
        await today.open();
        for (const step of stepsOf(today)) await step();
        expect(await readAll(store)).toBe(await readAll(today));
        await store.commit(commit('after', { put: [risk('after', 0)], at: at(99) }));
        expect(await store.verify()).toMatchObject({ ok: true, seq: 10 });
        await store.close();
        await today.close();
        await rm(folder, { recursive: true, force: true });
      });
    }
  }
});
