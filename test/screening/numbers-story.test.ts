import { afterEach, describe, expect, it } from 'vitest';
import type { AnswerBody, CampaignBody } from '../../src/capabilities/screening/model.ts';
import { localTime } from '../../src/kernel/time.ts';
import { type Shown, type TestBot, wordsOn } from '../support/bot.ts';
import { addRisk, saysAway, saysNone } from './acting.ts';
import { at, cardOf, declaringBot, newest } from './campaign.ts';

let bot: TestBot;
afterEach(() => bot?.close());

/** Eleven of twenty answer, in each of the ways there are; one only begins. */
async function everybodyAnswers(): Promise<void> {
  for (const who of ['ou_clerk', 'ou_cook', 'ou_driver'])
    await bot.clicks(who, cardOf(bot, who), 'screening.noChange');
  await addRisk(bot, 'ou_clerk2');
  await bot.clicks('ou_buyer2', cardOf(bot, 'ou_buyer2'), '退出目录');
  await bot.clicks('ou_buyer2', newest(bot, 'ou_buyer2'), 'risks.retireSend', {
    form: { reason: '这一环节自本月起由系统自动完成，不再人工办理。' },
  });
  for (const who of ['ou_clerk3', 'ou_porter', 'ou_chief3', 'ou_officer3']) await saysNone(bot, who);
  for (const who of ['ou_buyer4', 'ou_nopost']) await saysAway(bot, who);
  await bot.clicks('ou_admin', newest(bot, 'ou_admin'), 'screening.add');
}
const progressOf = async (who: string, option = '*'): Promise<string> => {
  const on = (await bot.says(who, '排查')) as Shown;
  await bot.clicks(who, on, 'screening.progress');
  if (option !== '')
    await bot.clicks(who, on, 'screening.progress', { option, match: (v) => v.do === 'screening.progress' });
  return wordsOn(on.card);
};
const rowsOn = (on: Shown): unknown => {
  const table = on.card?.json.body.elements.find((e) => e.tag === 'table');
  return table?.tag === 'table' ? table.rows : undefined;
};

describe('progress', () => {
  it('adds up by kind, unit and division', async () => {
    bot = await declaringBot();
    await everybodyAnswers();
    const said = await progressOf('ou_admin');
    // Waiting for a head: clerk3 and chief3 («none» on such posts), buyer4 and nopost (away).
    expect(said).toContain('应答 20 人：已答 11（55%），其中已确认 7；已开始未答完 1；未开始 8');
    expect(said).toContain('没有变化 4 项 · 已提出更正 1 项 · 已新增 1 项 · 无风险点 4 项 · 不在岗 2 项');
    const on = newest(bot, 'ou_admin');
    expect(rowsOn(on)).toEqual([
      { name: '局机关', answered: '5/10', done: 3 },
      { name: '政府采购中心', answered: '6/10', done: 4 },
    ]);
    await bot.clicks('ou_admin', on, 'screening.progress', { option: 'u:U1' });
    expect(rowsOn(on)).toEqual([
      { name: '采购实施科', answered: '2/6', done: 1 },
      { name: '综合科', answered: '4/4', done: 3 },
    ]);
  });

  it('counts the leadership posts by themselves, by numbers only', async () => {
    bot = await declaringBot();
    expect(await progressOf('ou_admin')).toContain('其中领导岗位 6 人：已答 0');
    await saysNone(bot, 'ou_chief3');
    const said = await progressOf('ou_admin');
    expect(said).toContain('其中领导岗位 6 人：已答 1');
    expect(await progressOf('ou_admin', 'u:U1')).toContain('其中领导岗位');
  });

  it('tells who has not started to their head only', async () => {
    bot = await declaringBot();
    await everybodyAnswers();
    const own = await progressOf('ou_sectionhead', '');
    expect(own).toContain('未开始：buyer、buyer3、sectionhead、unithead');
    expect(await progressOf('ou_officer', 'u:U1')).not.toContain('buyer3');
    const none = await bot.clicks('ou_officer', newest(bot, 'ou_officer'), 'screening.progress', {
      option: 'd:D2',
    });
    expect(none.toast?.type).toBe('warning');
  });

  it('is not for staff', async () => {
    bot = await declaringBot();
    const card = (await bot.says('ou_officer', '排查')) as Shown;
    await bot.clicks('ou_officer', card, 'screening.progress');
    const reply = await bot.clicks('ou_driver', card, 'screening.progress', { option: '*' });
    expect(reply.toast?.text['zh-CN']).toContain('不在您的查看范围');
  });
});

describe('the head’s reminder', () => {
  it('is one line in each digest, at most every three working days', async () => {
    bot = await declaringBot();
    await bot.goTo(at('2026-11-26', '10:00'));
    const on = (await bot.says('ou_sectionhead', '排查')) as Shown;
    await bot.clicks('ou_sectionhead', on, 'screening.progress');
    const sent = bot.messenger.messages.length;
    await bot.clicks('ou_sectionhead', on, 'screening.remind');
    expect(bot.messenger.messages).toHaveLength(sent);
    const again = await bot.clicks('ou_sectionhead', on, 'screening.remind');
    expect(again.toast?.text['zh-CN']).toContain('三个工作日内已提醒过');
    await bot.goTo(at('2026-11-27', '09:45'));
    expect(wordsOn(newest(bot, 'ou_buyer').card)).toContain('请在 2026-12-08 前答复');
    await bot.goTo(at('2026-12-01', '10:00'));
    expect((await bot.clicks('ou_sectionhead', on, 'screening.remind')).toast?.type).toBe('success');
  });

  it('leaves out who has answered meanwhile', async () => {
    bot = await declaringBot();
    const on = (await bot.says('ou_chief3', '排查')) as Shown;
    await bot.clicks('ou_chief3', on, 'screening.progress');
    await bot.clicks('ou_chief3', on, 'screening.remind');
    await bot.clicks('ou_driver', cardOf(bot, 'ou_driver'), 'screening.noChange');
    await bot.goTo(at('2026-11-26', '09:45'));
    expect(wordsOn(newest(bot, 'ou_driver').card)).not.toContain('请在 2026-12-08');
    expect(wordsOn(newest(bot, 'ou_porter').card)).toContain('请在 2026-12-08');
  });
});

describe('the end of a campaign', () => {
  const frozen = async (): Promise<void> => {
    await everybodyAnswers();
    for (const [day, time] of [
      ['2026-12-09', '08:30'],
      ['2027-01-08', '08:30'],
      ['2027-01-25', '08:30'],
    ] as const)
      await bot.goTo(at(day, time));
  };
  const campaign = async () => (await bot.store.list<CampaignBody>('campaign', { limit: 1 })).items[0]?.body;

  it('takes late answers in the review stage and none after it', async () => {
    bot = await declaringBot();
    await bot.goTo(at('2026-12-09', '08:30'));
    await bot.clicks('ou_driver', cardOf(bot, 'ou_driver'), 'screening.noChange');
    const { items } = await bot.store.list<AnswerBody>('answer', { limit: 10 });
    expect(items[0]?.body).toMatchObject({ kind: 'noChange', late: true });
    await bot.goTo(at('2027-01-08', '08:30'));
    const reply = await bot.clicks('ou_clerk', cardOf(bot, 'ou_clerk'), 'screening.noChange');
    expect(reply.toast?.text['zh-CN']).toContain('填报阶段已经结束');
    expect(wordsOn(reply.card)).toContain('填报阶段已结束');
  });

  it('freezes on its day and draws the same sample whoever draws it', async () => {
    bot = await declaringBot({ sample: '50' });
    await frozen();
    const body = await campaign();
    expect(body?.stage).toBe('frozen');
    expect(body?.sample).toHaveLength(2);
    await bot.goTo(at('2027-01-25', '09:45'));
    expect(wordsOn(newest(bot, 'ou_officer').card)).toContain('抽出“没有变化”确认 2 项');
    const on = (await bot.says('ou_officer', '抽查')) as Shown;
    expect(wordsOn(on.card)).toContain('共 4 项确认，按 50% 抽出 2 项');
    await bot.clicks('ou_officer', on, 'screening.check', { match: (v) => v.how === 'fine' });
    expect(wordsOn(on.card)).toContain('已核实，没有变化');
    expect(wordsOn((await bot.says('ou_driver', '抽查'))?.card)).not.toContain('抽出');
  });

  it('brings the responsibility lists, signed by one tap', async () => {
    bot = await declaringBot();
    await frozen();
    await bot.goTo(at('2027-01-25', '09:45'));
    expect(wordsOn(newest(bot, 'ou_clerk').card)).toContain('2026 年责任清单待您签收');
    const own = (await bot.says('ou_clerk', '责任清单')) as Shown;
    expect(wordsOn(own.card)).toContain('本岗位直接负责 · 一级（高） · 1 条');
    expect((await bot.clicks('ou_clerk', own, 'screening.sign')).toast?.type).toBe('success');
    expect(wordsOn(own.card)).toContain('签收。');
    const chief = (await bot.says('ou_chief', '责任清单')) as Shown;
    expect(wordsOn(chief.card)).toContain('主要领导责任 · 一级（高） · 1 条');
    const branch = (await bot.says('ou_branch', '责任清单')) as Shown;
    expect(wordsOn(branch.card)).toContain('分管领导责任 · 二级（中） · 3 条');
    expect(wordsOn((await bot.says('ou_admin', '排查'))?.card)).toContain('责任清单已签收 1 份');
    expect(wordsOn((await bot.says('ou_porter', '责任清单'))?.card)).toContain('没有需要签收');
  });

  it('next year starts from this year’s settings', async () => {
    bot = await declaringBot({ declaring: '8' });
    await frozen();
    const home = (await bot.says('ou_admin', '排查')) as Shown;
    await bot.clicks('ou_admin', home, '沿用 2026 年度设置新建');
    expect(wordsOn(home.card)).toContain('已带入 2026 年度的设置');
    expect(JSON.stringify(home.card?.json)).toContain('"default_value":"8"');
  });

  it('writes to nobody outside working hours', async () => {
    bot = await declaringBot();
    const times: string[] = [];
    const send = bot.messenger.sendCard;
    Object.assign(bot.messenger, {
      sendCard: (...args: Parameters<typeof send>) => {
        times.push(localTime(bot.now(), 'Asia/Shanghai'));
        return send(...args);
      },
    });
    await bot.goTo(at('2026-11-25', '20:00'));
    await saysAway(bot, 'ou_buyer4');
    await bot.goTo(at('2026-11-26', '03:00'));
    expect(times).toEqual([]);
    await bot.goTo(at('2026-11-26', '08:30'));
    expect(times.length).toBeGreaterThan(0);
  });
});
