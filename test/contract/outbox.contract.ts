import { expect, it } from 'vitest';
import type { Claim, OutboxItem, Settle } from '../../src/store/store.ts';
import { AT, after, codeOf, commit, ref, risk, useStore } from './stage.ts';
import type { MakePlace } from './store.contract.ts';

const row = (id: string, key = 'k1', notBefore = AT): OutboxItem => ({
  id,
  topic: 'send',
  key,
  notBefore,
  payload: { card: 'x' },
});

/** Claims, fences, order per key, durable attempts, settling, resending. */
export function outboxContract(make: MakePlace): void {
  const at = useStore(make);
  const claim = (now = AT, max = 9, worker = 'w1') =>
    at.store.claimOutbox({ worker, max, leaseMs: 60_000, now });
  const first = async (now = AT): Promise<Claim> => {
    const [found] = await claim(now);
    if (!found) throw new Error('nothing was claimed');
    return found;
  };
  const add = (...outbox: OutboxItem[]) => at.store.commit(commit(`add:${outbox[0]?.id}`, { outbox }));
  const idsOf = (claims: readonly Claim[]) => claims.map(({ item }) => item.id);

  it('claims due rows, oldest first, one per key, and none twice', async () => {
    await add(row('a1', 'a'), row('a2', 'a'), row('b1', 'b'), row('c1', 'c', after(5)));
    const [x, y] = await Promise.all([claim(AT, 9, 'w1'), claim(AT, 9, 'w2')]);
    expect([...idsOf(x ?? []), ...idsOf(y ?? [])]).toEqual(['a1', 'b1']);
    expect(idsOf(await claim(after(1), 1))).toEqual(['a1']);
  });

  it('lets a row planned for later stand aside, but not one that waits for its next attempt', async () => {
    await add(row('later', 'a', after(60)), row('now', 'a'));
    const now = await first();
    expect(now.item.id).toBe('now');
    await at.store.settleOutbox(now, { kind: 'sent', messageId: 'om_1', at: AT });
    await add(row('b1', 'b'), row('b2', 'b'));
    const b1 = await first();
    await at.store.beginAttempt(b1, AT);
    await at.store.settleOutbox(b1, { kind: 'retry', at: AT, notBefore: after(10), error: '99991400' });
    expect(await claim(after(1))).toEqual([]);
    expect(idsOf(await claim(after(10)))).toEqual(['b1']);
  });

  it('lets a row that was tried stand aside as well when it waits longer than any attempt does', async () => {
    await add(row('night', 'a'), row('answer', 'a'), row('b1', 'b'), row('b2', 'b'));
    const [night, b1] = await claim();
    for (const [tried, minutes] of [
      [night, 16],
      [b1, 15],
    ] as const) {
      if (!tried) throw new Error('nothing was claimed');
      await at.store.beginAttempt(tried, AT);
      await at.store.settleOutbox(tried, { kind: 'retry', at: AT, notBefore: after(minutes), error: 'x' });
    }
    expect(idsOf(await claim())).toEqual(['answer']);
    expect(idsOf(await claim(after(16)))).toEqual(['night', 'b1']);
  });

  it('stores the attempt before the call: a restart knows when it was tried first', async () => {
    await add(row('a1'));
    const before = await first();
    expect(before).toMatchObject({ attempt: 1, firstAttemptAt: null });
    await at.store.beginAttempt(before, after(1));
    await at.store.beginAttempt(before, after(1));
    await at.reopen();
    const again = await first(after(2));
    expect(again).toMatchObject({ attempt: 2, firstAttemptAt: after(1) });
    expect(await codeOf(at.store.settleOutbox(before, { kind: 'sent', messageId: 'om', at: after(2) }))).toBe(
      'CONFLICT',
    );
  });

  it('refuses a stale worker by its fence; the second one counts (O04)', async () => {
    await add(row('a1'));
    const stale = await first();
    const fresh = await first(after(2));
    expect(fresh.fence).not.toBe(stale.fence);
    expect(await codeOf(at.store.beginAttempt(stale, after(2)))).toBe('CONFLICT');
    await at.store.beginAttempt(fresh, after(2));
    expect(
      await codeOf(at.store.settleOutbox(stale, { kind: 'sent', messageId: 'om_stale', at: after(3) })),
    ).toBe('CONFLICT');
    await at.store.settleOutbox(fresh, { kind: 'sent', messageId: 'om_fresh', at: after(3) });
    expect(await at.store.outbox('sent', 9)).toMatchObject([{ messageId: 'om_fresh', attempts: 1 }]);
    expect(
      await codeOf(at.store.settleOutbox(fresh, { kind: 'sent', messageId: 'om_twice', at: after(3) })),
    ).toBe('CONFLICT');
  });

  it('leases no more than the pace leaves room for, whichever worker asks, and over a restart', async () => {
    await add(...Array.from({ length: 12 }, (_, n) => row(`a${n}`, `k${n}`)));
    const pace = { most: 5, ms: 61_000, apartMs: 250 };
    const paced = async (worker: string, ms: number) => {
      const now = new Date(Date.parse(AT) + ms).toISOString();
      const claims = await at.store.claimOutbox({ worker, max: 4, leaseMs: 3_600_000, now, pace });
      for (const one of claims) await at.store.beginAttempt(one, now);
      return claims.map(({ item }) => item.id);
    };
    // The second worker keeps its distance, then has what is left of the five, as long as they count.
    expect(await paced('w1', 0)).toEqual(['a0', 'a1', 'a2', 'a3']);
    expect(await paced('w2', 249)).toEqual([]);
    expect(await paced('w2', 250)).toEqual(['a4']);
    expect(await paced('w1', 60_999)).toEqual([]);
    await at.reopen();
    expect(await paced('w3', 60_999)).toEqual([]);
    // Four of the five are a minute old, the fifth is not.
    expect(await paced('w3', 61_100)).toHaveLength(4);
    expect(await paced('w3', 61_200)).toEqual([]);
    // A clock that was put back does not stop everything for as long as it was wrong.
    expect(await paced('w3', -3_600_000)).toEqual([]);
    await add({ ...row('early', 'k99'), notBefore: after(-120) });
    expect(await paced('w3', -3_600_000)).toEqual(['early']);
  });

  it('counts over a restart what was sent, what was given up, and each try of what waits', async () => {
    await add(...['sent', 'dead', 'again', 'x1', 'x2', 'x3'].map((id) => row(id, id)));
    const pace = { most: 6, ms: 61_000, apartMs: 250 };
    const lease = (max: number, now: string) =>
      at.store.claimOutbox({ worker: 'w1', max, leaseMs: 60_000, now, pace });
    const [sent, dead, again] = await lease(3, AT);
    if (!sent || !dead || !again) throw new Error('nothing was claimed');
    for (const one of [sent, dead, again]) await at.store.beginAttempt(one, AT);
    await at.store.settleOutbox(sent, { kind: 'sent', messageId: 'om', at: AT });
    await at.store.settleOutbox(dead, { kind: 'dead', at: AT, error: '230002' });
    await at.store.settleOutbox(again, { kind: 'retry', at: AT, notBefore: AT, error: '99991400' });
    const [second] = await lease(1, AT);
    if (second?.item.id !== 'again') throw new Error('it kept its place in the order');
    await at.store.beginAttempt(second, AT);
    await at.reopen();
    // On a shared store the next start is another instance, which keeps its distance first.
    const apart = new Date(Date.parse(AT) + pace.apartMs).toISOString();
    expect(await lease(9, apart)).toHaveLength(6 - 4);
  });

  it('lets a lease that ran out settle while nobody else has the row: the fence decides, not the clock', async () => {
    await add(row('a1'));
    const late = await first();
    await at.store.settleOutbox(late, { kind: 'sent', messageId: 'om', at: after(99) });
    expect(await at.store.outbox('sent', 9)).toHaveLength(1);
  });

  it('files rows by what became of them', async () => {
    const ends: Settle[] = [
      { kind: 'skipped', at: AT, why: 'seen' },
      { kind: 'unknown', at: AT, error: 'timeout' },
      { kind: 'dead', at: AT, error: '230002' },
    ];
    for (const end of ends) {
      await add(row(end.kind, end.kind));
      await at.store.settleOutbox(await first(), end);
    }
    const check = async () => {
      for (const { kind } of ends)
        expect(await at.store.outbox(kind as 'dead', 9)).toMatchObject([{ state: kind, item: { id: kind } }]);
      expect(await claim(after(60))).toEqual([]);
    };
    await check();
    await at.reopen();
    await check();
  });

  it('commits the documents of a sent row with it, or neither', async () => {
    await at.store.commit(commit('r1', { put: [risk('a', 0)], outbox: [row('a1')] }));
    const held = await first();
    const sent = (rev: number): Settle => ({
      kind: 'sent',
      messageId: 'om_1',
      at: after(1),
      put: [{ ...risk('a', rev, 'u9'), sealed: 's' }],
    });
    expect(await codeOf(at.store.settleOutbox(held, sent(7)))).toBe('CONFLICT');
    expect(await at.store.outbox('sent', 9)).toEqual([]);
    await at.store.settleOutbox(held, sent(1));
    expect(await at.store.get(ref('a'))).toMatchObject({ rev: 2, body: { unit: 'u9' }, sealed: 's' });
    expect(await at.store.outbox('sent', 9)).toHaveLength(1);
  });

  it('sends a dead or unknown row again under a new id, once', async () => {
    await add(row('a1'));
    const again = (id: string) =>
      at.store.requeueOutbox('a1', { id, now: after(2), actor: 'ou_admin', notBefore: after(3) });
    expect(await codeOf(again('a2'))).toBe('CONFLICT');
    const held = await first();
    await at.store.beginAttempt(held, AT);
    await at.store.settleOutbox(held, { kind: 'dead', at: AT, error: 'x' });
    const codes = await Promise.all([codeOf(again('a2')), codeOf(again('a3'))]);
    expect(codes.sort()).toEqual(['CONFLICT', undefined]);
    expect(await at.store.outbox('dead', 9)).toEqual([]);
    expect(await claim(after(2))).toEqual([]);
    const next = await first(after(3));
    expect(next).toMatchObject({
      attempt: 1,
      firstAttemptAt: null,
      item: { key: 'k1', payload: { card: 'x' } },
    });
  });

  it('refuses an id that is taken', async () => {
    await add(row('a1'));
    expect(await codeOf(at.store.commit(commit('r2', { put: [risk('a', 0)], outbox: [row('a1')] })))).toBe(
      'DUPLICATE_KEY',
    );
    expect(await at.store.get(ref('a'))).toBeUndefined();
  });

  it('lets go of settled rows after a week, never of rows that wait for a person', async () => {
    await add(row('sent', 'a'), row('dead', 'b'), row('open', 'c', after(99_999)));
    const [sent, dead] = await claim();
    if (sent) await at.store.settleOutbox(sent, { kind: 'sent', messageId: 'om', at: AT });
    if (dead) await at.store.settleOutbox(dead, { kind: 'dead', at: AT, error: 'x' });
    await at.store.commit(commit('later', { at: after(8 * 24 * 60) }));
    expect(await at.store.outbox('dead', 9)).toHaveLength(1);
    expect(await at.store.outbox('waiting', 9)).toHaveLength(1);
  });
}
