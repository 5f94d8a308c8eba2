import { type PostKind, TRIPLE_MAJOR, type TripleMajor, tripleMajorWord } from '../../kernel/grade.ts';
import { foldHeader } from '../../kernel/importing.ts';
import type { Role } from '../../kernel/people.ts';

/** Roles that an import or a card may give; the others follow from Feishu or from the one-time code. */
export const IMPORT_ROLES = [
  'branch_leader',
  'principal_leader',
  'discipline_officer',
  'leading_group',
  'office_admin',
  'auditor',
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
};
const majors: Readonly<Record<TripleMajor, readonly string[]>> = {
  decision: [tripleMajorWord.decision['zh-CN'], 'decision'],
  appointment: [tripleMajorWord.appointment['zh-CN'], '重要干部任免', 'appointment'],
  project: [tripleMajorWord.project['zh-CN'], '重要项目安排', 'project'],
  funds: [tripleMajorWord.funds['zh-CN'], '大额资金使用', '大额度资金运作', 'funds'],
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
/** The kinds of major matter in a cell, or the word that is none. */
export function readMajors(cell: string): readonly TripleMajor[] | { readonly unknown: string } {
  const found: TripleMajor[] = [];
  for (const word of splitCell(cell).filter((w) => !NOTHING.has(w))) {
    const major = readMajor(word);
    if (!major) return { unknown: word };
    found.push(major);
  }
  return TRIPLE_MAJOR.filter((m) => found.includes(m));
}
