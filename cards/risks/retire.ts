import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, type Element, fact, form, input, note, para, submit } from '../kit/elements.ts';
import { fieldWord } from './text.ts';

export type RetireView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly placeName: string;
  /** The request came back from a reviewer. */
  readonly returned?: { readonly reason: Text; readonly comment: string; readonly due: string };
};

const WHY = text(
  '请说明这条风险点为什么不再存在，例如职责取消、流程改为系统办理。',
  'Please say why this risk no longer exists, for example because the duty ended or a system took over the step.',
);
const UNTIL = text(
  '经部门负责人和纪检审核后退出；在此之前仍在目录中。',
  'It leaves after review by the division head and the discipline officer; until then it stays in the catalogue.',
);
const cameBack = ({
  reason,
  comment,
  due,
}: NonNullable<RetireView['returned']>): readonly (Element | false)[] => [
  para(
    text(
      `退回原因：${reason['zh-CN']}。请在 ${due} 前修改。`,
      `Returned: ${reason['en-US']}. Please revise by ${due}.`,
    ),
    { colour: 'orange' },
  ),
  comment !== '' && fact(text('审核意见', 'Comment'), text(comment, comment)),
];

/** Asks why a risk in force should leave the catalogue. */
export const retireCard = ({ id, rev, title, placeName, returned }: RetireView): Card =>
  card(
    {
      audience: 'private',
      title: text(`退出目录：${title}`, `Retire: ${title}`),
      subtitle: text(placeName, placeName),
      colour: returned ? 'orange' : 'blue',
      waits: returned !== undefined,
    },
    [
      ...(returned ? cameBack(returned) : []),
      para(WHY),
      form('retire', [
        input({ name: 'reason', label: fieldWord.reason, max: 200, lines: 3, required: true }),
        submit(text('提交审核', 'Send for review'), 'send', { do: 'risks.retireSend', id, rev }),
      ]),
      note(UNTIL),
      !returned && button(text('不退出了', 'Keep it'), { do: 'risks.show', id, rev }, 'text'),
    ],
  );
