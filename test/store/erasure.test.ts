import { describe, expect, it } from 'vitest';
import { codeOf } from '../contract/stage.ts';
import { Disk, systemError } from './disk.ts';
import { at, commit, DIR, risk, storeOn } from './history.ts';

const keyFiles = (disk: Disk): string[] =>
  [...disk.names.keys()].filter((name) => name.startsWith(`${DIR}/keys/`));
const a = { kind: 'risk', id: 'a' };
const erase = (id: string) => commit(id, { erase: [{ ...a, why: 'term' }], at: at(9) });

async function withText(): Promise<Disk> {
  const disk = new Disk();
  const store = storeOn(disk);
  await store.open();
  await store.commit(
    commit('r1', {
      put: [
        { ...risk('a', 0), sealed: 'text' },
        { ...risk('b', 0), sealed: 'other' },
      ],
    }),
  );
  await store.close();
  return disk;
}

describe('erasure (R06)', () => {
  it('overwrites the key before it unlinks it, and only that key', async () => {
    const disk = await withText();
    expect(keyFiles(disk)).toHaveLength(2);
    const store = storeOn(disk);
    await store.open();
    const calls: string[] = [];
    disk.fault = (call, path) => {
      if (/^[0-9a-f]{32}/.test(path) || path === 'keys') calls.push(call);
      return undefined;
    };
    await store.commit(erase('r2'));
    expect(calls).toEqual(['rename', 'open', 'write', 'sync', 'unlink', 'syncFolder']);
    expect(keyFiles(disk)).toHaveLength(1);
    await store.close();
  });

  it('that was interrupted is finished by the next start, as the ledger says that it happened', async () => {
    for (const failing of ['rename', 'open', 'write', 'sync', 'unlink']) {
      const disk = await withText();
      const store = storeOn(disk);
      await store.open();
      disk.fault = (call, path) =>
        call === failing && /^[0-9a-f]{32}/.test(path) ? systemError('EIO') : undefined;
      expect(await codeOf(store.commit(erase('r2')))).toBe('UNAVAILABLE');
      expect(store.status().state).toBe('failed');
      await store.close();
      disk.cutPower();
      const again = storeOn(disk);
      await again.open();
      expect(keyFiles(disk)).toHaveLength(1);
      expect(await again.get(a)).toMatchObject({ erasedAt: at(9) });
      expect((await again.commit(erase('r2'))).replayed).toBe(true);
      await again.close();
    }
  });

  it('is not undone by somebody who read the text before and writes it anew', async () => {
    const disk = await withText();
    const store = storeOn(disk);
    await store.open();
    const put = commit('r2', { put: [{ ...risk('a', 1), sealed: 'text' }] });
    const codes = await Promise.all([codeOf(store.commit(erase('r3'))), codeOf(store.commit(put))]);
    expect(codes).toEqual([undefined, 'CONFLICT']);
    expect(await store.get(a)).toMatchObject({ rev: 2, erasedAt: at(9) });
    expect((await store.recall('r3'))?.revs).toEqual([{ ...a, rev: 2 }]);
    expect(keyFiles(disk)).toHaveLength(1);
    await store.close();
  });

  it('with a put in the same commit erases what is put', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    await store.commit({ ...erase('r1'), put: [{ ...risk('a', 0), sealed: 'never' }] });
    const doc = await store.get(a);
    expect(doc).toMatchObject({ rev: 1, erasedAt: at(9) });
    expect(doc?.sealed).toBeUndefined();
    expect(keyFiles(disk)).toHaveLength(0);
    await store.close();
  });

  it('reaches the texts of a removed record', async () => {
    const disk = await withText();
    const store = storeOn(disk);
    await store.open();
    await store.commit(commit('r2', { remove: [{ ...a, rev: 1 }] }));
    await store.commit(erase('r3'));
    expect(keyFiles(disk)).toHaveLength(1);
    const texts = [];
    for await (const change of store.history(a)) texts.push(change.before?.sealed, change.after?.sealed);
    expect(texts.every((text) => text === undefined)).toBe(true);
    await store.close();
    await storeOn(disk).open();
  });

  it('a refused commit leaves no key behind', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    disk.fault = (call, path) =>
      call === 'write' && path.startsWith('ledger') ? systemError('ENOSPC') : undefined;
    expect(await codeOf(store.commit(commit('r1', { put: [{ ...risk('a', 0), sealed: 'text' }] })))).toBe(
      'STORAGE_FULL',
    );
    expect(keyFiles(disk)).toHaveLength(0);
    await store.close();
  });

  it('a text moved to another record does not open there', async () => {
    const disk = await withText();
    const path = `${DIR}/ledger-000000000000.jsonl`;
    const line = JSON.parse(disk.bytes(path).toString('utf8').split('\n')[1] ?? '') as {
      put: { seal: { c: string } }[];
    };
    const [one, two] = line.put.map(({ seal }) => seal.c);
    expect(one).not.toBe(two);
    const [first, second] = keyFiles(disk);
    const swapped = disk.bytes(first ?? '');
    disk.put(first ?? '', disk.bytes(second ?? ''));
    disk.put(second ?? '', swapped);
    const store = storeOn(disk);
    await store.open();
    expect(await codeOf(store.get(a))).toBe('CORRUPT');
    await store.close();
  });
});
