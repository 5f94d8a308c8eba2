import { type Text, text } from '../../src/kernel/text.ts';

export const completenessWords = {
  signed: text('已签认，本年度有效。', 'Signed; it holds for this year.'),
  exporting: text(
    '文件正在生成，稍后发给您。请按工作资料管理，勿对外转发。',
    'The file is being made and comes to you shortly. Handle it as a working paper; do not pass it on.',
  ),
} as const;

/** Every refusal of this capability in words. */
export const completenessRefusals = {
  noUnit: text('没有找到这个单位。', 'This unit was not found.'),
  notVisible: text(
    '您可以查看本单位的覆盖情况；查看其他单位请联系领导小组办公室管理员。',
    'You can see the coverage of your own unit; for others please ask the office admin.',
  ),
  noItem: text('没有找到这个权力事项。', 'This power item was not found.'),
  notYours: text(
    '空白格由部门负责人、单位负责人或领导小组办公室管理员签认。',
    'Empty cells are signed by the head, the leader of the unit or the office admin.',
  ),
  noReason: text(
    '请选择空白格，并写明没有风险点的理由（至少 6 个字）。',
    'Please choose cells and say why there is none (at least 6 characters).',
  ),
  notForYou: text(
    '查找质量供单位负责人、纪检干部和领导小组办公室查看。',
    'Quality figures are for unit leaders, discipline officers and the office.',
  ),
  notExportable: text(
    '查漏清单由部门负责人以上人员或领导小组办公室导出，请联系本部门负责人。',
    'Gap lists are exported by division heads and above or by the office; please ask your division head.',
  ),
} as const satisfies Record<string, Text>;
