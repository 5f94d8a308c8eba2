import { GRADES, type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, type Text, text } from '../../src/kernel/text.ts';
import { type Audience, type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import {
  button,
  chart,
  type Element,
  fact,
  hr,
  note,
  type Option,
  para,
  pick,
  row,
} from '../kit/elements.ts';
import {
  allIn,
  type Grades,
  gradeChart,
  gradeText,
  sumOf,
  type TrendPoint,
  trendChart,
  trendText,
  type UnitRow,
  unitTable,
} from './grades.ts';
import {
  SHOWN_STATUSES,
  type ShownStatus,
  statusWord,
  type What,
  whatWord,
  summaryWords as words,
} from './text.ts';

export type { GradeNumbers } from './grades.ts';
export type Numbers = { readonly grades: Grades; readonly overdue: number; readonly objections: number };
/** What changed in the period, counted in whole days. */
export const FLOWS = ['gravest', 'newOverdue', 'published', 'inForce', 'retired'] as const;
export type Flow = Readonly<Record<(typeof FLOWS)[number], number>>;
export type SummaryView = {
  readonly audience: Audience;
  readonly title: Text;
  /** Unit id, or `*`: what the numbers' lists are about. */
  readonly scopeId: string;
  readonly scope: Text;
  readonly asOf: string;
  /** The day it should have come, when it comes late. */
  readonly lateFor?: string;
  readonly numbers: Numbers;
  readonly before?: { readonly day: string; readonly numbers: Numbers };
  /** Days the flow counts, `to` not included; none on the first summary. */
  readonly past?: { readonly from: string; readonly to: string; readonly flow: Flow };
  /** Only where the reader may see the figures of every unit. */
  readonly units?: readonly UnitRow[];
  readonly trend: readonly TrendPoint[];
  /** Other scopes of the viewer; never in a group. */
  readonly scopes: readonly Option[];
};

/** A line needs two points; below that the bars of today say more. */
const MIN_TREND = 2;

export const allOf = (n: Numbers): number => allIn(n.grades);
const inStatus = (n: Numbers, status: ShownStatus): number =>
  GRADES.reduce((sum, g) => sum + n.grades[g][status], 0);

const signed = (n: number): string => (n > 0 ? `+${n}` : String(n));

/** Only what changed. */
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

/** Nothing came, went or moved since the last summary. */
export const isUnchanged = (now: Numbers, before: Numbers, flow: Flow): boolean =>
  FLOWS.every((f) => flow[f] === 0) && changeText(now, before) === words.noChange;

/** One number that opens its list: privately at once, or from a group by a message to whoever tapped. */
function figure(v: SummaryView, what: What, n: number): Element {
  const label = whatWord[what];
  const counted = FLOWS.some((f) => f === what);
  const period = v.past && counted ? { from: v.past.from, to: v.past.to } : {};
  return button(text(`${label['zh-CN']} ${n}`, `${label['en-US']} ${n}`), {
    do: v.audience === 'group' ? 'digests.send' : 'digests.list',
    id: v.scopeId,
    rev: 0,
    what,
    page: 0,
    ...period,
  });
}

/** What changed comes first; on the first summary there is nothing to compare with. */
function changes(v: SummaryView): readonly Element[] {
  if (!v.before) return [fact(words.change(), words.first)];
  const { past } = v;
  const told = past ? FLOWS.filter((f) => past.flow[f] > 0) : [];
  return [
    para(words.since(past?.from ?? v.before.day), { size: 'heading' }),
    past && told.length > 0 ? row(...told.map((f) => figure(v, f, past.flow[f]))) : para(words.quiet),
    fact(words.change(v.before.day), changeText(v.numbers, v.before.numbers)),
  ];
}

const picture = (v: SummaryView): readonly Element[] =>
  v.trend.length >= MIN_TREND
    ? [note(words.trend), chart(trendChart(v.trend)), note(trendText(v.trend))]
    : [chart(gradeChart(v.numbers.grades))];

const gradeWhat = { 1: 'grade1', 2: 'grade2', 3: 'grade3' } as const;

/** The state, each number a button. */
function state(v: SummaryView): readonly Element[] {
  const { numbers } = v;
  const all = allOf(numbers);
  const gradeButton = (g: Grade): Element => figure(v, gradeWhat[g], sumOf(numbers.grades[g]));
  return [
    para(all === 0 ? words.none : words.all(all), { size: 'heading' }),
    ...(all > 0
      ? [...GRADES.map((g) => para(gradeText(numbers.grades, g))), row(...GRADES.map(gradeButton))]
      : []),
    row(
      figure(v, 'approved', inStatus(numbers, 'approved')),
      figure(v, 'overdue', numbers.overdue),
      figure(v, 'objections', numbers.objections),
    ),
    ...(v.units ? [note(words.byUnit), unitTable(v.units, numbers.grades)] : []),
    ...(all > 0 ? picture(v) : []),
  ];
}

/** First what changed, then the state; in a group nothing but counts within its ceiling. */
export function summaryCard(v: SummaryView): Card {
  const isPrivate = v.audience === 'private';
  return card(
    {
      audience: v.audience,
      title: v.title,
      subtitle: text(shorten(v.scope['zh-CN'], 40), shorten(v.scope['en-US'], 40)),
      colour: 'indigo',
    },
    [
      v.lateFor !== undefined && note(words.late(v.lateFor)),
      ...changes(v),
      hr,
      ...state(v),
      isPrivate &&
        v.scopes.length > 1 &&
        pick({
          placeholder: words.choose,
          options: v.scopes,
          action: { do: 'digests.summary', id: '-', rev: 0 },
        }),
      isPrivate && row(button(words.catalogue, { do: 'catalogue.mine', id: '-', rev: 0 })),
      !isPrivate && note(words.tap),
      note(words.asOf(v.asOf)),
    ],
  );
}

/** A week or month without any change: one line. */
export const unchangedCard = (
  v: SummaryView & { readonly before: NonNullable<SummaryView['before']> },
): Card =>
  card(
    {
      audience: v.audience,
      title: v.title,
      subtitle: text(shorten(v.scope['zh-CN'], 40), shorten(v.scope['en-US'], 40)),
      colour: 'indigo',
    },
    [para(words.unchanged(v.before.day, allOf(v.numbers))), note(words.asOf(v.asOf))],
  );
