import { leaderWord, postKindWord } from '../../../cards/catalogue/text.ts';
import type { World } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import {
  type Grade,
  type GradingRules,
  gradeOf,
  gradeWord,
  scoreWords,
  tripleMajorWord,
} from '../../kernel/grade.ts';
import type { Organization, Place } from '../../kernel/people.ts';
import { type Instant, localDate } from '../../kernel/time.ts';
import { giveWay, mapInTurns } from '../../kernel/turns.ts';
import {
  assetWord,
  CONFIRMED_CASE,
  methodWord,
  ownerOf,
  type RiskBody,
  type RiskDoc,
  sourceWord,
} from '../risks/index.ts';
import { effectiveRisks, entryOf } from './load.ts';
import { BUREAU, type CatalogueRow, countOf, placeKey, rowsOf, totalsOf } from './model.ts';
import type { CellInput, SheetColumn, WriteBook } from './workbook.ts';

/** The official paper is Chinese; its columns are fixed by the form of the catalogue. */
const column = (name: string, width: number): SheetColumn => ({ name, width });
export const CATALOGUE_COLUMNS: readonly SheetColumn[] = [
  column('序号', 6),
  column('单位', 18),
  column('部门', 16),
  column('岗位', 18),
  column('岗位类别', 10),
  column('风险点数', 9),
  column('一级数', 8),
  column('二级数', 8),
  column('三级数', 8),
  column('岗位等级', 11),
  column('责任领导', 12),
  column('审定日期', 12),
  column('版本', 14),
];
/** Widths that 28 columns print at 6 points on one A4 page across; wider ones shrink the print. 姓名 of the paper form is optional and left out: the file holds posts, not people. */
export const RISK_COLUMNS: readonly SheetColumn[] = [
  column('序号', 4),
  column('单位', 8),
  column('部门', 8),
  column('岗位', 8),
  column('岗位类别', 6),
  column('职权事项', 10),
  column('业务环节', 10),
  column('风险来源', 7),
  column('风险点名称', 12),
  column('风险内容', 18),
  column('表现形式', 18),
  column('成因', 10),
  column('涉及', 8),
  column('发生几率', 5),
  column('危害程度', 5),
  column('风险等级', 6),
  column('岗位措施', 18),
  column('部门流程', 8),
  column('单位制度', 8),
  column('责任人', 8),
  column('责任领导', 7),
  column('完成时限', 6),
  column('监测指标', 6),
  column('查找方式', 6),
  column('审核意见', 5),
  column('审核人', 9),
  column('日期', 11),
  column('状态', 6),
];
export const SIGNATURE =
  '编制人：　　　　　　　　审核人：　　　　　　　　审定人：　　　　　　　　日期：　　　　年　　月　　日';

export type Names = readonly [string, string, string];
/** 单位、部门、岗位; a division's or the unit's own risks have no post. */
export function namesOf(place: Place, org: Organization): Names {
  const division = org.divisions.get(place.division ?? '')?.name ?? '';
  const post =
    place.level === 'post'
      ? (org.posts.get(place.post ?? '')?.name ?? '')
      : place.level === 'division'
        ? '部门层面'
        : '单位层面';
  return [org.units.get(place.unit)?.name ?? '', division, post];
}
const gradeZh = (grade: Grade): string => gradeWord[grade]['zh-CN'];
const leaderZh = (grade: Grade): string => leaderWord[grade]['zh-CN'];

/** One line of the catalogue. `version`: the day whose state it shows. */
export function catalogueLine(
  row: CatalogueRow,
  no: number,
  version: string,
  world: Pick<World, 'org' | 'settings'>,
): readonly CellInput[] {
  const date = row.approvedAt === undefined ? '' : localDate(row.approvedAt, world.settings.zone);
  const kind = row.kind ? postKindWord[row.kind]['zh-CN'] : '';
  const { counts, grade } = row;
  return [
    no,
    ...namesOf(row.place, world.org),
    kind,
    countOf(counts),
    counts[1],
    counts[2],
    counts[3],
    gradeZh(grade),
    leaderZh(grade),
    date,
    version,
  ];
}

/** A grade that table and floors don't give was a reviewer's: said here, so that the paper explains itself. */
function opinionOf(body: RiskBody, rules: GradingRules): string {
  const rating = body.final ?? body.reviewer ?? body.self;
  const { level, postKind, tripleMajor, confirmedCase } = body;
  const { grade } = gradeOf({ ...rating, level, postKind, tripleMajor, confirmedCase }, rules);
  return grade === body.grade ? '同意' : '同意；等级经审核调整';
}

/** One risk point in the columns of the screening table. */
export function riskLine(
  doc: RiskDoc,
  no: number,
  { org, settings }: World,
  names: Names = namesOf(doc.body.place, org),
): readonly CellInput[] {
  const { body, sealed } = doc;
  const score = scoreWords(settings.grading, body.final ?? body.reviewer ?? body.self);
  const concerns = [
    ...body.tripleMajor.map((t) => tripleMajorWord[t]['zh-CN']),
    ...body.assets.map((a) => assetWord[a]['zh-CN']),
    ...(body.confirmedCase ? [CONFIRMED_CASE] : []),
  ].join('、');
  const paper = sealed?.paper ?? {};
  const day = (at: Instant | undefined): string => (at === undefined ? '' : localDate(at, settings.zone));
  return [
    no,
    ...names,
    body.postKind ? postKindWord[body.postKind]['zh-CN'] : '',
    body.powerItem,
    body.stepName,
    sourceWord[body.source]['zh-CN'],
    sealed?.title ?? '',
    sealed?.content ?? '',
    sealed?.manifestation ?? '',
    sealed?.rootCause ?? '',
    concerns,
    score.likelihood['zh-CN'],
    score.harm['zh-CN'],
    gradeZh(body.grade),
    sealed?.measure ?? '',
    paper.process ?? '',
    paper.rule ?? '',
    paper.owner ?? ownerOf(body, org)['zh-CN'],
    leaderZh(body.leader ?? body.grade),
    paper.deadline ?? '',
    paper.indicator ?? '',
    methodWord[body.method]['zh-CN'],
    paper.opinion ?? opinionOf(body, settings.grading),
    [...new Set(body.signers.map((s) => stepWord[s.step]['zh-CN']))].join('、') || (paper.reviewer ?? ''),
    day(body.approvedAt ?? body.effectiveAt),
    '已生效',
  ];
}

/** Computed from the very rows above it. */
function totalLine(rows: readonly CatalogueRow[]): readonly CellInput[] {
  const t = totalsOf(rows);
  return ['合计', '', '', '', '', countOf(t), t[1], t[2], t[3], '', '', '', ''];
}

/** What is in force in a scope and may be taken along, place by place, the gravest first. */
export async function listedRisks(
  world: World,
  scope: string,
  allowed: 'all' | readonly string[],
): Promise<readonly RiskDoc[]> {
  const all = await effectiveRisks(world, scope === BUREAU ? undefined : `${scope}|`);
  const risks = allowed === 'all' ? all : all.filter((r) => allowed.includes(r.body.place.division ?? ''));
  const order = new Map(
    rowsOf(risks.map(entryOf), world.org, world.settings.grading.floors.kinds).map((r, i) => [r.key, i]),
  );
  await giveWay();
  const placed = risks.map((risk) => ({ risk, at: order.get(placeKey(risk.body.place)) ?? 0 }));
  return placed.sort((a, b) => a.at - b.at || a.risk.body.grade - b.risk.body.grade).map(({ risk }) => risk);
}

/**
 * 《岗位风险等级目录》 of a unit or of the whole bureau, with the list of its risk points on a second sheet.
 * `allowed`: 'all', or the divisions that the exporting person leads.
 */
export async function excelFile(
  world: World,
  scope: string,
  allowed: 'all' | readonly string[],
  write: WriteBook,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { org, settings, today } = world;
  const listed = await listedRisks(world, scope, allowed);
  await giveWay();
  const rows = rowsOf(listed.map(entryOf), org, settings.grading.floors.kinds);
  const unit = scope === BUREAU ? settings.bureau : (org.units.get(scope)?.name ?? '');
  const subtitle = `单位：${unit}　　截至：${today}`;
  const version = `${today} 版`;
  const bytes = await write([
    {
      name: '岗位风险等级目录',
      title: `${unit}岗位风险等级目录`,
      subtitle,
      columns: CATALOGUE_COLUMNS,
      rows: rows.map((r, i) => catalogueLine(r, i + 1, version, world)),
      totals: totalLine(rows),
      signature: SIGNATURE,
    },
    {
      name: '风险点清单',
      title: `${unit}岗位廉政风险点排查及防控措施表`,
      subtitle,
      columns: RISK_COLUMNS,
      rows: await mapInTurns(listed, (r, i) => riskLine(r, i + 1, world)),
      signature: SIGNATURE,
    },
  ]);
  return { name: `${unit}岗位风险等级目录_${today}.xlsx`, bytes };
}
