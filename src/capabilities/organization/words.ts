import { measureKindWord, tagWord } from '../../../cards/organization/text.ts';
import { type PostKind, TRIPLE_MAJOR, type TripleMajor, tripleMajorWord } from '../../kernel/grade.ts';
import { foldHeader } from '../../kernel/importing.ts';
import { MEASURE_KINDS, type MeasureKind, type Role, STEP_TAGS, type StepTag } from '../../kernel/people.ts';
import { type LocalDate, parseDate } from '../../kernel/time.ts';

/** Roles that an import or a card may give; the others follow from Feishu or from the one-time code. */
export const IMPORT_ROLES = [
  'branch_leader',
  'principal_leader',
  'discipline_officer',
  'leading_group',
  'office_admin',
  'auditor',
  'tender_committee',
] as const satisfies readonly Role[];
export type ImportRole = (typeof IMPORT_ROLES)[number];

const kinds: Readonly<Record<PostKind, readonly string[]>> = {
  leadership: ['领导岗位', '领导', 'leadership'],
  key: ['重点岗位', '重点', 'key'],
  ordinary: ['一般岗位', '一般', '普通岗位', 'ordinary'],
};
const roles: Readonly<Record<ImportRole, readonly string[]>> = {
  branch_leader: ['分管领导', 'branch_leader', 'branch leader'],
  principal_leader: ['主要领导', '主要负责人', 'principal_leader', 'principal leader'],
  discipline_officer: ['纪检干部', '纪检', '纪检监察干部', 'discipline_officer', 'discipline officer'],
  leading_group: ['领导小组成员', '领导小组', 'leading_group', 'leading group'],
  office_admin: ['办公室管理员', '管理员', '领导小组办公室', 'office_admin', 'office admin'],
  auditor: ['审计巡察', '审计', '巡察', 'auditor'],
  tender_committee: ['招投标监察委员会', '招投标监察委员会成员', 'tender_committee', 'tender committee'],
};
const majors: Readonly<Record<TripleMajor, readonly string[]>> = {
  decision: [tripleMajorWord.decision['zh-CN'], 'decision'],
  appointment: [tripleMajorWord.appointment['zh-CN'], '重要干部任免', 'appointment'],
  project: [tripleMajorWord.project['zh-CN'], '重要项目安排', 'project'],
  funds: [tripleMajorWord.funds['zh-CN'], '大额资金使用', '大额度资金运作', 'funds'],
};

const tags: Readonly<Record<StepTag, readonly string[]>> = {
  prominent: [tagWord.prominent['zh-CN'], '紧贴突出问题', 'prominent'],
  keyStep: [tagWord.keyStep['zh-CN'], '紧贴关键环节', 'key step'],
  keyArea: [tagWord.keyArea['zh-CN'], 'key area'],
  operating: [tagWord.operating['zh-CN'], '经营类', 'operating'],
  service: [tagWord.service['zh-CN'], '服务', '保障', 'service'],
};
const measureKinds: Readonly<Record<MeasureKind, readonly string[]>> = {
  education: [measureKindWord.education['zh-CN'], 'education'],
  institution: [measureKindWord.institution['zh-CN'], 'rules'],
  supervision: [measureKindWord.supervision['zh-CN'], 'supervision'],
  technology: [measureKindWord.technology['zh-CN'], '科技', '信息化', 'technology'],
};

const reader = <K extends string>(
  table: Readonly<Record<K, readonly string[]>>,
): ((cell: string) => K | undefined) => {
  const map = new Map(
    (Object.keys(table) as K[]).flatMap((k) => table[k].map((w) => [foldHeader(w), k] as const)),
  );
  return (cell) => map.get(foldHeader(cell));
};

export const readKind = reader(kinds);
export const readRole = reader(roles);
const readMajor = reader(majors);

/** Several values in one cell: 、 ， , ; ／ or a line break between them. */
export const splitCell = (cell: string): readonly string[] =>
  cell
    .split(/[、，,;；／\n]+/)
    .map((s) => s.trim())
    .filter((s) => s !== '');

const NOTHING = new Set(['', '无', '否', '不涉及', '-', '—']);
type Several<K> = readonly K[] | { readonly unknown: string };
/** The values in a cell in their fixed order, or the word that is none. */
const several =
  <K extends string>(order: readonly K[], read: (word: string) => K | undefined) =>
  (cell: string): Several<K> => {
    const words = splitCell(cell).filter((w) => !NOTHING.has(w));
    const unknown = words.find((w) => read(w) === undefined);
    return unknown === undefined ? order.filter((k) => words.some((w) => read(w) === k)) : { unknown };
  };
export const readMajors = several<TripleMajor>(TRIPLE_MAJOR, readMajor);
export const readTags = several<StepTag>(STEP_TAGS, reader(tags));
export const readMeasureKinds = several<MeasureKind>(MEASURE_KINDS, reader(measureKinds));

/** 2026-03-01, 2026/3/1, 2026.3.1 or 2026年3月1日; a day that does not exist is none. */
export function readDate(cell: string): LocalDate | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell.normalize('NFKC').trim());
  const date = parts
    ?.slice(1)
    .map((p) => p.padStart(2, '0'))
    .join('-');
  return date === undefined ? undefined : parseDate(date);
}
