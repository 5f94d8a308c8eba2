import { describe, expect, it } from 'vitest';
import { codeOf } from '../contract/stage.ts';
import { Disk, systemError } from './disk.ts';
import { commit, DIR, risk, storeOn } from './history.ts';

const SEGMENT = `${DIR}/ledger-000000000000.jsonl`;

describe('a full disk (D06, C03)', () => {
  for (const code of ['ENOSPC', 'EACCES', 'EROFS']) {
    it(`${code}: refuses in words, goes on reading, leaves no trace, heals by itself`, async () => {
      const disk = new Disk();
      const store = storeOn(disk);
      await store.open();
      await store.commit(commit('r1', { put: [risk('a', 0)] }));
      const size = disk.bytes(SEGMENT).length;
      disk.fault = (call) => (call === 'write' ? systemError(code) : undefined);
      const tries = [0, 1, 2].map((n) =>
        codeOf(
          store.commit(
            commit(`full${n}`, { put: [{ ...risk(`b${n}`, 0), sealed: 't' }], unique: [`u${n}`] }),
          ),
        ),
      );
      expect(await Promise.all(tries)).toEqual(['STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL']);
      expect(store.status()).toMatchObject({ state: 'full', seq: 1 });
      expect(await store.get({ kind: 'risk', id: 'a' })).toMatchObject({ rev: 1 });
      expect(await store.get({ kind: 'risk', id: 'b0' })).toBeUndefined();
      expect(disk.bytes(SEGMENT).length).toBe(size);
      expect(await codeOf(store.commit(commit('stale', { put: [risk('a', 0)] })))).toBe('CONFLICT');
      disk.fault = undefined;
      await store.commit(commit('full0', { put: [risk('c', 0)], unique: ['u0', 'u1'] }));
      expect(store.status()).toMatchObject({ state: 'open', seq: 2 });
      await store.close();
      const again = storeOn(disk);
      expect(await again.open()).toMatchObject({ seq: 2, tornBytes: 0 });
      expect((await again.list('risk', { limit: 9 })).items.map(({ id }) => id)).toEqual(['a', 'c']);
      await again.close();
    });
  }

  it('half a line that fitted is cut again', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    let room = 100;
    disk.fault = (call) => {
      if (call !== 'write') return undefined;
      const taken = room;
      room = 0;
      return taken > 0 ? taken : systemError('ENOSPC');
    };
    expect(await codeOf(store.commit(commit('r1', { put: [risk('a', 0)] })))).toBe('STORAGE_FULL');
    disk.fault = undefined;
    await store.commit(commit('r2', { put: [risk('b', 0)] }));
    await store.close();
    expect(await storeOn(disk.copy()).open()).toMatchObject({ seq: 1, tornBytes: 0 });
  });

  it('a line that fitted whole and was refused with its batch does not come back with a power cut', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    let room = 4_000;
    disk.fault = (call, path) => {
      if (call !== 'write' || !path.startsWith('ledger-')) return undefined;
      const taken = room;
      room = 0;
      return taken > 0 ? taken : systemError('ENOSPC');
    };
    const large = { ...risk('b', 0), sealed: 'x'.repeat(9_000) };
    const both = [
      codeOf(store.commit(commit('r1', { put: [risk('a', 0)] }))),
      codeOf(store.commit(commit('r2', { put: [large] }))),
    ];
    expect(await Promise.all(both)).toEqual(['STORAGE_FULL', 'STORAGE_FULL']);
    await store.close();
    disk.cutPower((unsynced) => unsynced);
    const again = storeOn(disk);
    expect((await again.open()).seq).toBe(0);
    await again.close();
  });

  it('bytes that somebody else wrote stop the store before it writes over them (D13)', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    const intruder = await disk.open(SEGMENT, 'edit');
    await intruder.write(Buffer.from('theirs'), 0, 6, await intruder.size());
    expect(await codeOf(store.commit(commit('r1')))).toBe('UNAVAILABLE');
    expect(disk.bytes(SEGMENT).toString('utf8')).toMatch(/theirs$/);
    await store.close();
  });

  it('a race whose winner was refused is run again: nobody lost to what never was (C04)', async () => {
    const large = (id: string) => ({ put: Array.from({ length: 20 }, (_, n) => risk(`${id}${n}`, 0)) });
    for (const refusals of [1, 9])
      for (const race of [
        { put: [risk('a', 0)] },
        { unique: ['slot'] },
        { ...large('l'), unique: ['big'] },
      ]) {
        const disk = new Disk();
        const store = storeOn(disk);
        await store.open();
        let left = refusals;
        disk.fault = (call, path) =>
          call === 'write' && path.startsWith('ledger-') && left-- > 0 ? systemError('ENOSPC') : undefined;
        const first = codeOf(store.commit(commit('first', race)));
        const second = codeOf(store.commit(commit('second', race)));
        expect(await first).toBe('STORAGE_FULL');
        expect(await second).toBe(refusals === 1 ? undefined : 'STORAGE_FULL');
        disk.fault = undefined;
        await store.close();
        const again = storeOn(disk);
        expect((await again.open()).seq).toBe(refusals === 1 ? 1 : 0);
        await again.close();
      }
  });

  it('a cut that fails too stops the store', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    disk.fault = (call) => (call === 'write' || call === 'truncate' ? systemError('EIO') : undefined);
    expect(await codeOf(store.commit(commit('r1')))).toBe('UNAVAILABLE');
    disk.fault = undefined;
    expect(await codeOf(store.commit(commit('r2')))).toBe('UNAVAILABLE');
    expect(store.status().state).toBe('failed');
    await store.close();
  });
});

describe('while fsync runs (D03, C03, C07)', () => {
  it('no commit is answered and nobody reads what is not durable', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    await store.commit(commit('r0', { put: [risk('a', 0)] }));
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = () => {};
    const inSync = new Promise<void>((resolve) => {
      reached = resolve;
    });
    disk.hold = () => {
      reached();
      return held;
    };
    let answered = false;
    const done = store.commit(commit('r1', { put: [risk('a', 1, { state: 'done' })] })).then(() => {
      answered = true;
    });
    await inSync;
    expect(answered).toBe(false);
    expect(await store.get({ kind: 'risk', id: 'a' })).toMatchObject({ rev: 1 });
    expect(await store.recall('r1')).toBeUndefined();
    // The loser is told when the winner can be read, so that its next look sees what won.
    const lost = codeOf(store.commit(commit('r2', { put: [risk('a', 1)] }))).then((code) => [code, answered]);
    disk.hold = undefined;
    release();
    expect(await lost).toEqual(['CONFLICT', true]);
    await done;
    expect(await store.get({ kind: 'risk', id: 'a' })).toMatchObject({ rev: 2 });
    await store.close();
  });

  it('a loser is told once the winner is durable, though somebody else always comes meanwhile', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    await store.commit(commit('r0', { put: [risk('a', 0)], unique: ['once'] }));
    const MOST = 40;
    for (const [n, race] of [{ put: [risk('a', 1)] }, { unique: ['slot'] }].entries()) {
      const others: Promise<unknown>[] = [];
      disk.hold = async () => {
        const id = `o${n}-${others.length}`;
        if (others.length < MOST) others.push(store.commit(commit(id, { put: [risk(id, 0)] })));
      };
      const won = store.commit(commit(`win${n}`, race));
      const lost = await codeOf(store.commit(commit(`lose${n}`, race)));
      expect(lost).toBe(n === 0 ? 'CONFLICT' : 'DUPLICATE_KEY');
      expect(await store.recall(`win${n}`)).toBeDefined();
      expect(others.length).toBeLessThan(MOST / 2);
      await won;
      disk.hold = undefined;
      await Promise.all(others);
    }
    await store.close();
  });

  it('a caller waits for its own batch, not for everyone who comes later (C07)', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    const LEFT = 300;
    let left = LEFT;
    let syncs = 0;
    const waits: number[] = [];
    const all: Promise<void>[] = [];
    const one = async (): Promise<void> => {
      const id = `w${left--}`;
      const before = syncs;
      await store.commit(commit(id, { put: [risk(id, 0)] }));
      waits.push(syncs - before);
    };
    const writer = async (): Promise<void> => {
      while (left > 0) await one();
    };
    // Whoever was answered or not: somebody new comes during every fsync, so that there is always somebody waiting.
    disk.hold = async () => {
      syncs += 1;
      if (left > 0) all.push(one());
    };
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(writer));
    await Promise.all(all);
    disk.hold = undefined;
    expect(all.length).toBeGreaterThan(20);
    expect(waits).toHaveLength(LEFT);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2);
    expect(syncs).toBeLessThan(LEFT / 4);
    await store.close();
  });
});
