import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import {
  button,
  type Element,
  fact,
  form,
  input,
  note,
  type Option,
  panel,
  para,
  row,
  select,
  submit,
} from '../kit/elements.ts';
import { fieldWord, gradeColour, leaderWord } from './text.ts';

export type ConfirmView = {
  readonly id: string;
  readonly rev: number;
  readonly placeName: string;
  readonly grade: Grade;
  /** Why this grade, in one sentence. */
  readonly reason: Text;
  readonly content: string;
  readonly manifestation: string;
  /** Source, step, major matters, people-money-goods in one line. */
  readonly tags: Text;
  readonly owner: Text;
  readonly leader: Text;
  /** Posts that may be named instead; '' stands for the head or leader that the level gives. */
  readonly owners: readonly Option[];
  readonly ownerPost: string;
  readonly leaderGrade: Grade;
  readonly hints: readonly Text[];
  readonly title: string;
  readonly measure: string;
  /** Names of the steps that follow and the last day of the first. */
  readonly next: Text;
  readonly again: boolean;
};

const responsible = ({ owner, leader }: ConfirmView): Element =>
  fact(
    text('责任岗位', 'Responsible post'),
    text(`${owner['zh-CN']}；责任领导：${leader['zh-CN']}`, `${owner['en-US']}; leader: ${leader['en-US']}`),
  );
const hintLine = (hint: Text): Element =>
  para(text(`提醒：${hint['zh-CN']}`, `Hint: ${hint['en-US']}`), { colour: 'orange' });

/** Derived, and can be changed: folded away, since nearly everybody leaves them (S103). */
const chooseResponsible = (v: ConfirmView): Element =>
  panel(text('改责任岗位、责任领导（可不改）', 'Change who is responsible (optional)'), [
    select({
      name: 'owner',
      placeholder: text('责任岗位', 'Responsible post'),
      options: v.owners.map((o) => ({ ...o, value: o.value === '' ? 'derived' : o.value })),
      value: v.ownerPost === '' ? 'derived' : v.ownerPost,
    }),
    select({
      name: 'leader',
      placeholder: text('责任领导', 'Responsible leader'),
      options: ([1, 2, 3] as const).map((g) => ({ value: String(g), label: leaderWord[g] })),
      value: String(v.leaderGrade),
    }),
  ]);

const titleAndMeasure = (v: ConfirmView): Element =>
  form('confirm', [
    input({ name: 'title', label: fieldWord.title, max: 40, required: true, value: v.title }),
    input({
      name: 'measure',
      label: fieldWord.measure,
      placeholder: text('谁、做什么、多久一次、留什么记录', 'Who does what, how often, what record remains'),
      max: 200,
      lines: 3,
      required: true,
      value: v.measure,
    }),
    chooseResponsible(v),
    submit(v.again ? text('重新提交', 'Resubmit') : text('提交', 'Submit'), 'send', {
      do: 'risks.confirm',
      id: v.id,
      rev: v.rev,
    }),
  ]);
const ASK_DISCARD = {
  title: text('放弃这份草稿？', 'Discard this draft?'),
  text: text('填写的内容会被清除，不能恢复。', 'What you typed is erased for good.'),
};

/** Shows what the bot made of the form; nothing is submitted before this card is. */
export const confirmCard = (v: ConfirmView): Card =>
  card(
    {
      audience: 'private',
      title: text(`请确认：${gradeWord[v.grade]['zh-CN']}`, `Please confirm: ${gradeWord[v.grade]['en-US']}`),
      subtitle: text(v.placeName, v.placeName),
      colour: gradeColour[v.grade],
    },
    [
      para(v.reason),
      fact(fieldWord.content, text(v.content, v.content)),
      fact(fieldWord.manifestation, text(v.manifestation, v.manifestation)),
      note(v.tags),
      responsible(v),
      ...v.hints.map(hintLine),
      titleAndMeasure(v),
      note(v.next),
      row(
        button(text('返回修改', 'Back to the form'), { do: 'risks.back', id: v.id, rev: v.rev }),
        !v.again &&
          button(text('放弃', 'Discard'), { do: 'risks.discard', id: v.id, rev: v.rev }, 'text', {
            confirm: ASK_DISCARD,
          }),
      ),
    ],
  );
