import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, hr, note, para, row, table } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { objectionCounts, type RecordView, stateCounts } from './record.ts';
import {
  type ItemState,
  itemStateWord,
  periodText,
  type Scope,
  scopeWord,
  publicityWords as words,
} from './text.ts';

export type PublishedItem = {
  readonly id: string;
  /** Division and post, never a person. */
  readonly post: Text;
  readonly owner: Text;
  readonly title: string;
  readonly manifestation: string;
  readonly measure: string;
  readonly grade: Grade;
  readonly state: ItemState;
};
export type NoticeView = {
  readonly id: string;
  readonly rev: number;
  readonly unit: string;
  readonly open: boolean;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly days: number;
  readonly end: string;
  readonly items: readonly PublishedItem[];
  readonly scope: Scope;
  /** The proof line of a closed notice. */
  readonly closedAt?: string;
  /** Of a closed notice, by number. */
  readonly objections?: RecordView['objections'];
};

/** Up to six items are told in full; more are a table of one line each, with the texts behind 查看全部. */
export const SHOWN = 6;

/** 一级（高）1 项 · 二级（中）2 项 */
export function countLine(grades: readonly Grade[]): Text {
  const parts = ([1, 2, 3] as const)
    .map((g) => ({ g, n: grades.filter((x) => x === g).length }))
    .filter(({ n }) => n > 0)
    .map(({ g, n }) => text(`${gradeWord[g]['zh-CN']} ${n} 项`, `${gradeWord[g]['en-US']}: ${n}`));
  const all = text(`共 ${grades.length} 项`, `${grades.length} in all`);
  return joinTexts([all, ...parts], text(' · ', ' · '));
}

/** One item: a headline, how it may show, the measure, who answers for it. `max`: characters of each text. */
export function itemElements(item: PublishedItem, no: number, max: number): readonly Element[] {
  const grade = gradeWord[item.grade];
  const head = (lang: 'zh-CN' | 'en-US'): string => `${no}. ${grade[lang]} ${item.post[lang]}`;
  // What left the notice may be under rework: its words are no longer shown here.
  if (item.state === 'withdrawn' || item.state === 'amended')
    return [
      para(text(head('zh-CN'), head('en-US')), { size: 'heading' }),
      fact(words.state, itemStateWord[item.state]),
    ];
  const cut = (value: string): Text => text(shorten(value, max), shorten(value, max));
  return [
    para(text(head('zh-CN'), head('en-US')), { size: 'heading' }),
    fact(words.title, cut(item.title)),
    fact(words.manifestation, cut(item.manifestation)),
    fact(words.measure, cut(item.measure)),
    fact(words.owner, item.owner),
    ...(item.state === 'open' ? [] : [fact(words.state, itemStateWord[item.state])]),
  ];
}

/** Outcomes by state, for the proof of a closed notice. */
const outcomeLine = (items: readonly PublishedItem[]): Text =>
  stateCounts(
    [...new Set(items.map((i) => i.state))].map((state) => ({
      state,
      n: items.filter((i) => i.state === state).length,
    })),
  );

const gradeColour = { 1: 'red', 2: 'orange', 3: 'blue' } as const;
/** Number, post, risk point and grade of each item; tables know no languages, so both stand side by side. */
function itemTable(items: readonly PublishedItem[], max: number): Element {
  const gone = (i: PublishedItem): boolean => i.state === 'withdrawn' || i.state === 'amended';
  return table(
    [
      { name: 'post', display_name: '岗位 Post', data_type: 'text', width: '38%' },
      { name: 'title', display_name: '风险点 Risk point', data_type: 'text', width: '38%' },
      { name: 'grade', display_name: '等级 Grade', data_type: 'options', width: '24%' },
    ],
    items.map((item, i) => ({
      post: `${i + 1}. ${shorten(item.post['zh-CN'], max)}`,
      // What left the notice may be under rework: its words are no longer shown here.
      title: gone(item) ? itemStateWord[item.state]['zh-CN'] : shorten(item.title, max),
      grade: [{ text: gradeWord[item.grade]['zh-CN'], color: gradeColour[item.grade] }],
    })),
    'auto',
  );
}

/** A handful is told in full, a batch as a table that Feishu turns page by page. `max`: characters of each text. */
function listing(v: NoticeView, max: number): readonly Element[] {
  if (v.items.length <= SHOWN && max > 1)
    return v.items.flatMap((item, i) => [hr, ...itemElements(item, i + 1, max)]);
  return max > 1 ? [itemTable(v.items, Math.min(max, 20)), note(words.byTable)] : [];
}

function draw(v: NoticeView, max: number): Card {
  const left = max > 1 ? 0 : v.items.length;
  const closed =
    v.closedAt === undefined ? undefined : text(`结束于 ${v.closedAt}：`, `Closed ${v.closedAt}: `);
  return card(
    {
      audience: 'group',
      waits: v.open,
      title: v.open ? words.noticeTitle : words.closedTitle,
      subtitle: text(shorten(v.unit, 40), shorten(v.unit, 40)),
      colour: v.open ? 'blue' : 'grey',
    },
    [
      fact(words.period, periodText(v.opensOn, v.closesOn, v.days, v.end)),
      fact(words.count, countLine(v.items.map((i) => i.grade))),
      v.scope !== 'unit' && fact(words.scope, scopeWord[v.scope]),
      closed && para(joinTexts([closed, outcomeLine(v.items)])),
      v.objections && fact(words.objections, objectionCounts(v.objections)),
      ...listing(v, max),
      left > 0 && note(text(`另有 ${left} 项，请点“查看全部”。`, `${left} more: tap "See all".`)),
      hr,
      note(v.open ? words.how : words.closedHow),
      row(
        v.open && button(words.object, { do: 'publicity.object', id: v.id, rev: v.rev }, 'primary'),
        button(words.all, { do: 'publicity.all', id: v.id, rev: v.rev }),
      ),
    ],
  );
}

/** The group's card: posts and steps only, both dates in full, how to object. */
export const noticeCard = (v: NoticeView): Card =>
  fitting([() => draw(v, 60), () => draw(v, 20), () => draw(v, 6), () => draw(v, 1)]);
