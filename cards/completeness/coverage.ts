import { joinTexts, same, type Text, text } from '../../src/kernel/text.ts';
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
/** The first two characters of a source tell it from the others; four of them fit beside the item on a phone. */
const SHORT = 2;
const missing = (r: CoverageRow): readonly Tagged[] =>
  r.covered.length + r.signed.length === 0 && r.missing.length > 0
    ? [{ text: '全部 all', color: 'orange' }]
    : r.missing.map((t) => ({ text: t['zh-CN'].slice(0, SHORT), color: 'orange' }));
const signed = (r: CoverageRow): readonly Tagged[] =>
  r.signed.length > 0 ? [{ text: `已说明 ${r.signed.length}`, color: 'neutral' }] : [];
/** Only what is missing, in words on the colour; what is covered is on the card of the item. */
const cells = (r: CoverageRow) => ({
  item: shorten(r.listed ? r.name : `${r.name}（清单外 unlisted）`, 30),
  missing: orNone([...missing(r), ...signed(r)], '无 none'),
});
const columns = [
  { name: 'item', display_name: '权力事项 Item', data_type: 'text' as const },
  { name: 'missing', display_name: '空白来源 Missing', data_type: 'options' as const },
];
const MAX_NAMED = 12;
const named = (names: readonly string[]): Text => {
  const shown = names.slice(0, MAX_NAMED).join('、');
  return names.length > MAX_NAMED
    ? text(`${shown}等 ${names.length} 个`, `${shown} … (${names.length} in all)`)
    : same(shown);
};

const cellSum = ({ cells: c }: CoverageView): number => c.filled + c.signed + c.empty;
const lacking = ({ close }: CoverageView): Text =>
  Object.values(close).some((n) => n === 0) ? text('，尚有缺项', '; one is still missing') : same('');

/** The gaps that are there, what is to be done first. */
const gapText = ({ gaps }: CoverageView): Text => {
  const parts = [
    { n: gaps.posts, zh: `岗位 ${gaps.posts} 个`, en: `${gaps.posts} post(s)` },
    { n: gaps.items, zh: `权力事项 ${gaps.items} 项`, en: `${gaps.items} power item(s)` },
    { n: gaps.policies, zh: `缺制度 ${gaps.policies} 项`, en: `${gaps.policies} without a policy` },
    { n: gaps.measures, zh: `措施待补 ${gaps.measures} 条`, en: `${gaps.measures} measure(s) to complete` },
    { n: gaps.handovers, zh: `岗位未交接 ${gaps.handovers} 个`, en: `${gaps.handovers} hand-over(s) open` },
  ].filter(({ n }) => n > 0);
  if (parts.length === 0) return text('没有空白。', 'No gaps.');
  const all = joinTexts(
    parts.map(({ zh, en }) => text(zh, en)),
    text('、', ', '),
  );
  return text(`还空着：${all['zh-CN']}。`, `Still missing: ${all['en-US']}.`);
};
const matrixText = (v: CoverageView): Text =>
  text(
    `事项 × 来源共 ${cellSum(v)} 格：有风险点 ${v.cells.filled}，已说明没有 ${v.cells.signed}，空白 ${v.cells.empty}。`,
    `${cellSum(v)} cells of items and sources: ${v.cells.filled} with risks, ${v.cells.signed} signed as none, ${v.cells.empty} empty.`,
  );
const inEffect = (v: CoverageView): Text =>
  text(
    `已生效风险点 ${v.risks} 条：岗位 ${v.levels.post}、部门 ${v.levels.division}、单位 ${v.levels.unit}。三紧贴：突出问题 ${v.close.prominent}、关键环节 ${v.close.keyStep}、重要岗位 ${v.close.keyPost}${lacking(v)['zh-CN']}。`,
    `${v.risks} risk point(s) in effect: post ${v.levels.post}, division ${v.levels.division}, unit ${v.levels.unit}. Close to: ${v.close.prominent} prominent problems, ${v.close.keyStep} key steps, ${v.close.keyPost} key posts${lacking(v)['en-US']}.`,
  );

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
      para(gapText(v)),
      para(matrixText(v)),
      note(inEffect(v)),
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
        note(joinTexts([text('尚无风险点的岗位：', 'Posts without a risk point: '), named(v.posts)])),
      v.notStarted.length > 0 &&
        note(joinTexts([text('尚未启动的单位：', 'Units not started: '), named(v.notStarted)])),
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
