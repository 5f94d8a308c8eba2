import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { plusMs } from '../../src/kernel/time.ts';
import { outbox } from '../../src/runtime/outbox.ts';
import { StoreError } from '../../src/store/store.ts';
import { smallOrganization } from '../support/bureau.ts';
import { over } from '../support/over.ts';
import { wordsOn } from '../support/read-card.ts';
import { START, toyBot } from './toy.ts';

/** A message was tried before the quiet hours began, in vain, and it is 19:00. */
async function triedInTheEvening() {
  const bot = await toyBot();
  bot.at('2026-11-23T09:55:00.000Z'); // Monday 17:55
  await bot.click('ou_clerk', 0);
  bot.messenger.fail = () => ({ error: new MessengerError('again', 0, 'down'), lost: false });
  await bot.drain();
  bot.messenger.fail = () => undefined;
  bot.at('2026-11-23T11:00:00.000Z'); // 19:00
  await bot.drain();
  return bot;
}

describe('messages', () => {
  it('gather: the second item redraws the card that still waits, the third comes after it was empty', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    await bot.drain();
    await bot.click('ou_clerk', 1);
    bot.at(plusMs(START, 3_000));
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
    expect(bot.messenger.messages[0]?.patches).toBe(1);
    expect(wordsOn(bot.messenger.messages[0]?.card)).toContain('2');
    await bot.click('ou_clerk', 2, { form: { by: '5' } });
    bot.at(plusMs(START, 10_000));
    await bot.drain();
    await bot.click('ou_clerk', 3);
    bot.at(plusMs(START, 20_000));
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(2);
    // What said that nothing waits stays so beside the fresh one.
    await bot.click('ou_clerk', 4);
    bot.at(plusMs(START, 30_000));
    await bot.drain();
    expect(bot.messenger.messages.map((m) => m.patches)).toEqual([2, 0, 0]);
  });
  it('show what changed while they were on their way, also where the first of two tries arrived', async () => {
    for (const lost of [false, true]) {
      const bot = await toyBot();
      await bot.click('ou_clerk', 0);
      const { sendCard } = bot.messenger;
      bot.messenger.sendCard = async (...what) => {
        bot.messenger.sendCard = sendCard;
        const sent = await sendCard(...what);
        await bot.click('ou_clerk', 1);
        if (lost) throw new MessengerError('unknown', 0, 'timeout');
        return sent;
      };
      for (const seconds of [1, 10, 20]) {
        bot.at(plusMs(START, seconds * 1_000));
        await bot.drain();
      }
      expect(bot.messenger.messages.map(({ patches, card }) => [patches, wordsOn(card)])).toEqual([
        [1, expect.stringContaining('2')],
      ]);
    }
  });
  it('wait for working hours', async () => {
    const bot = await toyBot();
    bot.at('2026-11-27T14:00:00.000Z'); // Friday 22:00
    await bot.click('ou_clerk', 0);
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(0);
    bot.at('2026-11-30T00:30:00.000Z'); // Monday 08:30
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('that fail until the evening wait for the next morning', async () => {
    const bot = await triedInTheEvening();
    expect(bot.messenger.messages).toHaveLength(0);
    bot.at('2026-11-24T00:30:00.000Z');
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('that wait for the morning although they were tried hold back no answer at night', async () => {
    const bot = await triedInTheEvening();
    await bot.say('ou_head', '计数');
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('whose answer was lost are not sent twice', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    let calls = 0;
    bot.messenger.fail = () =>
      calls++ === 0 ? { error: new MessengerError('unknown', 0, 'timeout'), lost: true } : undefined;
    await bot.drain();
    bot.at(plusMs(START, 60_000));
    await bot.drain();
    expect([bot.messenger.messages.length, calls]).toEqual([1, 2]);
    expect((await bot.store.outbox('sent', 9)).map(({ item }) => item.topic)).toEqual(['send', 'patch']);
  });
  it('with an outcome unknown for more than 50 minutes become a person’s matter', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    bot.messenger.fail = () => ({ error: new MessengerError('unknown', 0, 'timeout'), lost: false });
    await bot.drain();
    bot.at(plusMs(START, 51 * 60_000));
    await bot.drain();
    expect(await bot.store.outbox('unknown', 10)).toHaveLength(1);
    bot.at(plusMs(START, 5 * 3_600_000));
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(0);
  });
  it('that may have been sent an hour ago are not sent again, whatever happened since', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    bot.messenger.fail = () => ({ error: new MessengerError('unknown', 0, 'timeout'), lost: true });
    await bot.drain();
    bot.messenger.fail = () => ({ error: new MessengerError('again', 0, 'down'), lost: false });
    bot.at(plusMs(START, 40 * 60_000));
    await bot.drain();
    let calls = 0;
    bot.messenger.fail = () => {
      calls += 1;
      return undefined;
    };
    bot.at(plusMs(START, 70 * 60_000));
    await bot.drain();
    expect([calls, (await bot.store.outbox('unknown', 10)).length]).toEqual([0, 1]);
  });
  it('that were refused for hours go out in the end', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    bot.messenger.fail = () => ({ error: new MessengerError('again', 0, 'down'), lost: false });
    await bot.drain();
    bot.at(plusMs(START, 2 * 3_600_000));
    await bot.drain();
    bot.messenger.fail = () => undefined;
    bot.at(plusMs(START, 3 * 3_600_000));
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('that a process was sending when it died, long ago, are not sent again', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    const [claim] = await bot.store.claimOutbox({ worker: 'died', max: 1, leaseMs: 1, now: START });
    if (!claim) throw new Error('no row');
    await bot.store.beginAttempt(claim, START);
    bot.at(plusMs(START, 70 * 60_000));
    await bot.drain();
    expect([bot.messenger.messages.length, (await bot.store.outbox('unknown', 10)).length]).toEqual([0, 1]);
  });
  it('to somebody who has left are not sent', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    const { data } = await bot.bot.loadOrganization(bot.store);
    const people = data.people.map((p) => (p.id === 'ou_head' ? { ...p, active: false } : p));
    const left = { ...bot.bot, loadOrganization: async () => smallOrganization({ people }) };
    await outbox(left, 'w2').round();
    expect(bot.messenger.messages).toHaveLength(0);
    expect((await bot.store.outbox('waiting', 10)).length).toBe(0);
  });
  it('that can never arrive are dead, with an event for the office', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    bot.messenger.fail = () => ({ error: new MessengerError('permanent', 230013, 'no'), lost: false });
    const told: unknown[] = [];
    const reactions = new Map(bot.bot.registry.reactions).set('delivery.failed', [
      async (_world, { about, data }) => void told.push({ about, ...data }),
    ]);
    await outbox({ ...bot.bot, registry: { ...bot.bot.registry, reactions } }, 'w2').round();
    const [dead] = await bot.store.outbox('dead', 10);
    const row = dead?.item.id;
    expect(told).toEqual([{ about: `row:${row}`, row, code: 230013, person: 'ou_head', chat: null }]);
    expect(await bot.store.get({ kind: 'copy', id: row ?? '' })).toMatchObject({ body: { state: 'failed' } });
  });
  it.each(['commit', 'settleOutbox'] as const)(
    'that can never arrive are reported once, also when the process dies at its %s',
    async (at) => {
      const bot = await toyBot();
      await bot.click('ou_clerk', 0);
      bot.messenger.fail = () => ({ error: new MessengerError('permanent', 230013, 'no'), lost: false });
      const die = async () => Promise.reject(new StoreError('UNAVAILABLE', 'died'));
      const dying = over(bot.store, { [at]: die });
      await outbox({ ...bot.bot, store: dying }, 'died').round();
      bot.at(plusMs(START, 61_000));
      const before = bot.store.status().seq;
      await outbox(bot.bot, 'w2').round();
      const row = (await bot.store.outbox('dead', 10))[0]?.item.id;
      const told = (await bot.store.recall(`dead:${row}`))?.seq ?? 0;
      expect([row !== undefined, told > before]).toEqual([true, at === 'commit']);
      expect(told).toBeGreaterThan(0);
    },
  );
  it('that were dead go out once when somebody resends them, and are redrawn again', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    bot.messenger.fail = () => ({ error: new MessengerError('permanent', 230053, 'no'), lost: false });
    await bot.drain();
    const [dead] = await bot.store.outbox('dead', 10);
    bot.messenger.fail = () => undefined;
    const again = { value: { do: 'toy.resend', id: dead?.item.id ?? '', rev: 0 } };
    await Promise.all([bot.click('ou_admin', 0, again), bot.click('ou_admin', 0, again)]);
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
    expect(await bot.store.outbox('dead', 10)).toEqual([]);
    await bot.click('ou_clerk', 1);
    bot.at(plusMs(START, 60_000));
    await bot.drain();
    expect(bot.messenger.messages[0]?.patches).toBe(1);
  });
  it('that are resent in the evening leave in the morning, even when they were answers', async () => {
    const bot = await toyBot();
    await bot.say('ou_clerk', '计数');
    bot.messenger.fail = () => ({ error: new MessengerError('permanent', 230053, 'no'), lost: false });
    await bot.drain();
    const [dead] = await bot.store.outbox('dead', 10);
    bot.messenger.fail = () => undefined;
    bot.at('2026-11-23T10:56:00.000Z');
    await bot.click('ou_admin', 0, { value: { do: 'toy.resend', id: dead?.item.id ?? '', rev: 0 } });
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(0);
    bot.at('2026-11-24T00:30:00.000Z');
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('that are private never enter a group', async () => {
    const bot = await toyBot();
    await bot.tick();
    bot.at('2026-11-24T02:00:00.000Z');
    await bot.tick();
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(0);
    const [dead] = await bot.store.outbox('dead', 10);
    expect(dead?.error).toContain('private');
    expect(await bot.store.recall(`dead:${dead?.item.id}`)).toBeDefined();
  });
  it('that are private do not take the place of a card that hangs in a group', async () => {
    const bot = await toyBot();
    const copy = {
      ...{ card: 'toy.private', about: 'tally:T', chat: 'oc_u1', state: 'live', message: 'om_g' },
      sentAt: START,
    };
    const put = [{ kind: 'copy', id: 'g', rev: 0, body: copy }];
    const row = { id: 'p-1', topic: 'patch', key: 'message:om_g', notBefore: START } as const;
    const cause = { fingerprint: 'x', at: START, actor: 'system', reason: 'test' };
    const outbox = [{ ...row, payload: { op: 'patch', copy: 'g' } }];
    await bot.store.commit({ ...cause, requestId: 'hangs', put, outbox });
    const patched: string[] = [];
    bot.messenger.patchCard = async (id) => void patched.push(id);
    await bot.drain();
    expect([patched, (await bot.store.outbox('skipped', 9))[0]?.error]).toEqual([
      [],
      expect.stringContaining('private'),
    ]);
  });
});

describe('schedules', () => {
  it('write down how far they were looked at in one commit', async () => {
    const bot = await toyBot();
    const before = bot.store.status().seq;
    await bot.tick();
    expect(bot.bot.registry.schedules.length).toBeGreaterThan(1);
    expect(bot.store.status().seq).toBe(before + 1);
  });
  it('run each slot once, also after a restart and for two workers', async () => {
    const bot = await toyBot();
    await bot.tick();
    bot.at('2026-11-25T03:00:00.000Z');
    expect(await bot.tick()).toBeGreaterThanOrEqual(2);
    await bot.store.close();
    const again = await toyBot(bot.dir);
    again.at('2026-11-26T03:00:00.000Z');
    await Promise.all([again.tick(), again.tick()]);
    const days = [];
    for (const d of ['2026-11-24', '2026-11-25', '2026-11-26'])
      days.push(await again.store.recall(`slot:toy.daily@${d}`));
    expect(days.every((d) => d !== undefined)).toBe(true);
    expect([
      ...(await again.store.outbox('waiting', 50)),
      ...(await again.store.outbox('dead', 50)),
    ]).toHaveLength(3);
  });
  it('renew a card that waits before it dies, and turn the old one', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    await bot.drain();
    await bot.tick();
    bot.at('2026-12-07T01:00:00.000Z');
    await bot.tick();
    await bot.drain();
    const [old, fresh] = bot.messenger.messages.filter((m) => 'person' in m.to && m.to.person === 'ou_head');
    expect(fresh?.card).toBeDefined();
    expect(wordsOn(old?.card)).toContain('由新卡片代替');
  });
});
