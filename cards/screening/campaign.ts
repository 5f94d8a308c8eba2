import { type Grade, gradeWord, type PostKind, type RiskLevel } from '../../src/kernel/grade.ts';
import { joinTexts, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import {
  type AnswerName,
  answerStateWord,
  answerWord,
  basisWord,
  campaignTitle,
  itemLevelWord,
  postKindWord,
  untilWord,
} from './text.ts';

export type EntryView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly grade: Grade;
  /** In the catalogue: it can be corrected or retired. */
  readonly inForce: boolean;
};
export type ItemView = {
  readonly key: string;
  readonly name: string;
  readonly level?: RiskLevel;
  readonly kind: PostKind;
  readonly steps: readonly string[];
  readonly entries: readonly EntryView[];
  /** Changes of the entries that are under way. */
  readonly changes: number;
  /** Raised by a leader for this post, still without the holder's word. */
  readonly raised: readonly EntryView[];
  readonly answer?: { readonly as: AnswerName; readonly state: keyof typeof answerStateWord };
};
export type ScreenView = {
  readonly campaign: string;
  readonly rev: number;
  readonly year: number;
  readonly basis: Text;
  readonly until: string;
  readonly open: 'open' | 'late' | 'closed';
  readonly items: readonly ItemView[];
  /** The item in detail; undefined: everything is answered. */
  readonly shown?: string;
  /** Items that «no change» in one tap would answer. */
  readonly unchangeable: number;
  readonly heads: boolean;
  readonly toConfirm: number;
};

/** More entries than this are behind 我的; the catalogue asks for two to five a post. */
const SHOWN_ENTRIES = 8;
const SHOWN_STEPS = 6;

const stillOpen = (i: ItemView): boolean => !i.answer || i.answer.state === 'askedAgain';
const on = (v: ScreenView, name: string, item: string) => ({ do: name, id: v.campaign, rev: v.rev, item });

const nameLine = (i: ItemView): Text =>
  joinTexts([
    same(shorten(i.name, 40)),
    i.level === undefined || i.level === 'post'
      ? text(`（${postKindWord[i.kind]['zh-CN']}）`, ` (${postKindWord[i.kind]['en-US']})`)
      : text(`（${itemLevelWord[i.level]['zh-CN']}）`, ` (${itemLevelWord[i.level]['en-US']})`),
  ]);
const answerLine = (i: ItemView): Text =>
  i.answer
    ? joinTexts([answerWord[i.answer.as], answerStateWord[i.answer.state]])
    : text('待核对', 'to be checked');

const entryLine = (e: EntryView, no: number): Element =>
  para(
    text(
      `${no}. ${gradeWord[e.grade]['zh-CN']} ${shorten(e.title, 40)}`,
      `${no}. ${gradeWord[e.grade]['en-US']}: ${shorten(e.title, 40)}`,
    ),
  );
const entryButtons = (v: ScreenView, i: ItemView, e: EntryView): Element =>
  e.inForce
    ? row(
        button(text('更正', 'Correct'), { ...on(v, 'screening.change', i.key), risk: e.id, how: 'correct' }),
        button(text('退出目录', 'Retire'), {
          ...on(v, 'screening.change', i.key),
          risk: e.id,
          how: 'retire',
        }),
      )
    : note(text('在审核或公示中', 'in review or publicity'));

const raisedRows = (v: ScreenView, i: ItemView): readonly Element[] =>
  i.raised.flatMap((e) => [
    para(
      text(
        `领导提出：${gradeWord[e.grade]['zh-CN']} ${shorten(e.title, 40)}`,
        `Raised by a leader: ${gradeWord[e.grade]['en-US']}: ${shorten(e.title, 40)}`,
      ),
      { colour: 'blue' },
    ),
    row(
      button(text('同意列入', 'Agree'), { ...on(v, 'screening.agree', i.key), risk: e.id }, 'primary'),
      button(text('有不同意见', 'I see it differently'), {
        ...on(v, 'screening.differ', i.key),
        risk: e.id,
      }),
    ),
  ]);

const CONFIRM = {
  title: text('确认没有变化？', 'No change?'),
  text: text(
    '本人已核对：风险内容、等级和措施与上年一致。部分确认将由纪检干部抽查。',
    'I have checked: content, grade and measures are as last year. A sample of these statements is looked at again.',
  ),
};
const noChangeButton = (v: ScreenView, i: ItemView): Element | false => {
  const all = v.unchangeable > 1 && stillOpen(i);
  if (i.entries.length === 0 || !stillOpen(i)) return false;
  const label = all
    ? text(`${v.unchangeable} 项都没有变化`, `No change in all ${v.unchangeable}`)
    : text('没有变化', 'No change');
  return button(label, on(v, 'screening.noChange', all ? '*' : i.key), 'primary_filled', {
    confirm: CONFIRM,
  });
};

function detail(v: ScreenView, i: ItemView): readonly (Element | false)[] {
  const steps = i.steps.slice(0, SHOWN_STEPS).map((s) => shorten(s, 20));
  const left = i.entries.length - SHOWN_ENTRIES;
  return [
    para(nameLine(i), { size: 'heading' }),
    i.answer !== undefined && note(answerLine(i)),
    steps.length > 0 && fact(text('业务环节', 'Steps'), same(steps.join('、'))),
    ...i.entries.slice(0, SHOWN_ENTRIES).flatMap((e, n) => [entryLine(e, n + 1), entryButtons(v, i, e)]),
    left > 0 && note(text(`另有 ${left} 条，请在“我的”中查看。`, `${left} more under "Mine".`)),
    i.changes > 0 &&
      note(text(`更正或退出 ${i.changes} 条正在审核。`, `${i.changes} changes are under review.`)),
    i.entries.length === 0 &&
      para(text('目录中还没有这个岗位的风险点。', 'The catalogue has no risk of it yet.')),
    ...raisedRows(v, i),
    row(
      noChangeButton(v, i),
      button(
        text('新增', 'Add'),
        on(v, 'screening.add', i.key),
        i.entries.length === 0 ? 'primary' : 'default',
      ),
      i.entries.length === 0 && button(text('无风险点', 'No risk'), on(v, 'screening.noneForm', i.key)),
      button(text('不在岗', 'Not at the post'), on(v, 'screening.awayForm', i.key), 'text'),
    ),
  ];
}

/** One line of an item that is not shown in detail. */
const brief = (v: ScreenView, i: ItemView): readonly Element[] => [
  fact(nameLine(i), answerLine(i)),
  ...(v.open === 'closed' ? [] : [button(text('查看', 'Open'), on(v, 'screening.open', i.key), 'text')]),
];

const WHAT = text(
  '请核对本岗位的风险点：有变化就更正，没有变化点一下确认。说的是岗位，不是人。',
  'Please check the risks of your post: correct what changed, confirm what did not. It is about posts, not people.',
);
const DONE = text(
  '您已全部答复，谢谢。如有变化可随时再改。',
  'All answered, thank you. You can still change it.',
);
const OVER = text('填报阶段已结束，以下为您的答复。', 'Declaring is over. These are your answers.');
const LATE = text('填报期已过，仍可补报。', 'The time is over; you can still answer.');

const headRow = (v: ScreenView): Element | false =>
  v.heads &&
  row(
    button(text('本部门进度', "My division's progress"), {
      do: 'screening.progress',
      id: v.campaign,
      rev: v.rev,
    }),
    v.toConfirm > 0 &&
      button(text(`待我确认 ${v.toConfirm}`, `To confirm: ${v.toConfirm}`), {
        do: 'screening.desk',
        id: v.campaign,
        rev: v.rev,
      }),
  );

function draw(v: ScreenView, max: number): Card {
  const shown = v.open === 'closed' ? undefined : v.items.find((i) => i.key === v.shown);
  const done = v.items.every((i) => !stillOpen(i));
  const said = v.open === 'closed' ? OVER : done ? DONE : v.open === 'late' ? LATE : WHAT;
  const others = v.items.filter((i) => i.key !== shown?.key).slice(0, max);
  return card(
    {
      audience: 'private',
      title: campaignTitle(v.year),
      colour: v.open === 'closed' ? 'grey' : done ? 'green' : 'blue',
      waits: v.open !== 'closed' && !done,
    },
    [
      para(said),
      v.open === 'open' && !done && para(untilWord(v.until), { colour: 'orange' }),
      fact(basisWord, v.basis),
      ...(shown ? [hr, ...detail(v, shown)] : []),
      ...(others.length > 0 ? [hr, ...others.flatMap((i) => brief(v, i))] : []),
      headRow(v),
    ],
  );
}

/** A person's one card of the campaign. Ten working days reach its thirteenth day, and answers may come late: it waits. */
export const screenCard = (v: ScreenView): Card => fitting([() => draw(v, 12), () => draw(v, 3)]);
