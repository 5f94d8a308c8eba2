import { afterEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../src/kernel/time.ts';
import { riskBody, worldAt } from '../risks/fixture.ts';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
let logged: string[];
afterEach(() => bot.close());
async function start(): Promise<void> {
  logged = [];
  bot = await testBot({
    start: at('2026-11-23', '09:00'),
    log: (level, event, facts) => void logged.push(`${level} ${event} ${JSON.stringify(facts ?? {})}`),
  });
  await bot.goTo(at('2026-11-23', '09:00'));
}
const BUYER_PLACE = { level: 'post', unit: 'U1', division: 'D2', post: 'P2' } as const;

/** A healthy risk of the buyer, and one of the clerk whose document is broken; both due on the same day. */
async function seed(poison: object): Promise<void> {
  const given = worldAt(bot.now());
  const healthy = riskBody({ declarer: 'ou_buyer', place: BUYER_PLACE }, given);
  const put = [
    { kind: 'risk', id: 'R-0poison', rev: 0, body: { ...riskBody({}, given), ...poison }, sealed: null },
    { kind: 'risk', id: 'R-healthy', rev: 0, body: healthy, sealed: { title: '需求倾向性', comments: {} } },
  ];
  await bot.store.commit({
    requestId: 'seed-risks',
    fingerprint: 'x',
    at: bot.now(),
    actor: 'system',
    reason: 'test',
    put,
  });
}
const POISONS = [
  { recused: null },
  { signers: null },
  { trail: null },
  { overdueTold: null },
  { grade: 9 },
  { place: { level: 'post', unit: 'gone', division: 'gone', post: 'gone' } },
  { chain: [{ name: 'nonsense', holders: ['ou_head'], wentUp: false }] },
];

describe('L03: one poisoned document stops nothing else', () => {
  it.each(POISONS)(
    '%j: the others are reminded, told of the delay, and their steps move up',
    async (poison) => {
      await start();
      await seed(poison);
      // Open steps are due on the 25th; the digests of that day and of the days after it go out all the same.
      for (const date of ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02'])
        for (const time of ['08:35', '09:10', '17:40']) await bot.goTo(at(date, time));
      expect(
        bot
          .to('ou_sectionhead')
          .map((m) => wordsOn(m.card))
          .join(),
      ).toMatch(/逾期/);
      const events: unknown[] = [];
      for await (const change of bot.store.history({ kind: 'risk', id: 'R-healthy' }))
        events.push(...change.events);
      expect(JSON.stringify(events)).toContain('risk.escalated');
    },
  );
  it('a broken message is a dead row, and the rows behind it leave', async () => {
    await start();
    const row = (id: string, card: string) => ({
      id,
      topic: 'send' as const,
      key: 'person:ou_clerk',
      notBefore: bot.now(),
      payload: { op: 'send', to: { person: 'ou_clerk' }, copy: id, card, about: 'welcome:ou_clerk' },
    });
    await bot.store.commit({
      requestId: 'rows',
      fingerprint: 'x',
      at: bot.now(),
      actor: 'system',
      reason: 'test',
      outbox: [row('m-1', 'no.such.card'), { ...row('m-2', 'x'), payload: null }, row('m-3', 'help.welcome')],
    });
    await bot.goTo(at('2026-11-23', '09:01'));
    expect(bot.to('ou_clerk')).toHaveLength(1);
    expect((await bot.store.outbox('dead', 10)).map((r) => r.item.id)).toEqual(['m-1', 'm-2']);
  });
  it('an event whose handling breaks is answered as failed; the next one is handled', async () => {
    await start();
    await seed({
      trail: null,
      signers: null,
      recused: null,
      self: null,
      chain: null,
      status: 'returned',
      due: '2026-11-25',
    });
    await Promise.allSettled([bot.says('ou_clerk', '我的'), bot.says('ou_head', '待办')]);
    const help = await bot.says('ou_clerk', '帮助');
    expect(help?.card && pressables(help.card).length).toBeGreaterThan(0);
    expect(wordsOn((await bot.says('ou_buyer', '我的'))?.card)).toContain('需求倾向性');
    expect(wordsOn((await bot.says('ou_sectionhead', '待办'))?.card)).toContain('需求倾向性');
  });
});
