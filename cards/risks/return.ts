import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, datePicker, form, input, note, para, row, select, submit } from '../kit/elements.ts';
import { returnReasonWord, words } from './text-review.ts';

export type ReturnView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  /** Default deadline, `YYYY-MM-DD`, and how many working days that is. */
  readonly due: string;
  readonly days: number;
  /** How often it was returned before. */
  readonly returns: number;
};

/** 500 characters say what to change; more belongs into a talk. */
const COMMENT_MAX = 500;

/** The choice asks for words; the history shows the reason alone. */
const OTHER = text('其他（请在说明中写明）', 'Other (please say in the comment)');

export const returnCard = (v: ReturnView): Card =>
  card(
    {
      audience: 'private',
      title: text('退回修改', 'Return for changes'),
      subtitle: v.place,
      colour: 'orange',
      waits: true,
    },
    [
      para(text(v.title, v.title), { size: 'heading' }),
      form('return_form', [
        select({
          name: 'reason',
          placeholder: text('退回原因', 'Reason for the return'),
          options: Object.entries(returnReasonWord).map(([value, label]) => ({
            value,
            label: value === 'other' ? OTHER : label,
          })),
          required: true,
        }),
        input({
          name: 'comment',
          label: text(
            '请说明哪一处需要修改、怎样写更具体',
            'What should change, and how to make it concrete',
          ),
          max: COMMENT_MAX,
          lines: 3,
        }),
        note(text('整改期限', 'Deadline for the changes')),
        datePicker({ name: 'due', placeholder: text('整改期限', 'Deadline'), value: v.due, required: true }),
        submit(words.return, 'send_return', { do: 'review.return', id: v.id, rev: v.rev }),
      ]),
      note(
        v.returns === 0
          ? text(
              `默认期限为 ${v.days} 个工作日。填报人会收到预填的表单。`,
              `By default ${v.days} working days. The declarer gets a prefilled form.`,
            )
          : text(
              `此前已退回 ${v.returns} 次，默认期限为 ${v.days} 个工作日；再次退回会同时告知其上级负责人。`,
              `Returned ${v.returns} time(s) before; by default ${v.days} working days. The next level is told as well.`,
            ),
      ),
      row(button(words.back, { do: 'review.open', id: v.id, rev: v.rev }, 'text')),
    ],
  );
