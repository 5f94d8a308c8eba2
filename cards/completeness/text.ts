import { type Text, text } from '../../src/kernel/text.ts';

export const completenessWords = {
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
  notForYou: text(
    '查找质量供单位负责人、纪检干部和领导小组办公室查看。',
    'Quality figures are for unit leaders, discipline officers and the office.',
  ),
  notExportable: text(
    '查漏清单由部门负责人以上人员或领导小组办公室导出，请联系本部门负责人。',
    'Gap lists are exported by division heads and above or by the office; please ask your division head.',
  ),
} as const satisfies Record<string, Text>;
