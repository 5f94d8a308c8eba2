import { type Text, text } from '../../src/kernel/text.ts';

/** What the import of a screening table asks, once for the whole file. */
export const importAs = {
  ask: text('这些风险点怎样登记？', 'How shall these risk points be taken?'),
  effective: text('已在纸面审定：直接列入目录', 'approved on paper: into the catalogue at once'),
  review: text('尚未审定：进入逐级审核', 'not approved yet: into level-by-level review'),
  draft: text('由岗位人员核对：作为草稿', 'to be checked by the post holders: as drafts'),
  basis: text(
    '审定依据（文件名称、文号或会议、日期；直接列入目录时必填）',
    'Approved by (document, number or meeting, date; needed for the catalogue)',
  ),
  badBasis: text(
    '审定依据中不能有密级标志、证件号或电话，请改写。',
    'The basis may not hold classification marks, ID or telephone numbers. Please rewrite it.',
  ),
} as const satisfies Record<string, Text>;

/** What was taken for granted, or is still open. */
export const importNotes = {
  unknown: (n: number): Text =>
    text(
      `有 ${n} 个岗位（或部门）没有对上，可在下面选择；不选的行不导入。`,
      `${n} posts (or divisions) were not found: choose below; rows without a choice stay out.`,
    ),
  source: (n: number): Text =>
    text(`${n} 行没有写风险来源，按“岗位职责”登记。`, `${n} rows name no source: taken as "post duties".`),
  score: (n: number): Text =>
    text(
      `${n} 行只有等级，几率和危害按评级表中该等级的一格推定，请在下次复查时核实。`,
      `${n} rows have a grade only: likelihood and harm are set to a cell of that grade; please check at the next re-screening.`,
    ),
} as const;

/** One line in the digest of whoever leads the division. */
export const importedLine: Readonly<Record<'effective' | 'review' | 'draft', (n: number) => Text>> = {
  effective: (n) =>
    text(
      `您负责的部门有 ${n} 条风险点按纸面审定结果列入目录，发送“目录”可以查看。`,
      `${n} risk points of your division, approved on paper, are now in the catalogue. Send "catalogue" to see them.`,
    ),
  review: (n) =>
    text(
      `您负责的部门导入了 ${n} 条风险点，已进入审核，发送“待办”可以查看。`,
      `${n} risk points of your division were imported and are in review. Send "to do" to see them.`,
    ),
  draft: (n) =>
    text(
      `您负责的部门导入了 ${n} 条风险点草稿，由岗位人员发送“我的”核对后提交。`,
      `${n} drafts were imported for your division; the post holders check and submit them ("mine").`,
    ),
};
