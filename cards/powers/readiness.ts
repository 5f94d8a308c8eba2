import { same, type Text, text } from '../../src/kernel/text.ts';
import { both } from '../catalogue/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, row, table } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';
import { powerWords as words } from './text.ts';

export type ReadinessRow = {
  readonly name: Text;
  readonly items: number;
  readonly policy: number;
  readonly records: number;
  readonly owner: number;
  readonly steps: number;
  readonly disclosed: number;
  readonly standing: Text;
};
export type ReadinessView = {
  readonly unit: { readonly id: string; readonly name: string };
  readonly rows: readonly ReadinessRow[];
  readonly page: number;
  readonly pages: number;
  readonly total: ReadinessRow;
};

const cells = (r: ReadinessRow) => ({
  name: shorten(both(r.name), 28),
  checks: `章 ${r.policy}/${r.items} · 据 ${r.records}/${r.items} · 人 ${r.owner}/${r.items}`,
  standing: both(r.standing),
});
const columns = [
  { name: 'name', display_name: '部门 Division', data_type: 'text' as const },
  { name: 'checks', display_name: '三查 Policy, records, owner', data_type: 'text' as const },
  { name: 'standing', display_name: '情况 Standing', data_type: 'text' as const },
];
const of = (zh: string, en: string, n: number, all: number): Text =>
  text(`${zh}：${all} 项中 ${n} 项`, `${en}: ${n} of ${all}`);

/** The three checks and the readiness of each division of one unit, in the office's own order. */
export const readinessCard = (v: ReadinessView): Card =>
  card(
    {
      audience: 'private',
      title: words.readiness,
      subtitle: same(shorten(v.unit.name, 40)),
      colour: 'turquoise',
    },
    [
      para(of('有章可循（有制度）', 'A governing policy', v.total.policy, v.total.items)),
      para(of('有据可查（有记录）', 'Records are kept', v.total.records, v.total.items)),
      para(of('有人负责（岗位有人）', 'A responsible post with a holder', v.total.owner, v.total.items)),
      para(of('责权清晰（每个环节有岗位）', 'Every step has a post', v.total.steps, v.total.items)),
      para(of('运行公开（公开范围已定）', 'Disclosure is decided', v.total.disclosed, v.total.items)),
      v.rows.length === 0
        ? para(text('这个单位还没有登记权力事项。', 'This unit has no power items yet.'))
        : table(columns, v.rows.map(cells)),
      ...pager(
        { items: [], page: v.page, pages: v.pages },
        { do: 'powers.readiness', id: v.unit.id, rev: 0 },
      ),
      row(button(words.back, { do: 'powers.open', id: v.unit.id, rev: 0, division: '', gaps: 0 })),
      note(
        text(
          '章＝有制度，据＝有记录，人＝有责任岗位。按单位设置的顺序排列，不作比较。',
          "Policy, records, owner: items that have them. In the office's own order; not a comparison.",
        ),
      ),
    ],
  );
