import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, type Option, para, pick, row, table } from '../kit/elements.ts';
import type { Tagged } from '../kit/types.ts';
import { pager } from '../organization/paged.ts';
import { powerWords as words } from './text.ts';

export type Marks = Readonly<Record<Grade, number>>;
export type PowerRow = {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly steps: number;
  readonly marks: Marks;
  /** Governing policies. */
  readonly policies: number;
};
export type PowersView = {
  readonly unit: { readonly id: string; readonly name: string };
  /** '' = all divisions of the unit. */
  readonly division: { readonly id: string; readonly name: string };
  /** Only items without a governing policy. */
  readonly gapsOnly: boolean;
  readonly rows: readonly PowerRow[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly gaps: number;
  readonly units: readonly Option[];
  readonly divisions: readonly Option[];
};

const GRADES = [1, 2, 3] as const;
const none = text('未标风险点', 'no risk points');

/** 一级（高）1、三级（低）2: counts by grade in words, graver ones first. */
export const marksText = (marks: Marks): Text => {
  const parts = GRADES.filter((g) => marks[g] > 0).map((g) =>
    text(`${gradeWord[g]['zh-CN']} ${marks[g]}`, `${marks[g]} × ${gradeWord[g]['en-US']}`),
  );
  return parts.length === 0 ? none : joinTexts(parts, text('、', ', '));
};

const TAG = {
  1: { word: '高', color: 'red' },
  2: { word: '中', color: 'orange' },
  3: { word: '低', color: 'blue' },
} as const;
/** 高 1、低 2 on the colours of the grades, graver ones first; a sentence in two languages is cut off on a phone. */
const riskTags = (marks: Marks): readonly Tagged[] => {
  const tags = GRADES.filter((g) => marks[g] > 0).map(
    (g): Tagged => ({ text: `${TAG[g].word} ${marks[g]}`, color: TAG[g].color }),
  );
  return tags.length > 0 ? tags : [{ text: '0', color: 'neutral' }];
};

const NAME = 24;
const cells = (r: PowerRow) => ({
  name: shorten(r.name, NAME),
  risks: riskTags(r.marks),
  policies: r.policies === 0 ? '空白 none' : String(r.policies),
});
const columns = [
  { name: 'name', display_name: '权力事项 Item', data_type: 'text' as const },
  { name: 'risks', display_name: '风险 Risks', data_type: 'options' as const },
  { name: 'policies', display_name: '制度 Policies', data_type: 'text' as const },
];

const summary = (v: PowersView): Text =>
  text(
    `权力事项 ${v.total} 项，其中制度空白 ${v.gaps} 项。`,
    `${v.total} power items, ${v.gaps} of them without a governing policy.`,
  );
const empty = (v: PowersView): Text =>
  v.gapsOnly
    ? text('没有制度空白的权力事项。', 'Every power item has a governing policy.')
    : text('这里还没有登记权力事项和环节。', 'No power items or steps are registered here yet.');

/** The power list of a unit or division: ten items a page, three columns for a phone. */
export function powersCard(v: PowersView): Card {
  const at = { id: v.unit.id, rev: 0, division: v.division.id };
  const gaps = v.gapsOnly ? 1 : 0;
  const open = v.rows.map(
    (r): Option => ({ value: r.id, label: same(shorten(`${r.name}（${r.division}）`, 40)) }),
  );
  const place = v.division.name === '' ? v.unit.name : `${v.unit.name} · ${v.division.name}`;
  return card(
    { audience: 'private', title: words.title, subtitle: same(shorten(place, 40)), colour: 'turquoise' },
    [
      para(summary(v)),
      v.rows.length === 0 ? para(empty(v)) : table(columns, v.rows.map(cells)),
      ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'powers.open', ...at, gaps }),
      open.length > 0 &&
        pick({
          placeholder: words.chooseItem,
          options: open,
          action: { do: 'powers.item', id: '-', rev: 0 },
        }),
      v.divisions.length > 1 &&
        pick({
          placeholder: words.chooseDivision,
          options: v.divisions,
          action: { do: 'powers.division', id: v.unit.id, rev: 0 },
        }),
      v.units.length > 1 &&
        pick({
          placeholder: words.chooseUnit,
          options: v.units,
          action: { do: 'powers.unit', id: '-', rev: 0 },
        }),
      row(
        v.gapsOnly
          ? button(text('看全部事项', 'Show all items'), { do: 'powers.open', ...at, gaps: 0 })
          : v.gaps > 0 &&
              button(text('只看制度空白', 'Only without a policy'), { do: 'powers.open', ...at, gaps: 1 }),
        button(words.readiness, { do: 'powers.readiness', id: v.unit.id, rev: 0 }),
        button(words.policies, { do: 'powers.policies', id: '-', rev: 0 }),
      ),
      note(text('风险数按已入目录的风险点计算。', 'Risk counts are those in the catalogue.')),
    ],
  );
}
