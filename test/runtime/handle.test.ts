import { describe, expect, it } from 'vitest';
import { say } from '../../src/runtime/texts.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { StoreError } from '../../src/store/store.ts';
import { over } from '../support/over.ts';
import { wordsOn } from '../support/read-card.ts';
import { toyBot } from './toy.ts';

describe('one click', () => {
  it('commits once and answers from the new state', async () => {
    const bot = await toyBot();
    const reply = await bot.click('ou_clerk', 0);
    expect(wordsOn(reply.card)).toContain('1');
    expect(await bot.store.get({ kind: 'tally', id: 'T' })).toMatchObject({ rev: 1, body: { n: 1 } });
    expect(await bot.store.get({ kind: 'tally', id: 'echo' })).toMatchObject({ rev: 1 });
  });
  it('that comes twice has one effect and the same card', async () => {
    const bot = await toyBot();
    const first = await bot.click('ou_clerk', 0, { cause: 'evt:same' });
    const again = await bot.click('ou_clerk', 0, { cause: 'evt:same' });
    expect(again.card).toEqual(first.card);
    expect((await bot.store.get({ kind: 'tally', id: 'T' }))?.rev).toBe(1);
  });
  it('that comes again when it could be done again is told that it was handled', async () => {
    const bot = await toyBot();
    const again = { cause: 'evt:same', value: { do: 'toy.resend', id: 'm-x', rev: 0 } };
    expect((await bot.click('ou_clerk', 0, again)).toast).toBeUndefined();
    const { seq } = bot.store.status();
    expect((await bot.click('ou_clerk', 0, again)).toast?.text['zh-CN']).toContain('此前已处理');
    expect(bot.store.status().seq).toBe(seq);
  });
  it('that comes again and says something else has no effect, and an alarm says so (A03)', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0, { cause: 'evt:same' });
    const { seq } = bot.store.status();
    const value = { do: 'toy.add', id: 'T', rev: 1 };
    for (const [who, other] of [
      ['ou_clerk', { value }],
      ['ou_head', {}],
      ['ou_clerk', { form: { by: '9' } }],
      ['ou_clerk', { messageId: 'om_other' }],
    ] as const) {
      const reply = await bot.click(who, 0, { cause: 'evt:same', ...other });
      expect(reply).toEqual({ toast: { type: 'error', text: say.staleButton } });
    }
    expect(bot.store.status().seq).toBe(seq);
    expect(bot.logged.filter((line) => line.startsWith('error'))).toEqual(
      Array(4).fill(expect.stringContaining('"code":"IDEMPOTENCY_MISMATCH"')),
    );
  });
  it('on an old card is refused with the fresh one, and the attempt is on record', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    const stale = await bot.click('ou_clerk', 0);
    expect(stale.toast?.type).toBe('warning');
    expect(wordsOn(stale.card)).toContain('1');
    expect((await bot.store.get({ kind: 'tally', id: 'T' }))?.rev).toBe(1);
    expect(bot.store.status().seq).toBeGreaterThanOrEqual(2);
  });
  it('with a faulty form answers with a toast only, so that nothing typed is lost', async () => {
    const bot = await toyBot();
    const reply = await bot.click('ou_clerk', 0, { form: { by: 'many' } });
    expect(reply).toEqual({
      toast: { type: 'error', text: expect.objectContaining({ 'zh-CN': '数量要填整数' }) },
    });
    expect(await bot.store.get({ kind: 'tally', id: 'T' })).toBeUndefined();
  });
  it.each([['ou_stranger'], ['ou_gone']])('of %s has no effect', async (who) => {
    const bot = await toyBot();
    expect((await bot.click(who, 0)).toast?.type).toBe('warning');
    expect(await bot.store.get({ kind: 'tally', id: 'T' })).toBeUndefined();
  });
  it('on a button nobody knows says so politely', async () => {
    const bot = await toyBot();
    expect((await bot.click('ou_clerk', 0, { value: { do: '__proto__', id: 1 } })).toast?.type).toBe('info');
  });
  it('by fifty at once wins once', async () => {
    const bot = await toyBot();
    const replies = await Promise.all(Array.from({ length: 50 }, () => bot.click('ou_clerk', 0)));
    expect((await bot.store.get<{ n: number }>({ kind: 'tally', id: 'T' }))?.body.n).toBe(1);
    expect(replies.filter((r) => !r.toast)).toHaveLength(1);
  });
});

describe('an answer that breaks after its commit', () => {
  it.each([
    ['a broken card', new Error('secret detail')],
    ['a store that can’t be read', new StoreError('UNAVAILABLE', 'away')],
    ['what looks like a lost race', new StoreError('CONFLICT', 'moved')],
  ])('%s: the person is told that it is done, and it is done once', async (_what, broken) => {
    const bot = await toyBot();
    const add = bot.bot.registry.commands.get('toy.add');
    if (!add) throw new Error('no command');
    const run: typeof add.run = async (acting, input) => {
      const outcome = await add.run(acting, input);
      return outcome.kind === 'done' ? { ...outcome, answer: () => Promise.reject(broken) } : outcome;
    };
    const commands = new Map(bot.bot.registry.commands).set('toy.add', { ...add, run });
    const reply = await bot.click('ou_clerk', 0, {}, { registry: { ...bot.bot.registry, commands } });
    expect(reply.toast?.type).toBe('success');
    expect((await bot.store.get<{ n: number }>({ kind: 'tally', id: 'T' }))?.body.n).toBe(1);
    expect(bot.logged.filter((line) => line.startsWith('error'))).toHaveLength(1);
    expect(bot.logged.join()).not.toContain('secret detail');
  });
});

describe('a click that comes again when the disk cannot be read', () => {
  it('is answered in words, and nothing is saved twice', async () => {
    const disk = new MemoryDisk().seenBy(newLife());
    let broken = false;
    const open: typeof disk.open = async (path, how) => {
      if (broken && how === 'read') throw Object.assign(new Error('EIO: i/o error, open'), { code: 'EIO' });
      return disk.open(path, how);
    };
    const bot = await toyBot('/eio', over(disk, { open }));
    await bot.click('ou_clerk', 0, { cause: 'evt:same' });
    const { seq } = bot.store.status();
    broken = true;
    // On the old revision it would be refused, on the new one saved: the answer is of the store all the same.
    for (const rev of [0, 1]) {
      const reply = await bot.click('ou_clerk', rev, { cause: 'evt:same' });
      expect(reply).toEqual({ toast: { type: 'error', text: say.storageFailed } });
    }
    expect(bot.logged.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('"code":"UNAVAILABLE"'),
      expect.stringContaining('"code":"UNAVAILABLE"'),
    ]);
    broken = false;
    expect(bot.store.status().seq).toBe(seq);
    const again = await bot.click('ou_clerk', 0, { cause: 'evt:same' });
    expect(wordsOn(again.card)).toContain('1');
    expect(bot.store.status().seq).toBe(seq);
  });
});

describe('a word', () => {
  it('is answered by one card however often it is delivered', async () => {
    const bot = await toyBot();
    await bot.say('ou_clerk', '计数', { cause: 'msg:same' });
    await bot.say('ou_clerk', '计数', { cause: 'msg:same' });
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('that is pushed again, with another time, is one; with other words it is nothing, and an alarm says so (A03)', async () => {
    const bot = await toyBot();
    const same = { cause: 'msg:same', messageId: 'om_same' };
    await Promise.all([
      bot.say('ou_clerk', '计数', same),
      bot.say('ou_clerk', '计数', { ...same, at: '2026-11-23T01:00:15.000Z' }),
    ]);
    expect(bot.logged.filter((line) => line.startsWith('error'))).toEqual([]);
    const { seq } = bot.store.status();
    expect(await bot.say('ou_clerk', '帮助', same)).toEqual({});
    expect(await bot.say('ou_head', '计数', same)).toEqual({});
    expect(bot.store.status().seq).toBe(seq);
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
    expect(bot.logged.filter((line) => line.startsWith('error event.changed'))).toHaveLength(2);
  });
  it('that nobody knows gets a way on', async () => {
    const bot = await toyBot();
    await bot.say('ou_clerk', '今天吃什么');
    await bot.drain();
    expect(wordsOn(bot.messenger.messages[0]?.card)).toContain('帮助');
  });
  it('of somebody unknown is answered once a day', async () => {
    const bot = await toyBot();
    await bot.say('ou_stranger', 'x');
    await bot.say('ou_stranger', 'y');
    await bot.drain();
    expect(bot.messenger.messages).toHaveLength(1);
  });
  it('for private use is turned away in a group', async () => {
    const bot = await toyBot();
    await bot.say('ou_clerk', '计数', { chatType: 'group', chatId: 'oc_u1' });
    await bot.drain();
    expect(bot.messenger.messages[0]).toMatchObject({ to: { chat: 'oc_u1' }, card: { audience: 'group' } });
  });
});

describe('two who tap at the same moment', () => {
  it('both get an answer in words: one wins, the other sees what won', async () => {
    const bot = await toyBot();
    const [a, b] = await Promise.all([bot.click('ou_clerk', 0), bot.click('ou_head', 0)]);
    expect([a.toast?.text['zh-CN'], b.toast?.text['zh-CN']].sort()).toEqual(['已变', undefined].sort());
  });
});
