import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusedOf, run } from '../../bench/broadcast.ts';
import { same } from '../../src/kernel/text.ts';
import { plusMs } from '../../src/kernel/time.ts';
import { worldOf } from '../../src/runtime/bot.ts';
import { outbox, ROUND_MS } from '../../src/runtime/outbox.ts';
import { planCommit } from '../../src/runtime/plan.ts';
import { sayInGroup } from '../../src/runtime/say.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { START, toyBot } from './toy.ts';

describe('the outbox and Feishu’s limits (O06)', () => {
  it('the yardstick sees a 51st message of a second and a 1001st of a minute', () => {
    const even = (n: number, ms: number) => Array.from({ length: n }, (_, i) => i * ms);
    expect(refusedOf(even(50, 1))).toBe(0);
    expect(refusedOf(even(51, 1))).toBe(1);
    expect(refusedOf(even(1000, 59))).toBe(0);
    expect(refusedOf(even(1001, 59))).toBe(1);
  });
  it('2,500 people hear of something at 95 % of the allowed rate or more, and nothing is refused', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'qingfeng-'));
    const { sent, twice, refused, share } = await run({ dir, people: 2_500 });
    rmSync(dir, { recursive: true, force: true });
    expect({ sent, twice, refused }).toEqual({ sent: 2_500, twice: 0, refused: 0 });
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
  it('one person or one group gets less than five a second, however much waits for them', async () => {
    const bot = await toyBot('/apiece', new MemoryDisk().seenBy(newLife()));
    const cause = { requestId: 'b', fingerprint: 'b', actor: 'system', reason: 'b' };
    const world = { ...(await worldOf(bot.bot)), now: START };
    // A group's answers; those of a person say themselves that there is nothing to show any more.
    for (let n = 1; n < 60; n += 2) bot.bot.answers.expect(`${n}`).give(sayInGroup(same('x')));
    const to = (n: number) => (n % 2 === 0 ? { person: 'ou_head' } : { chat: 'oc_u1' });
    const messages = Array.from({ length: 60 }, (_, n) => ({
      ...{ to: to(n), card: 'runtime.answer', about: `answer:${n}`, when: 'now' as const },
    }));
    await bot.store.commit(await planCommit(world, { events: [], messages }, cause, bot.bot.registry));
    const sent = new Map<string, number[]>();
    let now = 0;
    bot.messenger.sendCard = async (of, _card, uuid) => {
      const whom = 'person' in of ? of.person : of.chat;
      sent.set(whom, [...(sent.get(whom) ?? []), now]);
      return { messageId: `om_${uuid}`, chatId: 'oc' };
    };
    for (; (await bot.store.outbox('waiting', 1)).length > 0; now += ROUND_MS) {
      bot.at(plusMs(START, now));
      await bot.round();
    }
    expect([...sent].map(([whom, times]) => [whom, times.length])).toEqual([
      ['ou_head', 30],
      ['oc_u1', 30],
    ]);
    // Feishu refuses the sixth within a second.
    for (const times of sent.values())
      expect(times.filter((at, i) => at - (times[i - 5] ?? -Infinity) < 1_000)).toEqual([]);
  });
  it('a process that starts counts what the one before it sent in the last minute', async () => {
    const bot = await toyBot('/pace', new MemoryDisk().seenBy(newLife()));
    const row = (n: number) => ({
      ...{ id: `m-${n}`, topic: 'send' as const, key: `person:ou_p${n}`, notBefore: START },
      payload: {
        ...{ op: 'send', to: { person: `ou_p${n}` }, copy: `m-${n}` },
        ...{ card: 'runtime.answer', about: `answer:${n}` },
      },
    });
    const cause = { requestId: 'b', fingerprint: 'b', at: START, actor: 'system', reason: 'b' };
    await bot.store.commit({ ...cause, outbox: Array.from({ length: 1_020 }, (_, n) => row(n)) });
    for (let n = 0; n < 99; n += 1) {
      bot.at(plusMs(START, n * ROUND_MS));
      expect(await bot.round()).toBe(10);
    }
    await bot.store.close();
    await bot.store.open();
    const second = outbox(bot.bot, 'w2');
    bot.at(plusMs(START, 30_000));
    expect([await second.round(), await second.round()]).toEqual([10, 0]);
    bot.at(plusMs(START, 61_000));
    expect([await second.round(), await second.round()]).toEqual([10, 0]);
  });
});
