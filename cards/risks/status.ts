import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card, type HeaderColour } from '../kit/card.ts';
import { type Action, button, type Element, fact, para, row } from '../kit/elements.ts';
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

/** Nothing there any more: withdrawn drafts, erased records. */
export const plainCard = (title: Text, line: Text): Card =>
  card({ audience: 'private', title, colour: 'grey' }, [
    para(line),
    row(
      button(text('我的风险点', 'My risks'), { do: 'risks.mine', id: 'new', rev: 0, page: 0 }),
      button(text('填报', 'Declare'), { do: 'risks.start', id: 'new', rev: 0 }),
    ),
  ]);
