import { expect, it } from 'vitest';
import { AT, codeOf, commit, ref, risk, useStore } from './stage.ts';
import type { MakePlace } from './store.contract.ts';

/** Enough documents that a commit is made ready, written and applied in turns. */
const MANY = 250;
const ids = Array.from({ length: MANY }, (_, n) => `d${n}`);
const row = (id: string) =>
  ({ id, topic: 'send', key: `person:${id}`, notBefore: AT, payload: null }) as const;
const whole = (requestId: string, rev = 0) =>
  commit(requestId, {
    put: ids.map((id) => ({ ...risk(id, rev), sealed: { text: `文字 ${id}` } })),
    outbox: ids.map((id) => row(`${requestId}-${id}`)),
    unique: [`once:${requestId}`],
    events: ids.map((id) => ({ type: 'made', id })),
  });

/** A commit of many documents is one commit like any other, although it is worked at in turns. */
export function largeContract(make: MakePlace): void {
  const at = useStore(make);

  it('is all or nothing to every reader at every moment (C02)', async () => {
    const looks: readonly (() => Promise<number>)[] = [
      async () => (await at.store.tally('risk', { index: 'unit' })).u1 ?? 0,
      async () => (await at.store.list('risk', { limit: 1000 })).items.length,
      async () => (await at.store.outbox('waiting', 1000)).length,
      async () => ((await at.store.get(ref('d0'))) ? MANY : 0),
      async () => ((await at.store.get(ref(`d${MANY - 1}`))) ? MANY : 0),
      async () => ((await at.store.recall('big')) ? MANY : 0),
    ];
    let open = true;
    const done = at.store.commit(whole('big')).finally(() => {
      open = false;
    });
    const seen: number[] = [];
    while (open) {
      for (const look of looks) seen.push(await look());
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await done).revs).toHaveLength(MANY);
    for (const look of looks) seen.push(await look());
    expect(seen.filter((n) => n !== 0 && n !== MANY)).toEqual([]);
    // Nobody who has seen it sees a moment before it again (C03).
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(MANY);
  });

  it('loses to whoever changed one of its documents first, and leaves nothing', async () => {
    await at.store.commit(commit('r0', { put: [risk('d7', 0)] }));
    const codes = await Promise.all([
      codeOf(at.store.commit(whole('big', 0))),
      codeOf(at.store.commit(commit('r1', { put: [{ ...risk('d7', 1), sealed: { text: '新' } }] }))),
    ]);
    expect(codes).toEqual(['CONFLICT', undefined]);
    expect((await at.store.list('risk', { limit: 9 })).items.map(({ id, rev }) => [id, rev])).toEqual([
      ['d7', 2],
    ]);
    expect(await at.store.outbox('waiting', 9)).toEqual([]);
    expect(await codeOf(at.store.commit(commit('r2', { unique: ['once:big'] })))).toBeUndefined();
  });

  it('is done once when it is asked for twice at a time', async () => {
    const receipts = await Promise.all([at.store.commit(whole('big')), at.store.commit(whole('big'))]);
    expect(receipts.map((r) => r.replayed).toSorted()).toEqual([false, true]);
    expect(new Set(receipts.map((r) => r.seq)).size).toBe(1);
  });

  it('has its place among small ones, before and after a restart', async () => {
    const made = await Promise.all([
      at.store.commit(commit('r1', { put: [risk('a', 0)] })),
      at.store.commit(whole('big')),
      at.store.commit(commit('r2', { put: [risk('b', 0)] })),
      at.store.commit(whole('again', 1)).catch(() => undefined),
    ]);
    const seqs = made.flatMap((r) => r?.seq ?? []);
    expect(new Set(seqs).size).toBe(seqs.length);
    expect(await at.store.verify()).toMatchObject({ ok: true, seq: Math.max(...seqs) });
    const before = await at.store.list('risk', { limit: 1000 });
    const again = await at.reopen();
    const opened = await again.list<unknown, { text: string }>('risk', { limit: 1000 });
    expect(opened.items.map((d) => [d.id, d.rev, d.body, d.sealed])).toEqual(
      before.items.map((d) => [d.id, d.rev, d.body, d.sealed]),
    );
    expect(opened.items.find((d) => d.id === 'd9')?.sealed?.text).toBe('文字 d9');
    expect(await again.verify()).toMatchObject({ ok: true });
  });

  it('keeps nothing that the caller changes afterwards, and what JSON has no word for is refused', async () => {
    const put = ids.map((id) => ({ kind: 'risk', id, rev: 0, body: { unit: 'u1', tags: ['alt'] } }));
    const done = at.store.commit(commit('big', { put }));
    await done;
    for (const { body } of put) body.tags[0] = 'neu';
    expect(await at.store.tally('risk', { index: 'tag' })).toEqual({ alt: MANY });
    const odd = commit('odd', { put: ids.map((id) => ({ ...risk(id, 1), body: { unit: 'u1', n: 1n } })) });
    await expect(at.store.commit(odd)).rejects.toThrow(TypeError);
    expect((await at.store.get(ref('d0')))?.rev).toBe(1);
  });

  it('takes many away at once', async () => {
    await at.store.commit(whole('big'));
    await at.store.commit(
      commit('away', {
        erase: ids.slice(0, 100).map((id) => ({ ...ref(id), why: 'cancelled' })),
        remove: ids.map((id) => ({ ...ref(id), rev: 1 })),
      }),
    );
    expect((await at.store.list('risk', { limit: 9 })).items).toEqual([]);
    expect(await at.store.tally('risk', { index: 'unit' })).toEqual({});
    expect(await (await at.reopen()).verify()).toMatchObject({ ok: true });
  });
}
