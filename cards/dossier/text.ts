import { text } from '../../src/kernel/text.ts';

/** Why somebody takes a file along: a code in the ledger, never free words. */
export const exportReason = {
  review: text('审核办理', 'Review'),
  inspection: text('检查巡察审计', 'Inspection or audit'),
  archive: text('归档', 'Archive'),
  own: text('本人查阅', 'My own reference'),
} as const;
export type ExportReason = keyof typeof exportReason;

export const dossierWords = {
  title: text('查找风险点', 'Find risk points'),
  words: text('关键词（名称、内容、岗位、编号）', 'Words (title, content, post, number)'),
  placeholder: text('可填多个词，用空格分开', 'several words, with spaces'),
  anyGrade: text('全部等级', 'Any grade'),
  anyStatus: text('全部状态', 'Any status'),
  anyUnit: text('全部单位', 'Any unit'),
  anyArea: text('全部领域', 'Any area'),
  find: text('查找', 'Find'),
  previous: text('上一页', 'Previous'),
  next: text('下一页', 'Next'),
  open: text('查看一项', 'See one of them'),
  none: text('在您可以查看的范围内没有找到。', 'Nothing was found in what you may see.'),
  found: (n: number) => text(`找到 ${n} 项`, `${n} found`),
  page: (at: number, of: number) => text(`第 ${at} 页，共 ${of} 页`, `Page ${at} of ${of}`),
  capped: (n: number) =>
    text(
      `只查找了前 ${n} 项，请增加筛选条件缩小范围。`,
      `Only the first ${n} items were searched; please narrow it with the filters.`,
    ),
  sent: text('已发给您', 'Sent to you'),
  file: text('一事一档：选择导出事由', 'The whole file: choose why'),
  whichReadings: text(
    '请写明编号，例如：查阅记录 R-7Kd03xQ',
    'Please name the number, for example: readings R-7Kd03xQ',
  ),
  making: text(
    '文件正在生成，稍后发给您。请按工作资料管理，勿对外转发。',
    'The file is being made and comes to you shortly. Handle it as a working paper; do not pass it on.',
  ),
  matter: text('风险点', 'Risk point'),
  content: text('风险内容', 'Content'),
  measure: text('防控措施', 'Measure'),
  status: text('状态', 'Status'),
  holds: text(
    '档案含各步意见、办理人、时间、等级、公示、异议和账本校验码；导出会记入账本。',
    'It holds opinions, names, times, grades, publicity, objections and ledger hashes; the export is recorded.',
  ),
} as const;

export const dossierRefusals = {
  notAuditor: text(
    '查阅记录由纪检干部和审计人员查看。',
    'Discipline officers and auditors see who has read what.',
  ),
  notFound: text('没有找到，或不在您可以查看的范围内。', 'Not found, or not among what you may see.'),
} as const;
