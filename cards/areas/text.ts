import { type Text, text } from '../../src/kernel/text.ts';

export const lineWord = {
  operating: text('经营', 'Operating'),
  service: text('服务保障', 'Service support'),
} as const satisfies Record<string, Text>;
export const wayWord = {
  own: text('自建', 'Own'),
  delegated: text('代建', 'Delegated'),
} as const satisfies Record<string, Text>;
export const stateWord = {
  preparing: text('筹备', 'Preparing'),
  running: text('在建', 'Running'),
  completed: text('竣工', 'Completed'),
} as const satisfies Record<string, Text>;
export const attentionWord = {
  high: text('高', 'high'),
  middle: text('中', 'middle'),
  low: text('低', 'low'),
} as const satisfies Record<string, Text>;

export const areaWords = {
  title: text('业务领域', 'Areas of business'),
  projects: text('建设项目', 'Construction projects'),
  profiles: text('单位画像', 'Units at a glance'),
  none: text('台账还是空的。', 'The register is empty.'),
  howToFill: text(
    '办公室管理员可发送“导入”，用 Excel 填写领域、规模和项目。',
    'The office admin fills it by Excel: send «import».',
  ),
} as const;

export const areaRefusals = {
  notForYou: text(
    '领域与项目台账供各级负责人、纪检和办公室查看。如需了解，请联系本部门负责人。',
    'Areas and projects are for heads, leaders, discipline officers and the office. Please ask your division head.',
  ),
  gone: text(
    '没有找到这一条，可能已被更新，请返回列表。',
    'It is not there any more; please go back to the list.',
  ),
} as const satisfies Record<string, Text>;

/** 30.5 亿元 (3.05 bn yuan) */
export const money = (yi: number): Text => text(`${yi} 亿元`, `${Math.round(yi * 10) / 100} bn yuan`);
/** 万元 as it is written in budgets. */
export const budgetText = (wan: number): Text =>
  text(`${wan.toLocaleString('en-US')} 万元`, `${(Math.round(wan) / 100).toLocaleString('en-US')} m yuan`);
/** 比上年 +8% — a fact, and a hint only where it rises (S14). */
export const growthText = (percent: number): Text =>
  text(
    `比上年 ${percent > 0 ? '+' : ''}${percent}%`,
    `${percent > 0 ? '+' : ''}${percent}% on the year before`,
  );
