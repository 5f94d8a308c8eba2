import { differenceWord } from '../../../cards/catalogue/difference.ts';
import { leaderWord, postKindWord } from '../../../cards/catalogue/text.ts';
import type { World } from '../../kernel/capability.ts';
import { type Grade, gradeWord } from '../../kernel/grade.ts';
import { localDate } from '../../kernel/time.ts';
import { giveWay } from '../../kernel/turns.ts';
import { type RiskBody, type RiskDoc, type RiskTexts, riskOf } from '../risks/index.ts';
import { type EditionDoc, type FrozenRow, unitTotals } from './edition-model.ts';
import { reasonOf, titleOf } from './edition-reason.ts';
import { compare, listed } from './edition-view.ts';
import { CATALOGUE_COLUMNS, RISK_COLUMNS, riskLine, SIGNATURE } from './excel.ts';
import { addCounts, type Counts, countOf, noCounts } from './model.ts';
import type { CellInput, Sheet, SheetColumn, WriteBook } from './workbook.ts';

const column = (name: string, width: number): SheetColumn => ({ name, width });
export const SUMMARY_COLUMNS = [
  column('序号', 6),
  column('单位', 24),
  column('目录条目', 10),
  column('风险点数', 10),
  column('一级数', 9),
  column('二级数', 9),
  column('三级数', 9),
  column('最高等级', 11),
  column('责任领导', 12),
  column('版本', 12),
];
export const DIFFERENCE_COLUMNS = [
  column('序号', 6),
  column('变动', 8),
  column('单位', 18),
  column('部门', 16),
  column('岗位', 18),
  column('风险点名称', 24),
  column('原等级', 11),
  column('现等级', 11),
  column('变动依据', 22),
  column('说明', 36),
];
const gradeZh = (g: Grade | undefined): string => (g === undefined ? '' : gradeWord[g]['zh-CN']);
const highest = (c: Counts): Grade | undefined => ([1, 2, 3] as const).find((g) => c[g] > 0);
const totalOf = (rows: readonly { readonly counts: Counts }[]): Counts =>
  rows.reduce((sum, r) => addCounts(sum, r.counts), noCounts);

function rowLine(row: FrozenRow, no: number, edition: string): readonly CellInput[] {
  const { counts, grade } = row;
  return [
    no,
    ...row.names,
    row.kind ? postKindWord[row.kind]['zh-CN'] : '',
    countOf(counts),
    counts[1],
    counts[2],
    counts[3],
    gradeZh(grade),
    leaderWord[grade]['zh-CN'],
    row.approvedOn ?? '',
    edition,
  ];
}
const totalLine = (t: Counts): readonly CellInput[] => [
  '合计',
  '',
  '',
  '',
  '',
  countOf(t),
  t[1],
  t[2],
  t[3],
  '',
  '',
  '',
  '',
];

/** A name Excel takes for a sheet, never used twice. */
export function sheetNames(): (name: string) => string {
  const used = new Set<string>();
  return (name) => {
    // Excel's own rules: 31 characters, none of these.
    const base = name.replace(/[\\/*?:[\]]/g, '').slice(0, 27) || '单位';
    let chosen = base;
    for (let n = 2; used.has(chosen); n += 1) chosen = `${base}（${n}）`;
    used.add(chosen);
    return chosen;
  };
}

/** The risk as it stood at a revision: the document itself, or the ledger's line that made it. */
async function riskAt(world: World, id: string, rev: number): Promise<RiskDoc | undefined> {
  const now = await riskOf(world.read, id);
  if (now?.rev === rev) return now;
  for await (const { after } of world.read.history({ kind: 'risk', id }))
    if (after?.rev === rev) return after as RiskDoc & { body: RiskBody; sealed?: RiskTexts };
  return undefined;
}

async function riskSheet(
  world: World,
  rows: readonly FrozenRow[],
  given: Given,
  name: string,
): Promise<Sheet> {
  const lines: (readonly CellInput[])[] = [];
  for (const row of rows) {
    for (const { id, rev } of row.risks) {
      const doc = await riskAt(world, id, rev);
      if (doc) lines.push(riskLine(doc, lines.length + 1, world, row.names));
    }
    await giveWay();
  }
  const title = `${given.whose}岗位廉政风险点排查及防控措施表`;
  return { name, title, subtitle: given.subtitle, columns: RISK_COLUMNS, rows: lines, signature: SIGNATURE };
}

/** Risks looked up in one turn. */
const TURN = 20;

async function differenceSheet(
  world: World,
  doc: EditionDoc,
  given: Given,
  name: string,
): Promise<Sheet | undefined> {
  const found = await compare(world, doc.id);
  if (!found?.previous) return undefined;
  const lines: (readonly CellInput[])[] = [];
  for (const item of listed(found.difference).filter((i) => given.units.has(i.row.place.unit))) {
    const { words, said } = await reasonOf(world, item.id, item.how, found.previous.body.at);
    const was = item.how === 'fresh' ? '' : gradeZh(item.from ?? item.grade);
    const is = item.how === 'retired' ? '' : gradeZh(item.grade);
    const title = await titleOf(world, item.id);
    if (lines.length % TURN === 0) await giveWay();
    lines.push([
      lines.length + 1,
      differenceWord[item.how]['zh-CN'],
      ...item.row.names,
      title,
      was,
      is,
      words['zh-CN'],
      said,
    ]);
  }
  const { fresh, changed, retired, unchanged } = found.difference;
  const counts = `新增 ${fresh.length}　变动 ${changed.length}　停用 ${retired.length}　不变 ${unchanged}`;
  return {
    name,
    title: `岗位风险等级目录变动对照表（${found.previous.body.no} → ${doc.body.no}）`,
    subtitle: given.units.size === doc.body.units.length ? counts : given.subtitle,
    columns: DIFFERENCE_COLUMNS,
    rows: lines,
    signature: SIGNATURE,
  };
}

type Given = {
  readonly whose: string;
  readonly subtitle: string;
  readonly units: ReadonlySet<string>;
  /** With the whole hash, for the summary: the title there names the unit. */
  readonly stamp: string;
};

function summarySheet(
  rows: readonly FrozenRow[],
  edition: EditionDoc['body'],
  given: Given,
  name: string,
): Sheet {
  const units = unitTotals(rows);
  const t = totalOf(units);
  return {
    name,
    title: `${given.whose}岗位风险等级目录（${edition.year} 年）汇总`,
    subtitle: given.stamp,
    columns: SUMMARY_COLUMNS,
    rows: units.map(({ name: unit, counts, places }, i) => {
      const top = highest(counts);
      const leader = top === undefined ? '' : leaderWord[top]['zh-CN'];
      return [
        i + 1,
        unit,
        places,
        countOf(counts),
        counts[1],
        counts[2],
        counts[3],
        gradeZh(top),
        leader,
        edition.no,
      ];
    }),
    totals: ['合计', '', rows.length, countOf(t), t[1], t[2], t[3], '', '', ''],
    signature: SIGNATURE,
  };
}

const unitSheet = (
  rows: readonly FrozenRow[],
  edition: EditionDoc['body'],
  stamp: string,
  name: string,
): Sheet => ({
  name,
  title: `${rows[0]?.names[0] ?? ''}岗位风险等级目录（${edition.year} 年）`,
  subtitle: `单位：${rows[0]?.names[0] ?? ''}　　${stamp}`,
  columns: CATALOGUE_COLUMNS,
  rows: rows.map((r, i) => rowLine(r, i + 1, edition.no)),
  totals: totalLine(totalOf(rows)),
  signature: SIGNATURE,
});

/**
 * An edition on the official paper: summary, one sheet a unit, the list of its risk points in the words of that day, and
 * the comparison with the edition before. `allowed`: units whose sheets the reader may take along.
 */
export async function editionFile(
  world: World,
  doc: EditionDoc,
  rows: readonly FrozenRow[],
  allowed: readonly string[],
  write: WriteBook,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { body } = doc;
  const units = new Set(body.units.map((u) => u.unit).filter((u) => allowed.includes(u)));
  const own = rows.filter((r) => units.has(r.place.unit));
  const only = units.size < body.units.length ? own[0]?.names[0] : undefined;
  const day =
    body.approvedAt === undefined ? '待审定' : `审定 ${localDate(body.approvedAt, world.settings.zone)}`;
  const stamp = `版本：${body.no}　　${day}`;
  const whose = only ?? world.settings.bureau;
  const given: Given = {
    whose,
    units,
    subtitle: `单位：${whose}　　${stamp}`,
    stamp: `${stamp}　　校验码：${body.hash}`,
  };
  const named = sheetNames();
  const sheets: (Sheet | undefined)[] = [
    summarySheet(own, body, given, named('汇总')),
    ...body.units
      .filter((u) => units.has(u.unit))
      .map((u) =>
        unitSheet(
          own.filter((r) => r.place.unit === u.unit),
          body,
          stamp,
          named(u.name),
        ),
      ),
    await riskSheet(world, own, given, named('风险点清单')),
    await differenceSheet(world, doc, given, named('与上一版对照')),
  ];
  const bytes = await write(sheets.filter((s): s is Sheet => s !== undefined));
  return { name: `${whose}岗位风险等级目录_${body.no}版.xlsx`, bytes };
}
