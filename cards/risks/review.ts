import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, type Element, fact, hr, note, panel, para, row } from '../kit/elements.ts';
import { fieldName, gradeColour, words } from './text-review.ts';

export type Field = keyof typeof fieldName;
export type SignView = {
  readonly step: Text;
  readonly who?: Text;
  readonly at?: string;
  readonly state: 'signed' | 'open' | 'ahead';
  /** The texts or the grade are not any more what was signed. */
  readonly changed?: boolean;
};
/** One risk as a reviewer (or anybody who may see it) reads it. */
export type ReviewView = {
  readonly id: string;
  readonly rev: number;
  readonly grade: Grade;
  readonly title: string;
  readonly place: Text;
  /** `职权事项 · 环节` */
  readonly spot: string;
  readonly facts: readonly { readonly label: Text; readonly value: Text }[];
  readonly texts: readonly { readonly field: Field; readonly value: string }[];
  /** Why it has this grade, one sentence, and who rated. */
  readonly rating: Text;
  readonly hints: readonly Text[];
  /** What differs from the text as it was returned, or, for a correction, from the risk in force. */
  readonly changesTitle: Text;
  readonly changes: readonly { readonly field: Field; readonly from: string; readonly to: string }[];
  /** What the last return asked for. */
  readonly demand?: Text;
  readonly signs: readonly SignView[];
  readonly due?: Text;
  /** 更正 / 退出目录 of a risk in force. */
  readonly replaces?: Text;
  /** What happened last or happens next, when there is nothing to decide here. */
  readonly result?: Text;
  /** For whom it is decided, how far a vote is, what was said about it: read before deciding. */
  readonly remarks: readonly Text[];
  readonly actions: {
    readonly decide: boolean;
    /** One more signature was asked for; the request can be taken back. */
    readonly waits: boolean;
    /** This viewer was asked for it. */
    readonly answer: boolean;
    /** The leading group votes: an objection goes to discussion. */
    readonly vote: boolean;
    readonly mayReturn: boolean;
    readonly divert: boolean;
    readonly history: boolean;
  };
  /** Other items that wait for the same person. */
  readonly others: number;
};

const act = (v: ReviewView, name: string) => ({ do: `review.${name}`, id: v.id, rev: v.rev });
/** Chinese texts of a field are shown as typed, in a paragraph that parses nothing. */
const typed = (label: Text, value: string): Element => fact(label, text(value, value));

function signLine(s: SignView): Text {
  const zh = { signed: '已同意', open: '办理中', ahead: '待办' }[s.state];
  const en = { signed: 'approved', open: 'open', ahead: 'to come' }[s.state];
  const who = s.who ?? text('', '');
  const at = s.at ?? '';
  const changed = s.changed ? text('签署后内容有修改', 'changed since it was signed') : text('', '');
  return text(
    [s.step['zh-CN'], zh, who['zh-CN'], at, changed['zh-CN']].filter((x) => x !== '').join(' · '),
    [s.step['en-US'], en, who['en-US'], at, changed['en-US']].filter((x) => x !== '').join(' · '),
  );
}

const changed = (v: ReviewView): readonly Element[] =>
  v.changes.length === 0
    ? v.demand
      ? [note(v.demand)]
      : []
    : [
        hr,
        para(v.changesTitle, { size: 'heading' }),
        ...(v.demand ? [note(v.demand)] : []),
        ...v.changes.flatMap(({ field, from, to }) => [
          note(
            text(`${fieldName[field]['zh-CN']} 原为：${from}`, `${fieldName[field]['en-US']} was: ${from}`),
          ),
          typed(fieldName[field], to),
        ]),
      ];

/** For the one who was asked to sign as well, and for the holder who waits for that answer. */
const askedButtons = (v: ReviewView): readonly (Element | false)[] => [
  v.actions.answer &&
    row(
      button(words.signerAgrees, act(v, 'agreeAsked'), 'primary_filled'),
      button(words.signerObjects, act(v, 'objectForm')),
    ),
  v.actions.waits && row(button(words.withdrawAsked, act(v, 'withdrawAsked'))),
];

const buttons = (v: ReviewView): readonly (Element | false)[] => [
  ...askedButtons(v),
  v.actions.decide &&
    row(
      button(words.approve, act(v, 'approve'), 'primary_filled', {
        confirm: v.actions.vote ? words.voteSure : words.approveSure,
      }),
      v.actions.vote && button(words.oppose, act(v, 'opposeForm')),
      v.actions.mayReturn && button(words.return, act(v, 'returnForm')),
      button(words.history, act(v, 'history'), 'text'),
      v.others > 0 && button(words.list, { do: 'review.desk', id: '-', rev: 0 }, 'text'),
    ),
  v.actions.decide &&
    panel(words.more, [
      row(
        button(words.grade, act(v, 'gradeForm')),
        !v.actions.vote && button(words.joint, { do: 'ratings.open', id: v.id, rev: v.rev }),
        !v.actions.vote && button(words.askSigner, act(v, 'askForm')),
        !v.actions.vote && button(words.handOver, act(v, 'handForm')),
        button(words.recuse, act(v, 'recuseForm')),
        button(words.divert, act(v, 'divert'), 'danger', { confirm: words.divertSure }),
      ),
    ]),
  !v.actions.decide &&
    (v.actions.history || v.actions.divert) &&
    row(
      v.others > 0 && button(words.next(v.others), { do: 'review.desk', id: '-', rev: 0 }, 'primary'),
      v.actions.history && button(words.history, act(v, 'history')),
      v.actions.divert && button(words.divert, act(v, 'divert'), 'danger', { confirm: words.divertSure }),
    ),
];

/** A reviewer decides on one risk; for everybody else the same card without its buttons. */
export const reviewCard = (v: ReviewView): Card =>
  card(
    {
      audience: 'private',
      title: v.actions.decide || v.actions.answer ? words.reviewTitle(v.grade) : words.shownTitle(v.grade),
      subtitle: v.replaces ?? v.place,
      colour: v.actions.decide || v.actions.answer ? gradeColour[v.grade] : 'grey',
      waits: v.actions.decide || v.actions.answer,
    },
    [
      v.result && para(v.result, { colour: 'green' }),
      para(text(v.title, v.title), { size: 'heading' }),
      v.replaces && fact(text('岗位', 'Post'), v.place),
      fact(text('环节', 'Step'), text(v.spot, v.spot)),
      ...v.texts.map(({ field, value }) => typed(fieldName[field], value)),
      fact(text('等级', 'Grade'), gradeWord[v.grade]),
      note(v.rating),
      ...v.hints.map((h) =>
        para(text(`请留意：${h['zh-CN']}`, `Please look: ${h['en-US']}`), { colour: 'orange' }),
      ),
      ...changed(v),
      ...v.remarks.map((r) => para(r, { colour: 'blue' })),
      v.due && para(v.due, { colour: 'grey' }),
      panel(text('审核环节与填报信息', 'Review steps and details'), [
        ...v.signs.map((s) => note(signLine(s))),
        ...v.facts.map(({ label, value }) => fact(label, value)),
      ]),
      ...buttons(v),
    ],
  );
