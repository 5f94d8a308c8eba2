import type { PostKind, TripleMajor } from '../../kernel/grade.ts';
import { checkCells, fault, judged, type RawRow, RowFault } from '../../kernel/importing.ts';
import type { MeasureKind, Organization, StepTag } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Found, Lookup } from './lookup.ts';
import { SHEETS } from './rows.ts';
import {
  type ImportRole,
  readDate,
  readKind,
  readMajors,
  readMeasureKinds,
  readRole,
  readTags,
  splitCell,
} from './words.ts';

/** A row that names existing units, divisions and people. Empty cells are undefined: they leave what is there. */
export type GoodRow = { readonly line: number } & (
  | {
      readonly sheet: 'posts';
      readonly unit: string;
      readonly division: string;
      readonly name: string;
      readonly kind: PostKind;
      readonly holders?: readonly string[];
      readonly duty?: string;
      readonly authority?: string;
      readonly basis?: string;
      /** First day of those who come with this row. */
      readonly since?: LocalDate;
    }
  | {
      readonly sheet: 'steps';
      readonly unit: string;
      readonly division?: string;
      /** By name: the post may stand in the same file. */
      readonly postName?: string;
      readonly powerItem: string;
      readonly name: string;
      readonly title?: string;
      readonly measure?: string;
      readonly tripleMajor?: readonly TripleMajor[];
      readonly area?: string;
      readonly tags?: readonly StepTag[];
      readonly measureKinds?: readonly MeasureKind[];
    }
  | {
      readonly sheet: 'roles';
      readonly person: string;
      readonly role: ImportRole;
      readonly unit?: string;
      readonly division?: string;
    }
);
const need = <T>(found: Found<T>): T => {
  if (!found.ok) throw new RowFault(found.why);
  return found.value;
};
const optional = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  (value ? { [key]: value } : {}) as { readonly [P in K]?: string };

const judgeDate = (cell: string): LocalDate =>
  readDate(cell) ??
  fault(`任职日期“${cell}”应写成 2026-03-01`, `the date "${cell}" should look like 2026-03-01`);

function judgePost(cells: RawRow['cells'], line: number, find: Lookup): GoodRow {
  const unit = need(find.unit(cells.unit ?? '')).id;
  const division = need(find.division(unit, cells.division ?? '')).id;
  const kind =
    readKind(cells.kind ?? '') ??
    fault(
      `岗位类别“${cells.kind}”应为领导岗位、重点岗位或一般岗位`,
      `kind "${cells.kind}" must be leadership, key or ordinary`,
    );
  const holders = cells.holders
    ? { holders: splitCell(cells.holders).map((h) => need(find.person(h)).id) }
    : {};
  return {
    sheet: 'posts',
    line,
    unit,
    division,
    name: cells.post ?? '',
    kind,
    ...holders,
    ...optional('duty', cells.duty),
    ...optional('authority', cells.authority),
    ...optional('basis', cells.basis),
    ...optional('since', cells.since && judgeDate(cells.since)),
  };
}

function judgeStep(cells: RawRow['cells'], line: number, find: Lookup): GoodRow {
  const unit = need(find.unit(cells.unit ?? '')).id;
  if (cells.post && !cells.division) fault('填了岗位，也请填写部门', 'a post needs its division');
  const division = cells.division ? { division: need(find.division(unit, cells.division)).id } : {};
  const majors = readMajors(cells.tripleMajor ?? '');
  if ('unknown' in majors)
    return fault(
      `三重一大“${majors.unknown}”不在四类之中`,
      `"${majors.unknown}" is none of the four major matters`,
    );
  const tags = readTags(cells.tags ?? '');
  if ('unknown' in tags)
    return fault(`标签“${tags.unknown}”不在可选之中`, `"${tags.unknown}" is none of the tags`);
  const kinds = readMeasureKinds(cells.measureKinds ?? '');
  if ('unknown' in kinds)
    return fault(
      `措施类型“${kinds.unknown}”应为教育、制度、监督或技术`,
      `"${kinds.unknown}" should be education, rules, supervision or technology`,
    );
  return {
    sheet: 'steps',
    line,
    unit,
    ...division,
    ...optional('postName', cells.post),
    powerItem: cells.powerItem ?? '',
    name: cells.step ?? '',
    ...optional('title', cells.title),
    ...optional('measure', cells.measure),
    ...(cells.tripleMajor ? { tripleMajor: majors } : {}),
    ...optional('area', cells.area),
    ...(cells.tags ? { tags } : {}),
    ...(cells.measureKinds ? { measureKinds: kinds } : {}),
  };
}

/** Pairs of roles that one person may not hold (domain.md §6.4). */
function checkDuties(person: string, role: ImportRole, unit: string | undefined, org: Organization): void {
  const holds = (r: ImportRole): boolean => org.data.grants.some((g) => g.person === person && g.role === r);
  if (role === 'discipline_officer' && unit !== undefined && org.units.get(unit)?.leader === person)
    fault('单位主要负责人不能兼任本单位纪检干部', "a unit's leader can't be its discipline officer");
  if (
    (role === 'discipline_officer' && holds('office_admin')) ||
    (role === 'office_admin' && holds('discipline_officer'))
  )
    fault(
      '办公室管理员与纪检干部不能由同一人担任',
      'one person may not be office admin and discipline officer',
    );
  if (role === 'principal_leader' && org.granted('principal_leader').some((p) => p.id !== person))
    fault(
      '已有主要领导，请先在“谁是谁”中撤销',
      'there is a principal leader already; revoke that role first',
    );
}

function judgeRole(cells: RawRow['cells'], line: number, find: Lookup, org: Organization): GoodRow {
  const role =
    readRole(cells.role ?? '') ?? fault(`不认识的角色“${cells.role}”`, `unknown role "${cells.role}"`);
  const person = need(find.person(cells.person ?? '')).id;
  const unit = cells.unit ? need(find.unit(cells.unit)).id : undefined;
  if (role === 'branch_leader' && unit === undefined)
    fault('分管领导需要填写单位', 'a branch leader needs a unit');
  if (role !== 'branch_leader' && role !== 'discipline_officer' && unit !== undefined)
    fault('这一角色面向全局，请将单位留空', 'this role is bureau-wide: leave the unit empty');
  const division =
    cells.division && unit !== undefined ? { division: need(find.division(unit, cells.division)).id } : {};
  if (role !== 'branch_leader' && cells.division)
    fault('只有分管领导可以填写部门', 'only a branch leader has a division');
  checkDuties(person, role, unit, org);
  return { sheet: 'roles', line, person, role, ...(unit === undefined ? {} : { unit }), ...division };
}

/** Judges one row by itself: names resolved, or the reason in words. */
export const judge = (raw: RawRow, find: Lookup, org: Organization) =>
  judged(raw.no, (): GoodRow => {
    const spec = SHEETS.find((s) => s.key === raw.sheet);
    if (spec) checkCells(raw, spec);
    const { cells, line } = raw;
    if (raw.sheet === 'posts') return judgePost(cells, line, find);
    return raw.sheet === 'steps' ? judgeStep(cells, line, find) : judgeRole(cells, line, find, org);
  });
