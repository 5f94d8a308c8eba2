import { describe, expect, it } from 'vitest';
import { RecordKeys } from '../../src/store/ledger/keys.ts';
import { Texts } from '../../src/store/ledger/texts.ts';
import { secretKey } from '../support/log-watch.ts';
import { Disk } from './disk.ts';
import { commit, risk, storeOn } from './history.ts';

const seal = (k: string, c = k) => ({ k, c });

describe('texts that are open already', () => {
  it('are known by their seal: another seal of the same record is another text', () => {
    const texts = new Texts();
    texts.keep(seal('a', 'one'), 'first');
    texts.keep(seal('a', 'two'), 'second');
    expect(texts.get(seal('a', 'two'))?.text).toBe('second');
    expect(texts.get(seal('a', 'one'))).toBeUndefined();
  });
  it('are few: the one that was written longest ago goes first', () => {
    const texts = new Texts(2);
    for (const k of ['a', 'b', 'a', 'c']) texts.keep(seal(k), k);
    expect(['a', 'b', 'c'].map((k) => texts.get(seal(k))?.text)).toEqual(['a', undefined, 'c']);
  });
  it.each(['discard', 'destroy'] as const)('leave with their key: %s', async (how) => {
    const keys = new RecordKeys(new Disk(), '/data', secretKey(0), (size) => Buffer.alloc(size, 1));
    const key = keys.make();
    keys.texts.keep(seal(key), 'secret');
    await keys[how]([key]).catch(() => undefined);
    expect(keys.texts.get(seal(key))).toBeUndefined();
  });
  it('are what the bytes say: a value that was changed after it was written is not', async () => {
    const store = storeOn(new Disk());
    await store.open();
    const sealed = { text: 'as written', gone: undefined };
    await store.commit(commit('r1', { put: [{ ...risk('a', 0), sealed }] }));
    sealed.text = 'changed later';
    const doc = await store.get({ kind: 'risk', id: 'a' });
    expect(doc?.sealed).toStrictEqual({ text: 'as written' });
    expect(Object.isFrozen(doc?.sealed)).toBe(true);
    await store.close();
  });
});
