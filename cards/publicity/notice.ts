import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { type ItemState, itemStateWord, periodText, publicityWords as words } from './text.ts';

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
  /** The proof line of a closed notice. */
  readonly closedAt?: string;
};

/** More than six items are not read on a phone; the rest is behind 查看全部. */
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
function outcomeLine(items: readonly PublishedItem[]): Text {
  const states = [...new Set(items.map((i) => i.state))];
  const parts = states.map((s) => {
    const n = items.filter((i) => i.state === s).length;
    return text(`${itemStateWord[s]['zh-CN']} ${n} 项`, `${itemStateWord[s]['en-US']}: ${n}`);
  });
  return joinTexts(parts, text('；', '; '));
}

function draw(v: NoticeView, shown: number, max: number): Card {
  const listed = v.items.slice(0, shown);
  const left = v.items.length - listed.length;
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
      closed && para(joinTexts([closed, outcomeLine(v.items)])),
      ...listed.flatMap((item, i) => [hr, ...itemElements(item, i + 1, max)]),
      left > 0 && note(text(`另有 ${left} 项，请点“查看全部”。`, `${left} more: tap “See all”.`)),
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
  fitting([() => draw(v, SHOWN, 60), () => draw(v, SHOWN, 20), () => draw(v, 2, 20), () => draw(v, 0, 1)]);
