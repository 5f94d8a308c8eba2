import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card, type HeaderColour } from '../kit/card.ts';
import {
  type Action,
  button,
  type Element,
  fact,
  form,
  input,
  note,
  para,
  row,
  submit,
} from '../kit/elements.ts';
import { fieldWord, statusWord } from './text.ts';

export type StatusView = {
  readonly id: string;
  readonly rev: number;
  readonly status: keyof typeof statusWord;
  readonly placeName: string;
  readonly title: string;
  readonly content: string;
  readonly measure: string;
  readonly grade: Grade;
  /** Steps behind and ahead in one line; absent when it goes nowhere any more. */
  readonly progress?: Text;
  /** Who holds it, as a role, and until when; absent when nothing waits. */
  readonly waits?: Text;
  readonly change?: Text;
  readonly may: {
    readonly edit: boolean;
    readonly withdraw: boolean;
    readonly revise: boolean;
    readonly correct: boolean;
  };
};

const colours: Partial<Record<StatusView['status'], HeaderColour>> = {
  returned: 'orange',
  effective: 'green',
  draft: 'grey',
  withdrawn: 'grey',
  retired: 'grey',
  diverted: 'grey',
  merged: 'grey',
};
const ASK_WITHDRAW = {
  title: text('撤回这条风险点？', 'Withdraw this risk?'),
  text: text('撤回后审核人不再看到它，记录保留。', 'Reviewers no longer see it; the record stays.'),
};

const buttons = ({ id, rev, may }: StatusView): Element => {
  const to = (name: string): Action => ({ do: `risks.${name}`, id, rev });
  return row(
    may.revise && button(text('去修改', 'Revise'), to('edit'), 'primary'),
    may.edit && button(text('修改', 'Edit'), to('edit')),
    may.withdraw && button(text('撤回', 'Withdraw'), to('withdraw'), 'default', { confirm: ASK_WITHDRAW }),
    may.correct && button(text('更正', 'Correct'), to('correct')),
    may.correct && button(text('退出目录', 'Retire'), to('retire')),
    button(text('我的风险点', 'My risks'), { do: 'risks.mine', id: 'new', rev: 0, page: 0 }, 'text'),
    button(text('再填一条', 'Declare another'), { do: 'risks.start', id: 'new', rev: 0 }, 'text'),
  );
};

/** Where one risk stands: for its declarer and for whoever may see it. */
export const statusCard = (v: StatusView): Card =>
  card(
    {
      audience: 'private',
      title: text(
        `${statusWord[v.status]['zh-CN']}：${v.title}`,
        `${statusWord[v.status]['en-US']}: ${v.title}`,
      ),
      subtitle: text(v.placeName, v.placeName),
      colour: colours[v.status] ?? 'blue',
    },
    [
      v.change && para(v.change),
      fact(text('等级', 'Grade'), gradeWord[v.grade]),
      v.content !== '' && fact(fieldWord.content, text(v.content, v.content)),
      v.measure !== '' && fact(fieldWord.measure, text(v.measure, v.measure)),
      v.progress && para(v.progress),
      v.waits && para(v.waits),
      buttons(v),
    ],
  );

export type RetireView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly placeName: string;
  /** The request came back from a reviewer. */
  readonly returned?: { readonly reason: Text; readonly comment: string; readonly due: string };
};

/** Asks why a risk in force should leave the catalogue. */
export const retireCard = (v: RetireView): Card =>
  card(
    {
      audience: 'private',
      title: text(`退出目录：${v.title}`, `Retire: ${v.title}`),
      subtitle: text(v.placeName, v.placeName),
      colour: 'blue',
    },
    [
      v.returned &&
        para(
          text(
            `退回原因：${v.returned.reason['zh-CN']}。请在 ${v.returned.due} 前修改。`,
            `Returned: ${v.returned.reason['en-US']}. Please revise by ${v.returned.due}.`,
          ),
          { colour: 'orange' },
        ),
      v.returned &&
        v.returned.comment !== '' &&
        fact(text('审核意见', 'Comment'), text(v.returned.comment, v.returned.comment)),
      para(
        text(
          '请说明这条风险点为什么不再存在，例如职责取消、流程改为系统办理。',
          'Please say why this risk no longer exists, for example because the duty ended or a system took over the step.',
        ),
      ),
      form('retire', [
        input({ name: 'reason', label: fieldWord.reason, max: 200, lines: 3, required: true }),
        submit(text('提交审核', 'Send for review'), 'send', { do: 'risks.retireSend', id: v.id, rev: v.rev }),
      ]),
      note(
        text(
          '经部门负责人和纪检审核后退出；在此之前仍在目录中。',
          'It leaves after review by the division head and the discipline officer; until then it stays in the catalogue.',
        ),
      ),
      button(text('不退出了', 'Keep it'), { do: 'risks.show', id: v.id, rev: v.rev }, 'text'),
    ],
  );

/** Nothing there any more: withdrawn drafts, erased records. */
export const plainCard = (title: Text, line: Text): Card =>
  card({ audience: 'private', title, colour: 'grey' }, [
    para(line),
    row(
      button(text('我的风险点', 'My risks'), { do: 'risks.mine', id: 'new', rev: 0, page: 0 }),
      button(text('填报', 'Declare'), { do: 'risks.start', id: 'new', rev: 0 }),
    ),
  ]);
