import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, row } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';

export const LISTS = ['posts', 'items', 'policies', 'measures', 'units'] as const;
export type ListName = (typeof LISTS)[number];
export const listWord: Readonly<Record<ListName, Text>> = {
  posts: text('无风险点的岗位', 'Posts without a risk'),
  items: text('无风险点的事项', 'Items without a risk'),
  policies: text('制度空白', 'Items without a policy'),
  measures: text('措施待补', 'Measures to complete'),
  units: text('未启动的单位', 'Units not started'),
};
export type GapListView = {
  readonly unit: string;
  readonly division: string;
  readonly place: string;
  readonly what: ListName;
  readonly counts: readonly { readonly what: ListName; readonly count: number }[];
  readonly rows: readonly string[];
  readonly page: number;
  readonly pages: number;
};

/** One list of gaps in full, and the way to the others; the numbers are those of the first card and of the sheets. */
export function gapListCard(v: GapListView): Card {
  const to = (what: ListName, page: number) => ({
    ...{ do: 'completeness.list', id: v.unit, rev: 0, division: v.division, what, page },
  });
  const count = v.counts.find((c) => c.what === v.what)?.count ?? 0;
  return card(
    {
      audience: 'private',
      title: listWord[v.what],
      subtitle: same(shorten(v.place, 40)),
      colour: 'turquoise',
    },
    [
      para(text(`共 ${count} 项。`, `${count} in all.`)),
      ...v.rows.map((r) => para(same(shorten(r, 60)))),
      ...pager({ items: [], page: v.page, pages: v.pages }, to(v.what, v.page)),
      row(
        ...v.counts
          .filter((c) => c.what !== v.what)
          .map((c) =>
            button(
              text(`${listWord[c.what]['zh-CN']} ${c.count}`, `${listWord[c.what]['en-US']} ${c.count}`),
              to(c.what, 0),
            ),
          ),
      ),
      row(
        button(text('返回查漏', 'Back'), {
          do: 'completeness.open',
          id: v.unit,
          rev: 0,
          division: v.division,
        }),
      ),
      note(text('与导出的 Excel 数字一致。', 'The same numbers as in the Excel file.')),
    ],
  );
}
