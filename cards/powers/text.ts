import { type Text, text } from '../../src/kernel/text.ts';

/** Words of the power list: one word per thing, the same on every card and sheet. */
export const powerTypeWord = {
  approval: text('行政审批', 'Administrative approval'),
  investment: text('投资决策', 'Investment decision'),
  tendering: text('招标投标', 'Tendering'),
  funds: text('资金使用', 'Use of funds'),
  appointment: text('干部任用', 'Appointment of officials'),
  other: text('其他', 'Other'),
} as const;
export const disclosureWord = {
  open: text('公开', 'Open'),
  partly: text('部分公开', 'Partly open'),
  closed: text('不公开', 'Not open'),
} as const;
export const policyKindWord = {
  measure: text('办法', 'Measures'),
  detail: text('实施细则', 'Detailed rules'),
  provision: text('规定', 'Provisions'),
  system: text('制度', 'Rules'),
  process: text('流程规范', 'Process standard'),
  other: text('其他', 'Other'),
} as const;
export const policyStatusWord = {
  inForce: text('现行', 'In force'),
  revising: text('修订中', 'Under revision'),
  repealed: text('已废止', 'Repealed'),
} as const;
export const basisKindWord = {
  law: text('法律法规', 'Law'),
  superior: text('上级文件', 'Superior document'),
  own: text('本局文件', 'Own document'),
  other: text('其他', 'Other'),
} as const;
export const standingWord = {
  none: text('未列权力事项', 'No power items'),
  open: text('待完善', 'To be completed'),
  mostly: text('基本齐备', 'Mostly complete'),
  ready: text('齐备', 'Complete'),
} as const;

/** No governing policy (S9). */
export const gapWord: Text = text('制度空白', 'No policy');
export const unset: Text = text('未填', 'not given');

export const powerWords = {
  title: text('权力清单', 'Power list'),
  item: text('权力事项', 'Power item'),
  steps: text('运行流程', 'Process'),
  readiness: text('凡事三查', 'Three checks'),
  policies: text('制度', 'Policies'),
  basis: text('依据文件', 'Basis documents'),
  allDivisions: text('全部部门', 'All divisions'),
  chooseUnit: text('选择单位', 'Choose a unit'),
  chooseDivision: text('选择部门', 'Choose a division'),
  chooseItem: text('查看权力事项', 'Open a power item'),
  back: text('返回权力清单', 'Back to the power list'),
  versions: text('流程版本', 'Versions'),
  backToItem: text('返回事项', 'Back to the item'),
  edit: text('完善事项', 'Complete the item'),
  save: text('保存', 'Save'),
  saved: text('已保存。', 'Saved.'),
  hasPolicy: text('有章可循', 'a governing policy'),
  hasRecords: text('有据可查', 'records are kept'),
  hasOwner: text('有人负责', 'a responsible post'),
} as const;

/** Every refusal of this capability in words. */
export const powerRefusals = {
  noUnit: text('没有找到这个单位。', 'This unit was not found.'),
  noItem: text(
    '没有找到这个权力事项，可能已随环节调整，请从权力清单重新进入。',
    'This power item was not found; its steps may have changed. Please open the power list again.',
  ),
  noPolicy: text('没有找到这项制度。', 'This policy was not found.'),
  notVisible: text(
    '您可以查看本单位的权力清单；查看其他单位请联系领导小组办公室管理员。',
    'You can see the power list of your own unit; for others please ask the office admin.',
  ),
  notYours: text(
    '权力事项由部门负责人、单位负责人或领导小组办公室管理员完善。',
    'Power items are completed by the head of the division, the leader of the unit or the office admin.',
  ),
  stale: text(
    '这个权力事项刚刚有过变动，请看最新内容后再改。',
    'This power item has just changed. Please look at it again before you change it.',
  ),
  noVersion: text('没有找到这个版本。', 'This version was not found.'),
  badDays: text(
    '办理时限请填 1 至 250 的整数（工作日）。',
    'The time limit is a whole number of working days, 1 to 250.',
  ),
  badChoice: text(
    '选择的岗位或制度不在本单位可选范围内。',
    'The chosen post or policy is not available here.',
  ),
} as const satisfies Record<string, Text>;
