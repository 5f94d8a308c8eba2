import { afterEach, expect, it } from 'vitest';
import type { Settings } from '../../src/kernel/settings.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { type Shown, type TestBot, testBot, wordsOn } from '../support/bot.ts';

let bot: TestBot;
afterEach(() => bot.close());
const form = (likelihood: string, harm: string) => ({
  source: 'process',
  step: 'S2',
  content: `编写采购需求时可能设置倾向性条件，影响公平竞争（${likelihood}）。`,
  manifestation: '需求中指定品牌；评分标准与履约无关的分值偏高。',
  likelihood,
  harm,
});
const confirmed = {
  form: { title: '采购需求可能带倾向性', measure: '需求由两人分别编写，科长签字复核后提交' },
};
const says = async (who: string, word: string): Promise<Shown> => (await bot.says(who, word)) as Shown;

it('a scale is changed while risks are under review: old ones keep theirs, new ones are given on the new one', async () => {
  let rules: Settings | undefined;
  const settings = (s: Settings): Settings => {
    rules = { ...s, grading: { ...s.grading, scale: 'three' } };
    return rules;
  };
  bot = await testBot({ start: instantOf('2026-11-23', '09:00', 'Asia/Shanghai'), settings });
  const first = await says('ou_buyer', '填报');
  await bot.clicks('ou_buyer', first, 'risks.draft', { form: form('low', 'middle') });
  await bot.clicks('ou_buyer', first, 'risks.confirm', confirmed);

  if (rules) rules.grading.scale = 'four';
  const review = await says('ou_sectionhead', '待办');
  expect(wordsOn(review.card)).toContain('自评：几率低、危害中，按评级表为三级（低）');
  await bot.clicks('ou_sectionhead', review, '调整等级');
  const words = wordsOn(review.card);
  for (const word of ['极大：', '较大：', '较小：', '极小：']) expect(words).toContain(word);
  // 低 of three is none of the four: it has to be chosen anew.
  expect(JSON.stringify(review.card?.json)).not.toContain('initial_option');
  const old = await bot.clicks('ou_sectionhead', review, 'review.grade', {
    form: { likelihood: 'low', harm: 'middle', reason: '按旧标准' },
  });
  expect(old.toast?.text['zh-CN']).toContain('请选择');
  await bot.clicks('ou_sectionhead', review, 'review.grade', {
    form: { likelihood: 'smallest', harm: 'greatest', reason: '少见但后果严重，按四档标准评' },
  });
  await bot.clicks('ou_sectionhead', review, 'review.history');
  expect(wordsOn(review.card)).toContain('几率极小、危害极大');
  expect(wordsOn(review.card)).toContain('几率低、危害中');

  const second = await says('ou_buyer', '填报');
  const faulty = await bot.clicks('ou_buyer', second, 'risks.draft', { form: form('middle', 'middle') });
  expect(faulty.toast?.type).not.toBe('success');
  await bot.clicks('ou_buyer', second, 'risks.draft', { form: form('greater', 'greatest') });
  expect(wordsOn(second.card)).toContain('几率较大、危害极大，按评级表为一级（高）');
  await bot.clicks('ou_buyer', second, 'risks.confirm', confirmed);
  const { items } = await bot.store.list<{ self: object }>('risk', { limit: 10 });
  expect(items.map((d) => d.body.self)).toEqual(
    expect.arrayContaining([
      expect.not.objectContaining({ scale: expect.anything() }),
      expect.objectContaining({ likelihood: 'greater', harm: 'greatest', scale: 'four', grade: 1 }),
    ]),
  );
});
