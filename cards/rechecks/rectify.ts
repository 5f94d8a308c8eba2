import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { fact, form, input, note, para, submit } from '../kit/elements.ts';
import { MAX_SAID } from './text.ts';

export type RectifyView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  readonly measure: string;
  /** What the re-check saw. */
  readonly seen: string;
  readonly due: string;
  readonly late: boolean;
  readonly others: number;
};

/** The measure was not carried out: what has been done since. */
export const rectifyCard = (v: RectifyView): Card =>
  card(
    {
      audience: 'private',
      title: v.late
        ? text(`整改：应于 ${v.due} 前完成，已逾期`, `To put right: due ${v.due}, overdue`)
        : text(`整改：${v.due} 前完成`, `To put right by ${v.due}`),
      subtitle: v.place,
      colour: v.late ? 'red' : 'orange',
      waits: true,
    },
    [
      para(same(v.title), { size: 'heading' }),
      fact(text('防控措施', 'Measure'), same(v.measure)),
      fact(text('复查看到的情况', 'What the re-check saw'), same(v.seen)),
      form('rectify', [
        input({
          name: 'said',
          label: text('已经怎样整改', 'What has been done'),
          placeholder: text('做了什么、什么时候、留下什么记录', 'What, when, which record remains'),
          max: MAX_SAID,
          lines: 3,
          required: true,
        }),
        submit(text('登记整改', 'Record'), 'send_rectify', {
          do: 'rechecks.rectified',
          id: v.id,
          rev: v.rev,
        }),
      ]),
      note(
        v.others > 0
          ? text(
              `登记后由责任领导复查。之后还有 ${v.others} 条。`,
              `The responsible leader looks at it then. ${v.others} more after this.`,
            )
          : text('登记后由责任领导复查。', 'The responsible leader looks at it then.'),
      ),
    ],
  );

export const nothingToRectify = (): Card =>
  card({ audience: 'private', title: text('没有待整改的措施', 'Nothing to put right'), colour: 'green' }, [
    para(
      text(
        '复查发现措施未落实时，会在每日摘要中告知您。',
        'Your digest tells you when a re-check finds one.',
      ),
    ),
  ]);
