import { FOUND } from '../../src/capabilities/risks/model.ts';
import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import {
  button,
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
import { gradeColour } from '../risks/text.ts';
import { foundWord } from '../risks/text-review.ts';
import { MAX_SAID } from './text.ts';

export type CheckView = {
  readonly id: string;
  readonly rev: number;
  readonly grade: Grade;
  readonly title: string;
  readonly place: Text;
  readonly manifestation: string;
  readonly measure: string;
  readonly owner: Text;
  /** What the last one found and when. */
  readonly last?: Text;
  readonly due: Text;
  readonly anchors: { readonly likelihood: readonly Option[]; readonly harm: readonly Option[] };
  /** Due ones besides this. */
  readonly others: number;
};

/** One re-check: what was found and seen. There is no «all fine» button. */
export const checkCard = (v: CheckView): Card =>
  card(
    {
      audience: 'private',
      title: text(`复查：${gradeWord[v.grade]['zh-CN']}`, `Re-check: ${gradeWord[v.grade]['en-US']}`),
      subtitle: v.place,
      colour: gradeColour[v.grade],
      waits: true,
    },
    [
      para(same(v.title), { size: 'heading' }),
      fact(text('防控措施', 'Measure'), same(v.measure)),
      fact(text('责任岗位', 'Responsible post'), v.owner),
      fact(text('表现形式', 'How it shows'), same(v.manifestation)),
      v.last && note(v.last),
      form('recheck', [
        select({
          name: 'found',
          placeholder: text('复查结果', 'What was found'),
          options: FOUND.map((value) => ({ value, label: foundWord[value] })),
          required: true,
        }),
        input({
          name: 'said',
          label: text('看到的情况', 'What you saw'),
          placeholder: text('看了哪些记录、多少份、有什么问题', 'Which records, how many, what was wrong'),
          max: MAX_SAID,
          lines: 3,
          required: true,
        }),
        panel(text('剩余风险评定（可不填）', 'Rate what remains (optional)'), [
          note(text('在措施起作用的情况下：', 'With the measure at work:')),
          select({
            name: 'likelihood',
            placeholder: text('发生几率', 'Likelihood'),
            options: v.anchors.likelihood,
          }),
          select({ name: 'harm', placeholder: text('危害程度', 'Harm'), options: v.anchors.harm }),
        ]),
        submit(text('登记', 'Record'), 'send_recheck', { do: 'rechecks.answer', id: v.id, rev: v.rev }),
      ]),
      note(v.due),
      v.others > 0 && note(text(`之后还有 ${v.others} 条。`, `${v.others} more after this one.`)),
      row(button(text('返回列表', 'Back to the list'), { do: 'rechecks.list', id: '-', rev: 0 }, 'text')),
    ],
  );

/** The risk itself has changed: the checker who may correct it is led to the form. */
export const changedCard = (v: {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly others: number;
}): Card =>
  card(
    {
      audience: 'private',
      title: text('已登记：风险有变化', 'Recorded: the risk has changed'),
      colour: 'wathet',
    },
    [
      para(same(v.title), { size: 'heading' }),
      para(
        text(
          '目录按更正后的内容执行。您可以现在填写更正，也可由责任岗位填写（已告知）。',
          'The catalogue follows a correction. You can fill it in now, or the responsible post does (they are told).',
        ),
      ),
      row(
        button(text('填写更正', 'Correct it'), { do: 'risks.correct', id: v.id, rev: v.rev }, 'primary'),
        button(
          v.others > 0
            ? text(`下一条（还有 ${v.others}）`, `Next (${v.others} left)`)
            : text('返回列表', 'Back to the list'),
          { do: 'rechecks.next', id: '-', rev: 0 },
        ),
      ),
    ],
  );
