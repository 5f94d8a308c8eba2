import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, fact, form, input, note, para, select, submit } from '../kit/elements.ts';
import { type AwayName, awayWord } from './text.ts';

export type AnswerFormView = {
  readonly campaign: string;
  readonly rev: number;
  readonly item: string;
  readonly place: string;
  /** The answer goes to the head (leadership and key posts, S65). */
  readonly confirmed: boolean;
};
const back = (v: AnswerFormView) =>
  button(text('返回', 'Back'), { do: 'screening.open', id: v.campaign, rev: v.rev, item: v.item }, 'text');
const REASON = text('理由', 'Reason');
const TO_HEAD = text(
  '这是领导岗位或重点岗位，提交后由负责人确认。',
  'This is a leadership or key post: the head confirms it.',
);

/** «None» with its reason. */
export const noneCard = (v: AnswerFormView): Card =>
  card({ audience: 'private', title: text('本岗位无风险点', 'No risk at this post'), colour: 'blue' }, [
    fact(text('岗位', 'Post'), same(v.place)),
    para(
      text(
        '请说明为什么没有：经手哪些事，哪些环节由谁把关。',
        'Please say why there is none: what the post handles and who checks which step.',
      ),
    ),
    form('none', [
      input({ name: 'reason', label: REASON, max: 200, lines: 3, required: true }),
      submit(text('提交', 'Submit'), 'send', {
        do: 'screening.none',
        id: v.campaign,
        rev: v.rev,
        item: v.item,
      }),
    ]),
    v.confirmed && note(TO_HEAD),
    back(v),
  ]);

/** «Not at the post»: a reason from a list, no free text. */
export const awayCard = (v: AnswerFormView): Card =>
  card({ audience: 'private', title: text('不在岗', 'Not at the post'), colour: 'blue' }, [
    para(
      text(
        '借调、长期休假等期间不需要填报，由负责人确认。',
        'Nobody declares while away; the head confirms it.',
      ),
    ),
    form('awayForm', [
      select({
        name: 'away',
        placeholder: text('选择原因', 'Choose the reason'),
        options: (Object.keys(awayWord) as AwayName[]).map((value) => ({ value, label: awayWord[value] })),
        required: true,
      }),
      submit(text('提交', 'Submit'), 'send', {
        do: 'screening.away',
        id: v.campaign,
        rev: v.rev,
        item: v.item,
      }),
    ]),
    back(v),
  ]);

export type DifferView = AnswerFormView & { readonly risk: string; readonly title: string };
/** The holder sees a risk that a leader raised differently. */
export const differCard = (v: DifferView): Card =>
  card(
    { audience: 'private', title: text('对领导提出的风险点', 'On a risk a leader raised'), colour: 'blue' },
    [
      fact(text('风险点', 'Risk'), same(v.title)),
      form('differ', [
        input({
          name: 'reason',
          label: text('请说明不同意见', 'Please say how you see it'),
          max: 200,
          lines: 3,
          required: true,
        }),
        submit(text('提交', 'Submit'), 'send', {
          do: 'screening.differSend',
          id: v.campaign,
          rev: v.rev,
          item: v.item,
          risk: v.risk,
        }),
      ]),
      note(text('意见转给提出人；审核照常进行。', 'It goes to who raised it; the review goes on meanwhile.')),
      back(v),
    ],
  );
