import { expect, it } from 'vitest';
import { AT, after, codeOf, commit, ref, risk, useStore } from './stage.ts';
import type { MakePlace } from './store.contract.ts';

/** Revisions, idempotency, unique keys, all or nothing, erasure. */
export function commitContract(make: MakePlace): void {
  const at = useStore(make);

  it('gives back what was put, with its revision, schema, time and author, also after a restart', async () => {
    const receipt = await at.store.commit(
      commit('r1', { put: [{ ...risk('a', 0), sealed: { text: '宴请' } }] }),
    );
    expect(receipt).toMatchObject({
      seq: 1,
      at: AT,
      replayed: false,
      revs: [{ kind: 'risk', id: 'a', rev: 1 }],
    });
    const doc = {
      kind: 'risk',
      id: 'a',
      rev: 1,
      schema: 3,
      body: { unit: 'u1' },
      sealed: { text: '宴请' },
      at: AT,
      by: 'ou_li',
    };
    expect(await at.store.get(ref('a'))).toEqual(doc);
    const again = await at.reopen();
    expect(await again.get(ref('a'))).toEqual(doc);
    expect(again.status()).toMatchObject({ state: 'open', seq: 1, hash: receipt.hash });
  });

  it('lets one of 50 decisions on the same revision win (C01)', async () => {
    await at.store.commit(commit('r0', { put: [risk('a', 0)] }));
    const tries = Array.from({ length: 50 }, (_, n) =>
      codeOf(at.store.commit(commit(`r${n + 1}`, { put: [risk('a', 1)] }))),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(49);
    expect((await at.store.get(ref('a')))?.rev).toBe(2);
  });

  it('refuses a put of what exists, a change of what does not, and a moved read set', async () => {
    await at.store.commit(commit('r1', { put: [risk('a', 0)] }));
    expect(await codeOf(at.store.commit(commit('r2', { put: [risk('a', 0)] })))).toBe('CONFLICT');
    expect(await codeOf(at.store.commit(commit('r3', { put: [risk('b', 1)] })))).toBe('CONFLICT');
    expect(
      await codeOf(at.store.commit(commit('r4', { expect: [{ ...ref('a'), rev: 2 }], put: [risk('c', 0)] }))),
    ).toBe('CONFLICT');
    expect(
      await codeOf(at.store.commit(commit('r5', { expect: [{ ...ref('x'), rev: 0 }], put: [risk('c', 0)] }))),
    ).toBeUndefined();
  });

  it('commits all or nothing: a refused commit leaves no document, key, row or request (C02)', async () => {
    await at.store.commit(commit('r1', { put: [risk('a', 0)], unique: ['slot:1'] }));
    const refused = commit('r2', {
      put: [risk('b', 0), risk('a', 9)],
      unique: ['slot:2'],
      outbox: [{ id: 'o1', topic: 'send', key: 'k', notBefore: AT, payload: {} }],
    });
    expect(await codeOf(at.store.commit(refused))).toBe('CONFLICT');
    expect(await at.store.get(ref('b'))).toBeUndefined();
    expect(await at.store.outbox('waiting', 9)).toEqual([]);
    expect(await at.store.recall('r2')).toBeUndefined();
    expect(await codeOf(at.store.commit(commit('r2', { unique: ['slot:2'] })))).toBeUndefined();
    expect(at.store.status().seq).toBe(2);
  });

  it('replays a repeated request and does nothing again, also after a restart', async () => {
    const first = await at.store.commit(commit('r1', { put: [risk('a', 0)], result: { toast: 1 } }));
    const [x, y] = await Promise.all(
      [1, 2].map(() => at.store.commit(commit('r2', { put: [risk('b', 0)] }))),
    );
    expect([x?.replayed, y?.replayed].sort()).toEqual([false, true]);
    const again = await (await at.reopen()).commit(commit('r1', { put: [risk('a', 0)] }));
    expect(again).toEqual({ ...first, replayed: true });
    expect(await at.store.recall('r1')).toEqual(again);
    expect((await at.store.get(ref('a')))?.rev).toBe(1);
  });

  it('refuses the same request with other content', async () => {
    await at.store.commit(commit('r1', { put: [risk('a', 0)] }));
    const other = commit('r1', { fingerprint: 'other', put: [risk('b', 0)] });
    expect(await codeOf(at.store.commit(other))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await at.store.get(ref('b'))).toBeUndefined();
    expect(await codeOf(at.store.recall('r1', 'other'))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await at.store.recall('r1', commit('r1').fingerprint)).toMatchObject({ seq: 1 });
    expect(await at.store.recall('r2', 'other')).toBeUndefined();
  });

  it('remembers requests for more than a day and forgets them after a week', async () => {
    await at.store.commit(commit('old'));
    await at.store.commit(commit('day', { at: after(25 * 60) }));
    expect(await at.store.recall('old')).toBeDefined();
    await at.store.commit(commit('week', { at: after(8 * 24 * 60 - 60) }));
    expect(await at.store.recall('old')).toBeUndefined();
    expect(await at.store.recall('day')).toBeDefined();
  });

  it('gives a unique key to one of 20 and the losers leave no document (C06)', async () => {
    const tries = Array.from({ length: 20 }, (_, n) =>
      codeOf(at.store.commit(commit(`r${n}`, { unique: ['slot:q4'], put: [risk(`d${n}`, 0)] }))),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE_KEY')).toHaveLength(19);
    expect((await at.store.list('risk', { limit: 99 })).items).toHaveLength(1);
    expect(await codeOf((await at.reopen()).commit(commit('late', { unique: ['slot:q4'] })))).toBe(
      'DUPLICATE_KEY',
    );
  });

  it('removes a document, which may then be made anew, and keeps its history', async () => {
    await at.store.commit(commit('r1', { put: [risk('a', 0)] }));
    expect(await codeOf(at.store.commit(commit('r2', { remove: [{ ...ref('a'), rev: 2 }] })))).toBe(
      'CONFLICT',
    );
    await at.store.commit(commit('r3', { remove: [{ ...ref('a'), rev: 1 }] }));
    expect(await at.store.get(ref('a'))).toBeUndefined();
    expect(await at.store.tally('risk', { index: 'unit' })).toEqual({});
    await at.store.commit(commit('r4', { put: [risk('a', 0, 'u2')] }));
    const changes = [];
    for await (const change of at.store.history(ref('a')))
      changes.push([change.seq, change.before?.rev, change.after?.body]);
    expect(changes).toEqual([
      [1, undefined, { unit: 'u1' }],
      [2, 1, undefined],
      [3, undefined, { unit: 'u2' }],
    ]);
  });

  it('erases every sealed text of a record, past and present, and nothing else', async () => {
    const sealed = { text: '某人' };
    await at.store.commit(
      commit('r1', {
        put: [
          { ...risk('a', 0), sealed },
          { ...risk('b', 0), sealed },
        ],
      }),
    );
    await at.store.commit(commit('r2', { put: [{ ...risk('a', 1), sealed }] }));
    const { revs } = await at.store.commit(
      commit('r3', { erase: [{ ...ref('a'), why: 'term' }], at: after(5) }),
    );
    expect(revs).toEqual([{ ...ref('a'), rev: 3 }]);
    const check = async () => {
      const doc = await at.store.get(ref('a'));
      expect(doc).toMatchObject({ rev: 3, body: { unit: 'u1' }, erasedAt: after(5) });
      expect(doc?.sealed).toBeUndefined();
      for await (const { before, after: now } of at.store.history(ref('a'))) {
        expect([before?.sealed, now?.sealed]).toEqual([undefined, undefined]);
      }
      expect(await at.store.get(ref('b'))).toMatchObject({ sealed });
      expect(await at.store.verify()).toMatchObject({ ok: true });
    };
    await check();
    await at.reopen();
    await check();
    await at.store.commit(commit('r4', { put: [{ ...risk('a', 3), sealed: { text: 'new' } }] }));
    expect(await at.store.get(ref('a'))).toMatchObject({ rev: 4, sealed: { text: 'new' } });
  });

  it('names the first line that an anchor contradicts', async () => {
    const { hash } = await at.store.commit(commit('r1', { put: [risk('a', 0)] }));
    await at.store.commit(commit('r2', { put: [risk('a', 1)] }));
    expect(await at.store.verify({ anchors: [{ seq: 1, hash }] })).toMatchObject({ ok: true, seq: 2 });
    expect(await at.store.verify({ anchors: [{ seq: 1, hash: 'f'.repeat(64) }] })).toMatchObject({
      ok: false,
      firstBad: 1,
    });
    expect(await at.store.verify({ anchors: [{ seq: 3, hash }] })).toMatchObject({ ok: false, firstBad: 3 });
  });

  it('refuses times that are none, as they would upset every order', async () => {
    await at.store.commit(commit('r1'));
    const row = { id: 'o1', topic: 'send', key: 'k', notBefore: 'soon', payload: {} } as const;
    await expect(at.store.commit(commit('r2', { at: 'now' }))).rejects.toThrow(RangeError);
    await expect(at.store.commit(commit('r3', { outbox: [row] }))).rejects.toThrow(RangeError);
    expect(await at.store.recall('r1')).toBeDefined();
  });

  it('refuses what has no order, no place or no declaration, and goes on', async () => {
    const twice = commit('r1', { put: [risk('a', 0), risk('a', 1)] });
    expect(await codeOf(at.store.commit(twice))).toBe('CONFLICT');
    const long = { id: 'x'.repeat(51), topic: 'send', key: 'k', notBefore: AT, payload: {} } as const;
    await expect(at.store.commit(commit('r2', { outbox: [long] }))).rejects.toThrow(RangeError);
    const unknown = { kind: 'nobody', id: 'a', rev: 0, body: {} };
    await expect(at.store.commit(commit('r3', { put: [risk('a', 0), unknown] }))).rejects.toThrow(TypeError);
    // A body that an index function cannot read must not get as far as the disk.
    const unreadable = { kind: 'risk', id: 'a', rev: 0, body: null };
    await expect(at.store.commit(commit('r4', { put: [unreadable] }))).rejects.toThrow(TypeError);
    expect(await at.store.commit(commit('r5', { put: [risk('a', 0)] }))).toMatchObject({ seq: 1 });
    expect(at.store.status().state).toBe('open');
  });

  it('answers nothing more once closed', async () => {
    await at.store.close();
    expect(await codeOf(at.store.commit(commit('r1')))).toBe('UNAVAILABLE');
    expect(await codeOf(at.store.get(ref('a')))).toBe('UNAVAILABLE');
    expect(at.store.status().state).toBe('closed');
  });
}
