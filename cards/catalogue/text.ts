import type { Grade, PostKind } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';

/** Feishu's tables have no languages: headings and cells carry both words, what is the same in both only once. */
export function both(t: Text): string {
  const zh = t['zh-CN'].split(' · ');
  const english = t['en-US'].split(' · ').filter((part) => !zh.includes(part));
  return [t['zh-CN'], english.join(' · ')].filter((part) => part !== '').join(' ');
}

/** A grade among numbers, where its level is clear. */
export const shortGrade: Readonly<Record<Grade, Text>> = {
  1: text('一级', 'high'),
  2: text('二级', 'middle'),
  3: text('三级', 'low'),
};

export const postKindWord: Readonly<Record<PostKind, ReturnType<typeof text>>> = {
  leadership: text('领导岗位', 'Leadership'),
  key: text('重点岗位', 'Key'),
  ordinary: text('一般岗位', 'Ordinary'),
};

/** Who answers for a grade (分级负责): a post, never a name. */
export const leaderWord: Readonly<Record<Grade, ReturnType<typeof text>>> = {
  1: text('主要领导', 'Principal leader'),
  2: text('分管领导', 'Branch leader'),
  3: text('部门负责人', 'Division head'),
};

export const catalogueWords = {
  title: text('岗位风险等级目录', 'Post risk-grade catalogue'),
  wholeBureau: text('全局', 'Whole bureau'),
  allDivisions: text('全部部门', 'All divisions'),
  divisionLevel: text('部门层面', 'Division level'),
  unitLevel: text('单位层面', 'Unit level'),
  total: text('合计', 'Total'),
  posts: text('岗位数', 'Posts'),
  risks: text('风险点', 'Risk points'),
  empty: text('目录中还没有已生效的风险点。', 'No risk point is in effect here yet.'),
  chooseUnit: text('选择单位', 'Choose a unit'),
  chooseDivision: text('选择部门', 'Choose a division'),
  choosePost: text('查看岗位明细', 'See a post in detail'),
  excel: text('导出 Excel', 'Export to Excel'),
  register: text('导出台账', 'Export the register'),
  previous: text('上一页', 'Previous'),
  next: text('下一页', 'Next'),
  back: text('返回目录', 'Back to the catalogue'),
  manifestation: text('表现形式', 'How it may show'),
  measure: text('防控措施', 'Measure'),
  leader: text('责任领导', 'Responsible leader'),
  approvedOn: text('审定日期', 'Approved on'),
  asOf: (date: string) => text(`截至 ${date} 已生效的风险点`, `Risk points in effect on ${date}`),
  page: (at: number, of: number) => text(`第 ${at} 页，共 ${of} 页`, `Page ${at} of ${of}`),
  exporting: text(
    '文件正在生成，稍后发给您。请按工作资料管理，勿对外转发。',
    'The file is being made and comes to you shortly. Handle it as a working paper; do not pass it on.',
  ),
  howGraded: text(
    '岗位等级取该岗位各风险点中最高的等级。',
    'The grade of a post is the highest of its risk points.',
  ),
  gone: text('该岗位目前没有已生效的风险点。', 'No risk point of this post is in effect now.'),
};

export const catalogueRefusals = {
  noUnit: text('没有找到这个单位。', 'This unit was not found.'),
  notVisible: text(
    '您可以查看本单位的目录；查看其他单位请联系领导小组办公室管理员。',
    'You can see the catalogue of your own unit; for others please ask the office admin.',
  ),
  notExportable: text(
    '导出目录由部门负责人以上人员或领导小组办公室办理，请联系本部门负责人。',
    'Exports are made by division heads and above or by the office; please ask your division head.',
  ),
} as const;
