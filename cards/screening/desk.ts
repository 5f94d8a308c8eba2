import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { type AwayName, answerWord, awayWord } from './text.ts';

export type ConfirmItem = {
  readonly id: string;
  readonly rev: number;
  readonly person: string;
  readonly place: Text;
  readonly kind: 'none' | 'away';
  readonly reason: string;
  readonly away?: AwayName;
};
/** A post holder's different view of a risk that this leader raised. */
export type DifferingView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly person: string;
  readonly reason: string;
};
export type ScreeningDeskView = {
  readonly items: readonly ConfirmItem[];
  readonly total: number;
  readonly views: readonly DifferingView[];
};

const said = (i: ConfirmItem, max: number): Text =>
  i.kind === 'away' && i.away ? awayWord[i.away] : same(shorten(i.reason, max));
const itemRows = (i: ConfirmItem, max: number): readonly Element[] => [
  hr,
  para(same(`${shorten(i.person, 20)} · ${shorten(i.place['zh-CN'], 60)}`)),
  fact(answerWord[i.kind], said(i, max)),
  row(
    button(text('确认', 'Confirm'), { do: 'screening.confirm', id: i.id, rev: i.rev }, 'primary'),
    button(text('请再看看', 'Ask again'), { do: 'screening.askAgain', id: i.id, rev: i.rev }),
  ),
];
const viewRows = (v: DifferingView, max: number): readonly Element[] => [
  hr,
  para(
    text(
      `${shorten(v.person, 20)} 对“${shorten(v.title, 40)}”有不同意见：`,
      `${shorten(v.person, 20)} sees "${shorten(v.title, 40)}" differently:`,
    ),
  ),
  para(same(shorten(v.reason, max))),
  button(text('知道了', 'Seen'), { do: 'screening.seen', id: v.id, rev: v.rev }),
];

function draw(v: ScreeningDeskView, shown: number, max: number): Card {
  const items = v.items.slice(0, shown);
  const open = v.total + v.views.length > 0;
  return card(
    {
      audience: 'private',
      title: text(`排查待确认：${v.total} 项`, `Screening: ${v.total} to confirm`),
      colour: open ? 'orange' : 'green',
      waits: open,
    },
    [
      para(
        open
          ? text(
              '领导岗位和重点岗位的“无风险点”、以及“不在岗”由您确认。',
              '"No risk" on leadership and key posts, and "not at the post", are yours to confirm.',
            )
          : text('没有等您确认的事项。', 'Nothing waits for you.'),
      ),
      ...items.flatMap((i) => itemRows(i, max)),
      ...v.views.slice(0, shown).flatMap((view) => viewRows(view, max)),
      v.total > items.length &&
        note(
          text(
            `另有 ${v.total - items.length} 项，处理后继续显示。`,
            `${v.total - items.length} more follow.`,
          ),
        ),
    ],
  );
}

/** A head's desk of the campaign: one list card, redrawn in place as items come and go. */
export const screeningDeskCard = (v: ScreeningDeskView): Card =>
  fitting([() => draw(v, 8, 200), () => draw(v, 4, 60)]);
