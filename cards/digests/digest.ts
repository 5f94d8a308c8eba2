import type { Text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { digestWords as words } from './text.ts';

export type DigestView = {
  readonly date: string;
  /** Steps that wait for the person; undefined when there are none. */
  readonly waiting?: {
    readonly total: number;
    readonly overdue: number;
    readonly today: number;
    readonly soon: number;
  };
  readonly lines: readonly Text[];
};
/** More lines than this aren't read; the rest is counted. */
export const MAX_LINES = 12;

/** The one private message of a person and working day. */
export function digestCard(v: DigestView): Card {
  const draw = (max: number): Card => {
    const left = v.lines.length - Math.min(max, v.lines.length);
    const w = v.waiting;
    return card(
      {
        audience: 'private',
        title: words.title,
        subtitle: { 'zh-CN': v.date, 'en-US': v.date },
        colour: 'blue',
      },
      [
        w && para(words.waiting(w.total, w.overdue, w.today, w.soon), { size: 'heading' }),
        w && v.lines.length > 0 && hr,
        ...v.lines.slice(0, max).map((line) => para(line)),
        left > 0 && note(words.more(left)),
        row(
          button(words.todo, { do: 'review.desk', id: '-', rev: 0 }, w ? 'primary' : 'default'),
          button(words.mine, { do: 'risks.mine', id: 'new', rev: 0, page: 0 }),
        ),
        note(words.once),
      ],
    );
  };
  return fitting([() => draw(MAX_LINES), () => draw(4), () => draw(0)]);
}
