import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusedOf, run } from '../../bench/broadcast.ts';
import { plusMs } from '../../src/kernel/time.ts';
import { outbox, ROUND_MS } from '../../src/runtime/outbox.ts';
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
    const second = outbox(bot.bot, 'w2');
    bot.at(plusMs(START, 30_000));
    expect([await second.round(), await second.round()]).toEqual([10, 0]);
    bot.at(plusMs(START, 61_000));
    expect([await second.round(), await second.round()]).toEqual([10, 0]);
  });
});
