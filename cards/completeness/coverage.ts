import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, type Option, para, pick, row, table } from '../kit/elements.ts';
import type { Tagged } from '../kit/types.ts';
import { pager } from '../organization/paged.ts';

export type CoverageRow = {
  readonly id: string;
  readonly name: string;
  readonly listed: boolean;
  readonly covered: readonly { readonly word: Text; readonly count: number }[];
  readonly signed: readonly Text[];
  readonly missing: readonly Text[];
};
export type CoverageView = {
  readonly unit: string;
  readonly division: string;
  readonly place: string;
  readonly rows: readonly CoverageRow[];
  readonly page: number;
  readonly pages: number;
  readonly risks: number;
  readonly levels: { readonly post: number; readonly division: number; readonly unit: number };
  readonly gaps: {
    readonly posts: number;
    readonly items: number;
    readonly measures: number;
    readonly policies: number;
    readonly handovers: number;
  };
  readonly cells: { readonly filled: number; readonly signed: number; readonly empty: number };
  /** 三紧贴 (S64). */
  readonly close: { readonly prominent: number; readonly keyStep: number; readonly keyPost: number };
  /** Names of the first gaps; empty for who may only see the matrix. */
  readonly posts: readonly string[];
  readonly notStarted: readonly string[];
  readonly divisions: readonly Option[];
  readonly units: readonly Option[];
  readonly mayExport: boolean;
};

const orNone = (tags: readonly Tagged[], words: string): readonly Tagged[] =>
  tags.length > 0 ? tags : [{ text: words, color: 'neutral' }];
/** Colour never says it alone: the word stands on it. */
const cells = (r: CoverageRow) => ({
  item: shorten(r.listed ? r.name : `${r.name}（清单外 unlisted）`, 30),
  covered: orNone(
    r.covered.map((c) => ({ text: `${c.word['zh-CN']} ${c.count}`, color: 'green' })),
    '无 none',
  ),
  missing: orNone(
    [
      ...r.missing.map((t): Tagged => ({ text: t['zh-CN'], color: 'orange' })),
      ...r.signed.map((t): Tagged => ({ text: `${t['zh-CN']} 已说明`, color: 'neutral' })),
    ],
    '无缺 none',
  ),
});
const columns = [
  { name: 'item', display_name: '权力事项 Item', data_type: 'text' as const },
  { name: 'covered', display_name: '已覆盖来源 Covered', data_type: 'options' as const },
  { name: 'missing', display_name: '空白来源 Missing', data_type: 'options' as const },
];
const MAX_NAMED = 12;
const named = (names: readonly string[]): string =>
  names.slice(0, MAX_NAMED).join('、') + (names.length > MAX_NAMED ? `… ${names.length}` : '');

const cellSum = ({ cells: c }: CoverageView): number => c.filled + c.signed + c.empty;
const lacking = ({ close }: CoverageView): Text =>
  Object.values(close).some((n) => n === 0) ? text('，尚有缺项', '; one is still missing') : same('');

const counts = (v: CoverageView): readonly Text[] => [
  text(
    `已生效风险点 ${v.risks}：岗位 ${v.levels.post}，部门 ${v.levels.division}，单位 ${v.levels.unit}。`,
    `${v.risks} risk points in effect: post ${v.levels.post}, division ${v.levels.division}, unit ${v.levels.unit}.`,
  ),
  text(
    `空白：岗位 ${v.gaps.posts}，权力事项 ${v.gaps.items}，制度空白 ${v.gaps.policies}；措施待补 ${v.gaps.measures}；岗位交接未完成 ${v.gaps.handovers}。`,
    `Gaps: ${v.gaps.posts} posts, ${v.gaps.items} power items, ${v.gaps.policies} without a policy; ${v.gaps.measures} measures to complete; ${v.gaps.handovers} hand-overs open.`,
  ),
  text(
    `矩阵 ${cellSum(v)} 格：有风险点 ${v.cells.filled}，已说明没有 ${v.cells.signed}，空白 ${v.cells.empty}。`,
    `Matrix of ${cellSum(v)} cells: ${v.cells.filled} with risks, ${v.cells.signed} signed as none, ${v.cells.empty} empty.`,
  ),
  text(
    `三紧贴：突出问题 ${v.close.prominent} 个环节，关键环节 ${v.close.keyStep} 个，重要岗位 ${v.close.keyPost} 个${lacking(v)['zh-CN']}。`,
    `Close to: ${v.close.prominent} prominent problems, ${v.close.keyStep} key steps, ${v.close.keyPost} key posts${lacking(v)['en-US']}.`,
  ),
];

/** What is covered and what is not, ten power items a page, in words (S56, S68). */
export const coverageCard = (v: CoverageView): Card =>
  card(
    {
      audience: 'private',
      title: text('查漏', 'Gaps'),
      subtitle: same(shorten(v.place, 40)),
      colour: 'turquoise',
    },
    [
      ...counts(v).map((t) => para(t)),
      v.rows.length === 0
        ? para(text('这里还没有登记权力事项。', 'No power items are registered here yet.'))
        : table(columns, v.rows.map(cells)),
      ...pager(
        { items: [], page: v.page, pages: v.pages },
        { do: 'completeness.open', id: v.unit, rev: 0, division: v.division },
      ),
      v.rows.length > 0 &&
        pick({
          placeholder: text('逐格查看事项', 'See the cells of an item'),
          options: v.rows.map((r) => ({ value: r.id, label: same(shorten(r.name, 30)) })),
          action: { do: 'completeness.cells', id: v.unit, rev: 0, division: v.division },
        }),
      v.posts.length > 0 &&
        note(text(`尚无风险点的岗位：${named(v.posts)}`, `Posts without a risk point: ${named(v.posts)}`)),
      v.notStarted.length > 0 &&
        note(text(`尚未启动的单位：${named(v.notStarted)}`, `Units not started: ${named(v.notStarted)}`)),
      v.divisions.length > 1 &&
        pick({
          placeholder: text('选择部门', 'Choose a division'),
          options: v.divisions,
          action: { do: 'completeness.division', id: v.unit, rev: 0 },
        }),
      v.units.length > 1 &&
        pick({
          placeholder: text('选择单位', 'Choose a unit'),
          options: v.units,
          action: { do: 'completeness.unit', id: '-', rev: 0 },
        }),
      v.mayExport &&
        row(
          button(text('清单', 'Lists'), {
            ...{ do: 'completeness.list', id: v.unit, rev: 0, division: v.division, what: 'posts', page: 0 },
          }),
          button(text('导出 Excel', 'Export to Excel'), {
            do: 'completeness.export',
            id: v.unit,
            rev: 0,
            division: v.division,
          }),
        ),
      note(
        text(
          '来源：思想道德、岗位职责、业务流程、制度机制、外部环境。空白处请补充风险点，或说明没有的理由。',
          'Sources: ethics, duty, process, rules, environment. Where one is missing, add a risk point or say why there is none.',
        ),
      ),
    ],
  );
