import { afterEach, expect, it } from 'vitest';
import { instantOf } from '../../src/kernel/time.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
afterEach(() => bot.close());
const newest = (who: string): Shown => bot.to(who).at(-1) as Shown;

it('a risk goes by cards from the form through review and publicity into the catalogue', async () => {
  bot = await testBot({ start: at('2026-09-30', '09:00') });
  await bot.goTo(at('2026-09-30', '09:00'));
  const start = (await bot.says('ou_buyer', '填报')) as Shown;
  await bot.clicks('ou_buyer', start, 'risks.draft', {
    form: {
      source: 'process',
      step: 'S2',
      content: '编写采购需求时可能设置倾向性条件，影响公平竞争。',
      manifestation: '需求中指定品牌；评分标准与履约无关的分值偏高。',
      likelihood: 'low',
      harm: 'middle',
    },
  });
  await bot.clicks('ou_buyer', start, 'risks.confirm', {
    form: { title: '采购需求可能带倾向性', measure: '采购需求由两人分别编写，科长签字复核后提交' },
  });
  await bot.clicks('ou_sectionhead', newest('ou_sectionhead'), 'review.approve');
  const signed = await bot.clicks('ou_officer2', newest('ou_officer2'), 'review.approve');
  expect(signed.toast?.type).toBe('success');

  await bot.goTo(at('2026-09-30', '09:30'));
  const notice = wordsOn(newest('oc_u1').card);
  // Five working days from the day before National Day: 8, 9, 10 (a make-up Saturday), 12 and 13 October.
  expect(notice).toContain('2026-09-30 至 2026-10-13（5 个工作日');
  expect(notice).toContain('采购需求可能带倾向性');
  expect(notice).not.toContain('buyer');
  expect(wordsOn((await bot.says('ou_buyer', '公示'))?.card)).toContain('1 项');
  expect(wordsOn((await bot.says('ou_buyer', '目录'))?.card)).toContain('还没有已生效');

  await bot.goTo(at('2026-10-13', '18:00'));
  await bot.goTo(at('2026-10-14', '09:45'));
  const catalogue = (await bot.says('ou_unithead', '目录')) as Shown;
  expect(wordsOn(catalogue.card)).toContain(
    '目录条目 1 · 风险点 1 · 一级（高）0 · 二级（中）0 · 三级（低）1',
  );
  await bot.clicks('ou_unithead', catalogue, '导出 Excel');
  expect(newest('ou_unithead').file?.name).toBe('政府采购中心岗位风险等级目录_2026-10-14.xlsx');
  expect(wordsOn(newest('ou_buyer').card)).toContain('采购需求可能带倾向性');
  expect(wordsOn((await bot.says('ou_unithead', '汇总'))?.card)).toContain('三级（低） 1 条');
  expect(wordsOn((await bot.says('ou_sectionhead', '进度'))?.card)).toContain('每个岗位都已有风险点');
});
