import { same, type Text, text } from '../../src/kernel/text.ts';
import { shorten } from '../kit/clean.ts';
import { type Action, button, type Element, note, type Option, pick, row } from '../kit/elements.ts';

/** Options a select shows at once: each costs two of the card's 200 tagged objects. */
export const PAGE_OPTIONS = 20;

export type Page<T> = { readonly items: readonly T[]; readonly page: number; readonly pages: number };

export function pageOf<T>(all: readonly T[], page: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { items: all.slice(at * size, (at + 1) * size), page: at, pages };
}

/** Previous and next page; nothing when there is one page. `turn` is the command that shows the card at `page`. */
export const pager = ({ page, pages }: Page<unknown>, turn: Action): readonly (Element | false)[] =>
  pages < 2
    ? []
    : [
        row(
          page > 0 && button(text('上一页', 'Previous'), { ...turn, page: page - 1 }),
          page < pages - 1 && button(text('下一页', 'Next'), { ...turn, page: page + 1 }),
        ),
        note(text(`第 ${page + 1} 页，共 ${pages} 页`, `Page ${page + 1} of ${pages}`)),
      ];

/** A select over a long list, twenty at a time. */
export function pickPaged(o: {
  readonly placeholder: Text;
  readonly options: readonly Option[];
  readonly action: Action;
  readonly page: number;
  readonly turn: Action;
}): readonly (Element | false)[] {
  const page = pageOf(o.options, o.page, PAGE_OPTIONS);
  if (page.items.length === 0) return [note(text('（没有可选项）', '(nothing to choose)'))];
  return [
    pick({ placeholder: o.placeholder, options: page.items, action: o.action }),
    ...pager(page, o.turn),
  ];
}

/** Characters of one name in a list: twenty of them, three times each, must leave room in a card's 30 KB. */
const MAX_NAME = 24;

/** An option with a name as it is and a remark in both languages. */
export function option(value: string, name: string, remark?: Text): Option {
  const short = shorten(name, MAX_NAME);
  const [zh, en] = [shorten(remark?.['zh-CN'] ?? '', MAX_NAME), shorten(remark?.['en-US'] ?? '', MAX_NAME)];
  return { value, label: remark ? text(`${short}（${zh}）`, `${short} (${en})`) : same(short) };
}
