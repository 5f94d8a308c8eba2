import { expect, it } from 'vitest';
import { AT, after, commit, ref, risk, useStore } from './stage.ts';
import type { MakePlace } from './store.contract.ts';

/** Lists, counts, cursors, history, and that nobody can change what is handed out. */
export function readContract(make: MakePlace): void {
  const at = useStore(make);
  const ids = async (query: Partial<Parameters<typeof at.store.list>[1]>) =>
    (await at.store.list('risk', { limit: 99, ...query })).items.map(({ id }) => id);

  it('lists by id and by index, in order, from and to inclusive, or by prefix', async () => {
    const put = [
      risk('c', 0, 'u2'),
      risk('a', 0, 'u3'),
      risk('b', 0, 'u1'),
      risk('d', 0, 'u2'),
      risk('e', 0, 'v1'),
    ];
    await at.store.commit(commit('r1', { put }));
    expect(await ids({})).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await ids({ from: 'b', to: 'd' })).toEqual(['b', 'c', 'd']);
    expect(await ids({ index: 'unit' })).toEqual(['b', 'c', 'd', 'a', 'e']);
    expect(await ids({ index: 'unit', from: 'u2', to: 'u3' })).toEqual(['c', 'd', 'a']);
    expect(await ids({ index: 'unit', prefix: 'u' })).toEqual(['b', 'c', 'd', 'a']);
    expect(await ids({ index: 'unit', prefix: 'x' })).toEqual([]);
  });

  it('walks pages by cursor without loss or repetition while documents come and go', async () => {
    const put = Array.from({ length: 10 }, (_, n) => risk(`d${n}`, 0, `u${n % 3}`));
    await at.store.commit(commit('r1', { put }));
    const first = await at.store.list('risk', { index: 'unit', limit: 4 });
    await at.store.commit(commit('r2', { put: [risk('aa', 0, 'u0')], remove: [{ ...ref('d9'), rev: 1 }] }));
    const seen = first.items.map(({ id }) => id);
    for (let cursor = first.cursor; cursor !== undefined; ) {
      const page = await at.store.list('risk', { index: 'unit', limit: 4, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(seen).toEqual(['d0', 'd3', 'd6', 'd9', 'd1', 'd4', 'd7', 'd2', 'd5', 'd8']);
  });

  it('lists a document with several values once in a range', async () => {
    await at.store.commit(
      commit('r1', { put: [risk('a', 0, 'u', ['x1', 'x2', 'y']), risk('b', 0, 'u', ['x2']), risk('c', 0)] }),
    );
    expect(await ids({ index: 'tag', prefix: 'x' })).toEqual(['a', 'b']);
    expect(await ids({ index: 'tag', from: 'x2' })).toEqual(['a', 'b']);
    expect(await at.store.tally('risk', { index: 'tag' })).toEqual({ x1: 1, x2: 2, y: 1 });
    const page = await at.store.list('risk', { index: 'tag', prefix: 'x', limit: 1 });
    expect(await ids({ index: 'tag', prefix: 'x', ...(page.cursor && { cursor: page.cursor }) })).toEqual([
      'b',
    ]);
  });

  it('counts per value and keeps up with changes', async () => {
    await at.store.commit(
      commit('r1', { put: [risk('a', 0, 'u1'), risk('b', 0, 'u1'), risk('c', 0, 'u2')] }),
    );
    await at.store.commit(commit('r2', { put: [risk('a', 1, 'u2')], remove: [{ ...ref('b'), rev: 1 }] }));
    expect(await at.store.tally('risk', { index: 'unit' })).toEqual({ u2: 2 });
    expect(await at.store.tally('risk', { index: 'unit', prefix: 'u1' })).toEqual({});
    expect(await ids({ index: 'unit', prefix: 'u1' })).toEqual([]);
  });

  it('tells the history of a record, oldest first, with who, why and both sides', async () => {
    const events = [{ type: 'risk.declared' }];
    await at.store.commit(commit('r1', { put: [{ ...risk('a', 0), sealed: 't1' }], events }));
    await at.store.commit(commit('r2', { put: [risk('b', 0)] }));
    await at.store.commit(
      commit('r3', {
        put: [{ ...risk('a', 1, 'u2'), sealed: 't2' }],
        actor: 'ou_wang',
        at: after(1),
        reason: 'why',
      }),
    );
    const changes = [];
    for await (const change of at.store.history(ref('a'))) changes.push(change);
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatchObject({
      seq: 1,
      at: AT,
      by: 'ou_li',
      events,
      after: { rev: 1, sealed: 't1' },
    });
    expect(changes[1]).toMatchObject({
      seq: 3,
      at: after(1),
      by: 'ou_wang',
      reason: 'why',
      before: { rev: 1, sealed: 't1' },
      after: { rev: 2, sealed: 't2' },
    });
    for await (const _ of at.store.history(ref('nobody'))) expect.unreachable();
  });

  it('hands out documents that nobody can change, and keeps none that the caller can', async () => {
    const body = { unit: 'u1', tags: ['x'] };
    await at.store.commit(
      commit('r1', { put: [{ kind: 'risk', id: 'a', rev: 0, body, sealed: { deep: { text: 't' } } }] }),
    );
    body.tags.push('later');
    const doc = await at.store.get<{ tags: string[] }, { deep: { text: string } }>(ref('a'));
    expect(doc?.body.tags).toEqual(['x']);
    expect(() => doc?.body.tags.push('y')).toThrow(TypeError);
    expect(() => Object.assign(doc?.sealed?.deep ?? {}, { text: 'y' })).toThrow(TypeError);
    expect(await at.store.get(ref('a'))).toMatchObject({
      body: { tags: ['x'] },
      sealed: { deep: { text: 't' } },
    });
  });

  it('keeps every character of every text, in both halves', async () => {
    const text = '汉字 \u0000 \u2028 "\\ \n 😀 \ud800 {{x}} </at>';
    await at.store.commit(
      commit('r1', { put: [{ kind: 'note', id: '编号/1', rev: 0, body: { text }, sealed: text }] }),
    );
    const again = await at.reopen();
    expect(await again.get({ kind: 'note', id: '编号/1' })).toMatchObject({ body: { text }, sealed: text });
  });
}
