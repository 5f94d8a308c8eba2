import { describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { changedCard, checkCard } from '../../cards/rechecks/check.ts';
import { type ListView, listCard } from '../../cards/rechecks/list.ts';
import { nothingToRectify, rectifyCard } from '../../cards/rechecks/rectify.ts';
import { rechecks } from '../../src/capabilities/rechecks/index.ts';
import { degreeChoices } from '../../src/kernel/grade.ts';
import { same, text } from '../../src/kernel/text.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { settings } from '../risks/fixture.ts';
import { pressables, wordsOn } from '../support/bot.ts';

const long = '长'.repeat(300);
const place = same('政府采购中心 · 采购实施科 · 采购项目经办');
const rows = Array.from({ length: 10 }, (_, i): ListView['rows'][number] => ({
  id: `R-${i}`,
  grade: i < 2 ? 1 : i < 5 ? 2 : 3,
  title: `采购需求可能带倾向性 ${i}`,
  post: '采购项目经办',
  last: '2026-07-15',
  late: i === 0,
}));
const listed: ListView = {
  total: 23,
  overdue: 1,
  byGrade: { 1: 2, 2: 3, 3: 18 },
  rows,
  page: 1,
  pages: 3,
  rectify: 1,
};
const check = (said: string): Card =>
  checkCard({
    id: 'R-1',
    rev: 3,
    grade: 2,
    title: '采购需求可能带倾向性',
    place,
    manifestation: said,
    measure: said,
    owner: same('采购项目经办'),
    last: text(
      `上次复查（2026-04-02）：措施部分落实。${said}`,
      `Last one (2026-04-02): carried out partly. ${said}`,
    ),
    due: text('请于 2026-07-15 前办理。', 'Please answer by 2026-07-15.'),
    anchors: degreeChoices({ ...settings.grading }),
    others: 12,
  });
const rectify = (said: string): Card =>
  rectifyCard({
    id: 'R-1',
    rev: 3,
    title: '采购需求可能带倾向性',
    place,
    measure: '采购需求由两人分别编写，科长签字复核后提交',
    seen: said,
    due: '2026-12-15',
    late: false,
    others: 2,
  });

const cards: Readonly<Record<string, () => Card>> = {
  'rechecks.list': () => listCard(listed),
  'rechecks.list.empty': () =>
    listCard({ ...listed, total: 0, overdue: 0, rows: [], page: 0, pages: 1, rectify: 0 }),
  'rechecks.check': () => check('抽看需求文件 6 份，2 份缺复核签名。'),
  'rechecks.changed': () => changedCard({ id: 'R-1', rev: 4, title: '采购需求可能带倾向性', others: 11 }),
  'rechecks.rectify': () => rectify('抽看需求文件 6 份，4 份只有一人编写。'),
  'rechecks.rectify.none': () => nothingToRectify(),
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
    const known = [...Object.keys(rechecks.commands), 'risks.correct'];
    for (const { value } of pressables(draw())) expect(known).toContain(value.do);
  });
});

it('a re-check card holds the longest texts and offers no way to say that all is fine', () => {
  expect(cardFault(check(long).json, () => true)).toBeUndefined();
  expect(cardFault(rectify(long).json, () => true)).toBeUndefined();
  const submits = pressables(check('x')).filter((p) => p.value.do === 'rechecks.answer');
  expect(submits).toHaveLength(1);
  expect(wordsOn(check('x'))).not.toMatch(/正常|无问题/);
});
