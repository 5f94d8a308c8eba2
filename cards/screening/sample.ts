import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';

export type SampleItem = {
  readonly id: string;
  readonly rev: number;
  readonly place: string;
  readonly at: string;
  readonly titles: readonly string[];
  readonly checked?: 'fine' | 'again';
};
export type SampleView = {
  readonly year: number;
  readonly percent: number;
  readonly statements: number;
  readonly items: readonly SampleItem[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
};
const checkedWord = {
  fine: text('已核实，没有变化', 'checked: no change'),
  again: text('已请本人再核对', 'asked to look again'),
} as const;

const rows = (i: SampleItem, page: number, max: number): readonly Element[] => [
  hr,
  para(same(shorten(i.place, 60))),
  note(
    text(
      `${i.at} 确认：${shorten(i.titles.join('；'), max) || '目录中没有风险点'}`,
      `Stated ${i.at}: ${shorten(i.titles.join('; '), max) || 'no risk point in the catalogue'}`,
    ),
  ),
  i.checked
    ? note(checkedWord[i.checked])
    : row(
        button(
          text('已核实', 'Checked'),
          { do: 'screening.check', id: i.id, rev: i.rev, how: 'fine', page },
          'primary',
        ),
        button(text('请本人再核对', 'Ask to look again'), {
          do: 'screening.check',
          id: i.id,
          rev: i.rev,
          how: 'again',
          page,
        }),
      ),
];

function draw(v: SampleView, max: number): Card {
  const turn = (page: number) => ({ do: 'screening.sample', id: '-', rev: 0, page });
  return card(
    {
      audience: 'private',
      title: text(`${v.year} 年“没有变化”抽查`, `Sample of «no change» ${v.year}`),
      colour: 'blue',
    },
    [
      para(
        text(
          `共 ${v.statements} 项确认，按 ${v.percent}% 抽出 ${v.total} 项（本人职责范围内）。`,
          `${v.statements} statements; ${v.percent}% drawn: ${v.total} within your duty.`,
        ),
      ),
      ...v.items.flatMap((i) => rows(i, v.page, max)),
      v.pages > 1 && note(text(`第 ${v.page + 1} 页，共 ${v.pages} 页`, `Page ${v.page + 1} of ${v.pages}`)),
      v.pages > 1 &&
        row(
          v.page > 0 && button(text('上一页', 'Previous'), turn(v.page - 1)),
          v.page + 1 < v.pages && button(text('下一页', 'Next'), turn(v.page + 1)),
        ),
    ],
  );
}
/** The drawn statements for a discipline officer. */
export const sampleCard = (v: SampleView): Card => fitting([() => draw(v, 120), () => draw(v, 20)]);
