import { describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { type AskView, askCard, type ResultView, resultCard } from '../../cards/ratings/ask.ts';
import { nothingToRate, type RateView, rateCard } from '../../cards/ratings/rate.ts';
import { ratings } from '../../src/capabilities/ratings/index.ts';
import { degreeChoices } from '../../src/kernel/grade.ts';
import { same, text } from '../../src/kernel/text.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { settings } from '../risks/fixture.ts';
import { pressables } from '../support/bot.ts';

const place = same('政府采购中心 · 采购实施科 · 采购项目经办');
const title = '采购需求可能带倾向性';
const ask: AskView = {
  risk: 'R-1',
  rev: 2,
  title,
  place,
  people: Array.from({ length: 40 }, (_, i) => ({ value: `ou_${i}`, label: same(`人员${i} · 采购实施科`) })),
  due: '2026-11-26',
  rule: 'median',
};
const rate: RateView = {
  id: 'J-1',
  rev: 1,
  title,
  place,
  spot: '采购文件编制 · 需求与评分标准编写',
  content: '编写采购需求时可能设置倾向性条件，影响公平竞争。',
  manifestation: '需求中指定品牌；评分标准与履约无关的分值偏高。',
  measure: '采购需求由两人分别编写，科长签字复核后提交',
  anchors: degreeChoices(settings.grading),
  due: '2026-11-26',
  others: 1,
};
const result: ResultView = {
  id: 'J-1',
  rev: 4,
  risk: 'R-1',
  riskRev: 3,
  title,
  place,
  open: false,
  asked: 3,
  answered: 3,
  waiting: same(''),
  due: '2026-11-26',
  lines: ['张一', '李二', '王三'].map((who) => ({
    who: same(who),
    score: text('几率高、危害中，一级（高）', 'likelihood high, harm middle, Grade 1 (high)'),
    reason: '付款资料每月上百份，复核只看合计。',
  })),
  spread: text('意见相差最多 2 档。', 'They are up to 2 degree(s) apart.'),
  proposal: {
    words: text('几率中、危害中，二级（中）', 'likelihood middle, harm middle, Grade 2 (middle)'),
    likelihood: 'middle',
    harm: 'middle',
  },
  decides: true,
};
const long = '长'.repeat(200);
const cards: Readonly<Record<string, () => Card>> = {
  'ratings.ask': () => askCard(ask),
  'ratings.ask.nobody': () => askCard({ ...ask, people: [] }),
  'ratings.rate': () => rateCard(rate),
  'ratings.rate.none': () => nothingToRate(),
  'ratings.open': () =>
    resultCard({ ...result, open: true, answered: 1, waiting: same('李二、王三'), lines: [] }),
  'ratings.result': () => resultCard(result),
};

describe.each(Object.entries(cards))('%s', (name, draw) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(draw().json, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`));
  it('is taken by Feishu, private, and speaks both languages', () => {
    expect(cardFault(draw().json, () => true)).toBeUndefined();
    expect(draw().audience).toBe('private');
    expect(JSON.stringify(draw().json)).not.toContain('"en_us":""');
  });
  it('has only buttons that somebody handles', () => {
    const known = [...Object.keys(ratings.commands), 'review.open', 'review.gradeForm'];
    for (const { value } of pressables(draw())) expect(known).toContain(value.do);
  });
});

it('holds the longest texts', () => {
  const typed = { ...rate, content: long, manifestation: long, measure: long };
  expect(cardFault(rateCard(typed).json, () => true)).toBeUndefined();
  const lines = result.lines.map((l) => ({ ...l, reason: long }));
  expect(cardFault(resultCard({ ...result, lines }).json, () => true)).toBeUndefined();
});
