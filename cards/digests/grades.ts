import { GRADES, type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, listComma, type Text, text } from '../../src/kernel/text.ts';
import { shorten } from '../kit/clean.ts';
import { type Element, type TableRow, table } from '../kit/elements.ts';
import { SHOWN_STATUSES, type ShownStatus, statusWord, summaryWords as words } from './text.ts';

export type GradeNumbers = Readonly<Record<ShownStatus, number>>;
export type Grades = Readonly<Record<Grade, GradeNumbers>>;

export const sumOf = (n: GradeNumbers): number => SHOWN_STATUSES.reduce((sum, s) => sum + n[s], 0);
export const allIn = (n: Grades): number => GRADES.reduce((sum, g) => sum + sumOf(n[g]), 0);

/** Charts and table heads know no languages: both words side by side. */
const gradeLabel: Readonly<Record<Grade, string>> = { 1: '一级 High', 2: '二级 Middle', 3: '三级 Low' };
/** Red, orange, blue of the client's palette; the label says the grade as well. */
const gradeColours = ['#F54A45', '#FF8800', '#3370FF'];

/** Bars by grade as a VChart spec: data only, no functions. */
export const gradeChart = (n: Grades): Readonly<Record<string, unknown>> => ({
  type: 'bar',
  data: { values: GRADES.map((g) => ({ grade: gradeLabel[g], count: sumOf(n[g]) })) },
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

export type TrendPoint = { readonly month: string; readonly grades: Grades };
/** A line a grade over the months. Numbers at every point would lie on each other: the last months are told in words. */
export const trendChart = (points: readonly TrendPoint[]): Readonly<Record<string, unknown>> => ({
  type: 'line',
  data: {
    values: points.flatMap(({ month, grades }) =>
      GRADES.map((g) => ({ month, grade: gradeLabel[g], count: sumOf(grades[g]) })),
    ),
  },
  xField: 'month',
  yField: 'count',
  seriesField: 'grade',
  color: gradeColours,
  label: { visible: false },
  point: { visible: true },
  legends: { visible: true, orient: 'bottom' },
  axes: [
    { orient: 'left', visible: true },
    { orient: 'bottom', visible: true },
  ],
});

/** 一级（高）3 条：审核中 1、已生效 2 — a line a grade; a table of six columns hides most of them on a phone. */
export function gradeText(n: Grades, grade: Grade): Text {
  const counts = n[grade];
  const has = SHOWN_STATUSES.filter((s) => counts[s] > 0);
  const parts = joinTexts(
    has.map((s) => text(`${statusWord[s]['zh-CN']} ${counts[s]}`, `${counts[s]} ${statusWord[s]['en-US']}`)),
    listComma,
  );
  const label = gradeWord[grade];
  const all = sumOf(counts);
  return has.length > 0
    ? text(`${label['zh-CN']} ${all} 条：${parts['zh-CN']}`, `${label['en-US']} ${all}: ${parts['en-US']}`)
    : text(`${label['zh-CN']} ${all} 条`, `${label['en-US']} ${all}`);
}

export type UnitRow = { readonly name: string; readonly grades: Grades };
/** Months told in words below the line. */
const TOLD = 3;
/** 2026-10 一级 3、二级 9、三级 15；… — the last months, for whoever can't tell the lines' colours apart. */
export const trendText = (points: readonly TrendPoint[]): Text =>
  joinTexts(
    points.slice(-TOLD).map(({ month, grades }) => {
      const [a, b, c] = GRADES.map((g) => sumOf(grades[g]));
      return text(
        `${month} 一级 ${a}、二级 ${b}、三级 ${c}`,
        `${month}: ${a} of grade 1, ${b} of grade 2, ${c} of grade 3`,
      );
    }),
    text('；', '; '),
  );

/** A table's head must stay narrow: what the grades mean stands in the line above it. */
const headLabel: Readonly<Record<Grade, string>> = { 1: '一级 G1', 2: '二级 G2', 3: '三级 G3' };
const tagColour = { 1: 'red', 2: 'orange', 3: 'blue' } as const;
const NAME_MAX = 12;

/** A number on its grade's colour; the column's head says the grade in words, an empty cell stays grey. */
const cell = (grade: Grade, n: number): TableRow[string] => [
  { text: String(n), color: n > 0 ? tagColour[grade] : 'neutral' },
];
const tableRow = (name: string, grades: Grades): TableRow => ({
  unit: shorten(name, NAME_MAX),
  ...Object.fromEntries(GRADES.map((g) => [`g${g}`, cell(g, sumOf(grades[g]))])),
});

/** Grade × unit in the order it is given, with the total as the first row: ten rows a page, four narrow columns. */
export const unitTable = (rows: readonly UnitRow[], total: Grades): Element =>
  table(
    [
      { name: 'unit', display_name: '单位 Unit', data_type: 'text', width: '40%' },
      ...GRADES.map((g) => ({
        name: `g${g}`,
        display_name: headLabel[g],
        data_type: 'options' as const,
        width: '20%',
      })),
    ],
    [
      tableRow(`${words.total['zh-CN']} ${words.total['en-US']}`, total),
      ...rows.map(({ name, grades }) => tableRow(name, grades)),
    ],
    'auto',
  );
