import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../src/kernel/time.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import { approve, riskOf } from './approved.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  // The first look at the schedules only sets their mark.
  await bot.goTo(at('2026-11-23', '09:00'));
});
afterEach(() => bot.close());
const inGroup = () => bot.to('oc_u1').filter((m) => wordsOn(m.card).includes('公示'));

describe('a publicity notice', () => {
  it('gathers approvals, hangs five working days, and what nobody objects to takes effect', async () => {
    await approve(bot, ['一', '二']);
    await approve(bot, ['三']);
    expect(inGroup()).toHaveLength(0);
    await bot.goTo(at('2026-11-23', '09:11'));
    expect(inGroup()).toHaveLength(1);
    const shown = wordsOn(inGroup()[0]?.card);
    expect(shown).toContain('2026-11-23 至 2026-11-30（5 个工作日，至 2026-11-30 18:00 止）');
    for (const title of ['一', '二', '三']) expect(shown).toContain(`风险点：${title}`);
    expect(shown).toContain('采购实施科 · 采购项目经办');
    for (const p of smallBureau.people) expect(shown).not.toContain(p.name);

    await bot.goTo(at('2026-11-30', '17:59'));
    expect((await riskOf(bot, '一'))?.body.status).toBe('approved');
    await bot.goTo(at('2026-11-30', '18:00'));
    for (const title of ['一', '二', '三']) expect((await riskOf(bot, title))?.body.status).toBe('effective');
    expect(wordsOn(inGroup()[0]?.card)).not.toContain('已结束');
    await bot.goTo(at('2026-11-30', '18:01'));
    expect(wordsOn(inGroup()[0]?.card)).toContain('已结束');
    expect(wordsOn(inGroup()[0]?.card)).toContain('已生效 3 项');
    expect(inGroup()).toHaveLength(1);
  });

  it('counts across a long holiday and closes with the first tick after it', async () => {
    await bot.close();
    bot = await testBot({ start: at('2026-02-13', '09:00') });
    await bot.goTo(at('2026-02-13', '09:00'));
    await approve(bot, ['年前']);
    await bot.goTo(at('2026-02-13', '09:11'));
    expect(wordsOn(inGroup()[0]?.card)).toContain('2026-02-13 至 2026-02-27');
    await bot.goTo(at('2026-02-26', '20:00'));
    expect((await riskOf(bot, '年前'))?.body.status).toBe('approved');
    // Nothing ran at the evening of the last day: the next day's first tick closes it.
    await bot.goTo(at('2026-02-28', '08:30'));
    expect((await riskOf(bot, '年前'))?.body.status).toBe('effective');
  });

  it('is not sent at night: it waits for the next working morning and counts from there', async () => {
    await bot.goTo(at('2026-11-27', '17:55'));
    await approve(bot, ['傍晚']);
    await bot.goTo(at('2026-11-28', '10:00'));
    expect(inGroup()).toHaveLength(0);
    await bot.goTo(at('2026-11-30', '08:30'));
    expect(wordsOn(inGroup()[0]?.card)).toContain('2026-11-30 至 2026-12-07');
  });

  it('after an outage runs from the day the group really gets it', async () => {
    await approve(bot, ['停机']);
    await bot.goTo(at('2026-11-25', '22:00'));
    expect(inGroup()).toHaveLength(0);
    await bot.goTo(at('2026-11-26', '08:31'));
    expect(wordsOn(inGroup()[0]?.card)).toContain('2026-11-26 至 2026-12-03');
  });

  it('lists more than six items privately, page by page', async () => {
    await approve(
      bot,
      Array.from({ length: 8 }, (_, i) => `条目${i + 1}`),
    );
    await bot.goTo(at('2026-11-23', '09:11'));
    const group = inGroup()[0];
    if (!group) throw new Error('no notice');
    expect(group.card?.json.body.elements.filter((e) => e.tag === 'table')).toHaveLength(1);
    const reply = await bot.clicks('ou_clerk', group, 'publicity.all');
    expect(reply.toast?.text['zh-CN']).toContain('私信');
    const list = bot.to('ou_clerk').at(-1);
    if (!list) throw new Error('no list');
    const next = await bot.clicks('ou_clerk', list, '下一页');
    expect(wordsOn(next.card)).toContain('第 2 页，共 2 页');
  });

  it('splits a batch that is too big for one card into several notices', async () => {
    await approve(
      bot,
      Array.from({ length: 65 }, (_, i) => `批${i}`),
    );
    const { items } = await bot.store.list<{ items: unknown[] }>('notice', { limit: 10 });
    expect(items.map((n) => n.body.items.length).sort()).toEqual([5, 60]);
  });
});

describe('a unit whose group is not bound', () => {
  it('waits, tells the office, and opens when the group is bound', async () => {
    await bot.close();
    bot = await testBot({ data: { ...smallBureau, chats: [] } });
    await bot.goTo(at('2026-11-23', '09:00'));
    await approve(bot, ['未绑']);
    await bot.goTo(at('2026-11-23', '09:11'));
    await bot.goTo(at('2026-11-24', '09:41'));
    const told = bot.to('ou_admin').map((m) => wordsOn(m.card));
    expect(told.join()).toContain('政府采购中心有 1 条风险点待公示');
    await bot.store.commit({
      requestId: 'bind',
      fingerprint: 'bind',
      at: bot.now(),
      actor: 'ou_admin',
      reason: 'bind',
      put: [
        {
          kind: 'chat',
          id: 'oc_late',
          rev: 0,
          body: { name: '群', inside: true, purpose: 'unit', unit: 'U1' },
        },
        { kind: 'stamp', id: 'organization', rev: 1, body: { changes: 2 } },
      ],
    });
    await bot.goTo(at('2026-11-24', '10:00'));
    expect(wordsOn(bot.to('oc_late')[0]?.card)).toContain('2026-11-24 至 2026-12-01');
    expect((await riskOf(bot, '未绑'))?.body.notice).toBeDefined();
  });
});
