import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ahead } from '../../src/store/ledger/ahead.ts';
import { openAhead } from '../../src/store/open.ts';
import { StoreError } from '../../src/store/store.ts';
import { aheadEnded, aheadOn, closedStore, flipped, segments, startOf } from './ahead.ts';
import type { Disk } from './disk.ts';
import { DIR, KINDS, storeOn } from './history.ts';

describe('a start that begins before the program is loaded', () => {
  let disk: Disk;
  beforeAll(async () => {
    disk = await closedStore();
  });

  it('comes to the same when all was said before the program knows what is kept', async () => {
    let loaded = (): void => {};
    const kinds = new Promise<typeof KINDS>((resolve) => (loaded = () => resolve(KINDS)));
    const alone = await startOf(disk);
    // What the thread has read is taken although it has ended: a start without it would find this line.
    const later = flipped(disk, segments(disk)[0] ?? '', 40);
    expect(
      await startOf(
        later,
        aheadEnded(disk, () => loaded()),
        kinds,
      ),
    ).toBe(alone);
  });

  it('goes on alone where no thread can begin', async () => {
    const none: Ahead = () => {
      throw new Error('ERR_WORKER_INIT_FAILED');
    };
    expect(await startOf(disk, none)).toBe(await startOf(disk));
  });

  it('ends the thread and frees the folder when the program cannot be loaded', async () => {
    const ends: string[] = [];
    const ahead: Ahead = (of) => {
      const reading = aheadOn(disk)(of);
      return reading && { ...reading, stop: () => void ends.push('stopped') };
    };
    const copy = disk.copy();
    const kinds = Promise.reject(new Error('no such module'));
    const open = storeOn(copy, { ahead, kinds }).open();
    await expect(open).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(ends).toEqual(['stopped']);
    const again = storeOn(copy);
    await again.open();
    await again.close();
  });

  it('tells whoever asks for the store what was wrong before anybody asked', async () => {
    const damaged = flipped(disk, segments(disk)[0] ?? '', 40);
    const open = openAhead(async (kinds) => {
      const store = storeOn(damaged, { kinds });
      await store.open();
      return store;
    });
    await turn();
    await expect(open(KINDS)).rejects.toMatchObject({ code: 'CORRUPT' });
    const early = openAhead(() => Promise.reject(new StoreError('LOCKED', 'another process has it', DIR)));
    await turn();
    await expect(early(KINDS)).rejects.toMatchObject({ code: 'LOCKED' });
  });
});
