import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, form, input, note, para, row, select, submit } from '../kit/elements.ts';
import type { HandOverView } from './hand-over.ts';
import { words } from './text-review.ts';

const REASON_MAX = 500;
/** Options cost tagged objects; nobody chooses among more. */
const PEOPLE_MAX = 40;
const back = (v: Pick<HandOverView, 'id' | 'rev'>) =>
  row(button(words.back, { do: 'review.open', id: v.id, rev: v.rev }, 'text'));

/** 加签: whom to ask, and why. */
export const askSignerCard = (v: HandOverView): Card =>
  card({ audience: 'private', title: words.askSigner, subtitle: v.place, colour: 'blue', waits: true }, [
    para(text(v.title, v.title), { size: 'heading' }),
    ...(v.people.length === 0
      ? [para(text('目前没有可以加签的人员。', 'Nobody can be asked at the moment.'))]
      : [
          form('ask_form', [
            select({
              name: 'to',
              placeholder: text('请谁加签', 'Who signs as well'),
              options: v.people.slice(0, PEOPLE_MAX).map((p) => ({ value: p.id, label: p.name })),
              required: true,
            }),
            input({
              name: 'reason',
              label: text('理由', 'Reason'),
              max: REASON_MAX,
              lines: 2,
              required: true,
            }),
            submit(words.askSigner, 'send_ask', { do: 'review.askSigner', id: v.id, rev: v.rev }),
          ]),
        ]),
    note(
      text(
        '答复前本环节等待，可随时撤回；办理期限不变。答复后仍由您决定。',
        'The step waits for the answer, and you can withdraw the request; the deadline stays. You decide afterwards.',
      ),
    ),
    back(v),
  ]);

type ReasonView = Omit<HandOverView, 'people'>;
const reasonCard = (v: ReasonView, title: Text, explain: Text, label: Text, action: string): Card =>
  card({ audience: 'private', title, subtitle: v.place, colour: 'orange', waits: true }, [
    para(text(v.title, v.title), { size: 'heading' }),
    para(explain),
    form('reason_form', [
      input({ name: 'reason', label, max: REASON_MAX, lines: 2, required: true }),
      submit(title, 'send_reason', { do: action, id: v.id, rev: v.rev }),
    ]),
    back(v),
  ]);

/** The one who was asked does not agree: in words, for the holder of the step. */
export const objectAskedCard = (v: ReasonView): Card =>
  reasonCard(
    v,
    words.signerObjects,
    text(
      '请写明意见。本环节审核人看到后作出决定。',
      'Please say why. Whoever holds the step reads it and decides.',
    ),
    text('意见', 'Opinion'),
    'review.objectAsked',
  );

/** A member of the leading group wants an item discussed before it passes. */
export const opposeCard = (v: ReasonView): Card =>
  reasonCard(
    v,
    words.oppose,
    text(
      '已有的同意不再计数，全体成员看到理由，讨论后重新逐条表决或退回修改。',
      'Signatures so far no longer count. All members read the reason; after the discussion they vote on it again, or return it.',
    ),
    text('理由', 'Reason'),
    'review.oppose',
  );
