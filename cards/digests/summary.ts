import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, listComma, type Text, text } from '../../src/kernel/text.ts';
import { type Audience, type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, chart, fact, hr, note, type Option, para, pick, row } from '../kit/elements.ts';
import { SHOWN_STATUSES, type ShownStatus, statusWord, summaryWords as words } from './text.ts';

export type GradeNumbers = Readonly<Record<ShownStatus, number>>;
export type Numbers = {
  readonly grades: Readonly<Record<Grade, GradeNumbers>>;
  readonly overdue: number;
  readonly objections: number;
};
export type SummaryView = {
  readonly audience: Audience;
  readonly title: Text;
  readonly scope: Text;
  readonly asOf: string;
  /** The day it should have come, when it comes late. */
  readonly lateFor?: string;
  readonly numbers: Numbers;
  readonly before?: { readonly day: string; readonly numbers: Numbers };
  /** Other scopes of the viewer; never in a group. */
  readonly scopes: readonly Option[];
};

const GRADES = [1, 2, 3] as const;
/** Charts know no languages: both words side by side. */
const gradeLabel: Readonly<Record<Grade, string>> = { 1: '一级 High', 2: '二级 Middle', 3: '三级 Low' };
/** Red, orange, blue of the client's palette; the label says the grade as well. */
const gradeColours = ['#F54A45', '#FF8800', '#3370FF'];

export const sumOf = (n: GradeNumbers): number => SHOWN_STATUSES.reduce((sum, s) => sum + n[s], 0);
export const allOf = (n: Numbers): number => GRADES.reduce((sum, g) => sum + sumOf(n.grades[g]), 0);
const inStatus = (n: Numbers, status: ShownStatus): number =>
  GRADES.reduce((sum, g) => sum + n.grades[g][status], 0);

/** Bars by grade as a VChart spec: data only, no functions. */
export const gradeChart = (n: Numbers): Readonly<Record<string, unknown>> => ({
  type: 'bar',
  data: { values: GRADES.map((g) => ({ grade: gradeLabel[g], count: sumOf(n.grades[g]) })) },
  xField: 'grade',
  yField: 'count',
  seriesField: 'grade',
  color: gradeColours,
  label: { visible: true },
  legends: { visible: false },
  // Every bar carries its number; an axis of counts would show halves.
  axes: [
    { orient: 'left', visible: false },
    { orient: 'bottom', visible: true },
  ],
});

/** 一级（高）3 条：审核中 1、已生效 2 — a line a grade; a table of six columns hides most of them on a phone. */
export function gradeText(n: Numbers, grade: Grade): Text {
  const counts = n.grades[grade];
  const has = SHOWN_STATUSES.filter((s) => counts[s] > 0);
  const parts = joinTexts(
    has.map((s) => text(`${statusWord[s]['zh-CN']} ${counts[s]}`, `${counts[s]} ${statusWord[s]['en-US']}`)),
    listComma,
  );
  const zh = `${gradeWord[grade]['zh-CN']} ${sumOf(counts)} 条`;
  const en = `${gradeWord[grade]['en-US']}: ${sumOf(counts)}`;
  return has.length === 0 ? text(zh, en) : text(`${zh}：${parts['zh-CN']}`, `${en} (${parts['en-US']})`);
}

const signed = (n: number): string => (n > 0 ? `+${n}` : `${n}`);

/** 一级（高）+2，三级（低）-1；已生效 +3 — only what changed. */
export function changeText(now: Numbers, before: Numbers): Text {
  const grades = GRADES.map((g) => ({
    label: gradeWord[g],
    n: sumOf(now.grades[g]) - sumOf(before.grades[g]),
  }));
  const rest = [
    ...SHOWN_STATUSES.map((s) => ({ label: statusWord[s], n: inStatus(now, s) - inStatus(before, s) })),
    { label: text('超过期限', 'past deadline'), n: now.overdue - before.overdue },
    { label: text('待答复异议', 'objections to answer'), n: now.objections - before.objections },
  ];
  const changed = [...grades, ...rest].filter(({ n }) => n !== 0);
  if (changed.length === 0) return words.noChange;
  return joinTexts(
    changed.map(({ label, n }) => text(`${label['zh-CN']} ${signed(n)}`, `${label['en-US']} ${signed(n)}`)),
    text('，', ', '),
  );
}

/** Counts by grade and status; in a group nothing but counts of the unit itself. */
export function summaryCard(v: SummaryView): Card {
  const n = v.numbers;
  const all = allOf(n);
  const change = v.before
    ? joinTexts([text(`（${v.before.day}）`, `(${v.before.day}) `), changeText(n, v.before.numbers)])
    : words.first;
  return card(
    {
      audience: v.audience,
      title: v.title,
      subtitle: text(shorten(v.scope['zh-CN'], 40), shorten(v.scope['en-US'], 40)),
      colour: 'indigo',
    },
    [
      v.lateFor !== undefined && note(words.late(v.lateFor)),
      para(all === 0 ? words.none : words.all(all), { size: 'heading' }),
      all > 0 && chart(gradeChart(n)),
      ...(all > 0 ? GRADES.map((g) => para(gradeText(n, g))) : []),
      all > 0 && hr,
      fact(words.publicity, words.items(inStatus(n, 'approved'))),
      fact(words.overdue, words.items(n.overdue)),
      fact(words.objections, words.items(n.objections)),
      fact(words.change, change),
      v.audience === 'private' &&
        v.scopes.length > 1 &&
        pick({
          placeholder: words.choose,
          options: v.scopes,
          action: { do: 'digests.summary', id: '-', rev: 0 },
        }),
      v.audience === 'private' && row(button(words.catalogue, { do: 'catalogue.mine', id: '-', rev: 0 })),
      note(words.asOf(v.asOf)),
    ],
  );
}
