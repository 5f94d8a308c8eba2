import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { note, para, table } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';

export type QualityRow = {
  readonly unit: string;
  readonly submitted: number;
  readonly empty: number;
  readonly returned: number;
  readonly reasons: {
    readonly unrealistic: number;
    readonly vague: number;
    readonly perfunctory: number;
    readonly other: number;
  };
};
export type QualityView = {
  readonly year: number;
  readonly total: QualityRow;
  /** Power items without a risk point, of all power items. */
  readonly uncovered: number;
  readonly items: number;
  readonly rows: readonly QualityRow[];
  readonly page: number;
  readonly pages: number;
};

const cells = (r: QualityRow) => ({
  unit: shorten(r.unit, 24),
  count: `填报 ${r.submitted} · 空泛 ${r.empty} · 退回 ${r.returned}`,
  why: `脱离实际 ${r.reasons.unrealistic} · 内容空泛 ${r.reasons.vague} · 敷衍搪塞 ${r.reasons.perfunctory} · 其他 ${r.reasons.other}`,
});
const columns = [
  { name: 'unit', display_name: '单位 Unit', data_type: 'text' as const },
  { name: 'count', display_name: '数量 Sent, empty, returned', data_type: 'text' as const },
  { name: 'why', display_name: '退回原因 Reasons', data_type: 'text' as const },
];
const share = (n: number, of: number): string => (of === 0 ? '—' : `${Math.round((100 * n) / of)}%`);
const indicators = ({ total: t, uncovered, items }: QualityView): readonly Text[] => [
  text(
    `找不出：空泛或“无风险”的填报 ${t.empty} 件`,
    `Not found: ${t.empty} declarations that say little or «no risk»`,
  ),
  text(
    `找不准：退回 ${t.returned} 次，占填报 ${t.submitted} 件的 ${share(t.returned, t.submitted)}`,
    `Not exact: ${t.returned} returns on ${t.submitted} declarations (${share(t.returned, t.submitted)})`,
  ),
  text(
    `找不全：${items} 个权力事项中 ${uncovered} 个没有风险点`,
    `Not complete: ${uncovered} of ${items} power items have no risk point`,
  ),
];

/** The three failure indicators (S52) and the returns by unit and reason (S71), in the office's own order. */
export const qualityCard = (v: QualityView): Card =>
  card(
    {
      audience: 'private',
      title: text(`查找质量 ${v.year} 年`, `Quality in ${v.year}`),
      colour: 'turquoise',
    },
    [
      ...indicators(v).map((t) => para(t)),
      v.rows.length > 0 && table(columns, v.rows.map(cells)),
      ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'completeness.quality', id: '-', rev: 0 }),
      note(
        text(
          '按单位设置的顺序排列，仅供改进工作参考，不作排名。',
          "In the office's own order, to improve the work; not a ranking.",
        ),
      ),
    ],
  );
