import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, pick, row, table } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';
import { areaWords as words } from './text.ts';

export type AreaLine = {
  readonly id: string;
  readonly name: string;
  readonly key: boolean;
  readonly scale?: { readonly year: string; readonly amount: number };
  readonly growth: number | undefined;
  /** Risk points that stand in it, in whatever state. */
  readonly risks: number;
};
export type AreasView = {
  readonly rows: readonly AreaLine[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly keys: number;
};
const columns = [
  { name: 'name', display_name: '领域 Area', data_type: 'text' as const },
  { name: 'scale', display_name: '亿元（同比）', data_type: 'text' as const },
  {
    name: 'risks',
    display_name: '风险点',
    data_type: 'number' as const,
    horizontal_align: 'right' as const,
  },
];
const scaleCell = ({ scale, growth }: AreaLine): string => {
  if (!scale) return '–';
  const change = growth === undefined ? '' : `${growth > 0 ? '+' : ''}${growth}%`;
  return `${scale.amount}${change === '' ? '' : `（${change}）`}`;
};

/** Key areas first, then by the money that goes through them (S4, S12, S14). */
export const areasCard = (v: AreasView): Card =>
  card({ audience: 'private', title: words.title, colour: 'turquoise' }, [
    v.total === 0
      ? para(words.none)
      : para(
          text(
            `共 ${v.total} 个领域，其中重点领域 ${v.keys} 个。`,
            `${v.total} areas, ${v.keys} of them key areas.`,
          ),
        ),
    v.rows.length > 0 &&
      table(
        columns,
        v.rows.map((r) => ({
          name: `${r.key ? '★ ' : ''}${shorten(r.name, 14)}`,
          scale: scaleCell(r),
          risks: r.risks,
        })),
      ),
    ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'areas.list', id: '-', rev: 0 }),
    v.rows.length > 0 &&
      pick({
        placeholder: text('查看一个领域', 'Open an area'),
        options: v.rows.map((r) => ({ value: r.id, label: same(shorten(r.name, 24)) })),
        action: { do: 'areas.area', id: '-', rev: 0 },
      }),
    row(
      button(words.projects, { do: 'areas.projects', id: '-', rev: 0 }),
      button(words.profiles, { do: 'areas.profiles', id: '-', rev: 0 }),
    ),
    note(
      text(
        '★ 重点领域；规模为最近一年，单位亿元。',
        '★ key area; scale of the newest year in 100 million yuan.',
      ),
    ),
    note(words.howToFill),
  ]);
