import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, note, para, row } from '../kit/elements.ts';
import { words } from './text-review.ts';

export type HistoryLine = {
  readonly at: string;
  readonly who: Text;
  readonly what: Text;
  readonly step?: Text;
  readonly more?: Text;
  readonly comment?: string;
};
export type HistoryView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  /** Newest first. */
  readonly lines: readonly HistoryLine[];
  /** Older lines that are not shown. */
  readonly older: number;
};

const line = (l: HistoryLine): Text => {
  const join = (k: 'zh-CN' | 'en-US'): string =>
    [l.at, l.who[k], l.step?.[k], l.what[k], l.more?.[k]]
      .filter((x) => x !== undefined && x !== '')
      .join(' · ');
  return text(join('zh-CN'), join('en-US'));
};

/** Who did what when (凡事有据可查). */
export const historyCard = (v: HistoryView): Card =>
  card({ audience: 'private', title: words.history, subtitle: v.place, colour: 'wathet' }, [
    para(text(v.title, v.title), { size: 'heading' }),
    ...v.lines.flatMap((l) => [
      para(line(l)),
      l.comment ? note(text(`说明：${l.comment}`, `Comment: ${l.comment}`)) : undefined,
    ]),
    v.older > 0 &&
      note(
        text(
          `更早的 ${v.older} 条未列出，完整记录在台账中。`,
          `${v.older} older lines are kept in the ledger.`,
        ),
      ),
    row(button(words.back, { do: 'review.open', id: v.id, rev: v.rev })),
  ]);
