import { type Text, text } from './text.ts';

/** 1 = 一级（高）, 2 = 二级（中）, 3 = 三级（低). A smaller number is the graver grade (domain.md §2.3). */
export type Grade = 1 | 2 | 3;
export type Scale = 'high' | 'middle' | 'low';
export type RiskLevel = 'post' | 'division' | 'unit';
export type PostKind = 'leadership' | 'key' | 'ordinary';
/** 三重一大: four kinds of major matters. */
export const TRIPLE_MAJOR = ['decision', 'appointment', 'project', 'funds'] as const;
export type TripleMajor = (typeof TRIPLE_MAJOR)[number];

/** likelihood → harm → grade. A table of cells, not a product, so that "rare but catastrophic" can be set. */
export type GradeTable = Readonly<Record<Scale, Readonly<Record<Scale, Grade>>>>;

export const gradeWord: Readonly<Record<Grade, Text>> = {
  1: text('一级（高）', 'Grade 1 (high)'),
  2: text('二级（中）', 'Grade 2 (middle)'),
  3: text('三级（低）', 'Grade 3 (low)'),
};
export const scaleWord: Readonly<Record<Scale, Text>> = {
  high: text('高', 'high'),
  middle: text('中', 'middle'),
  low: text('低', 'low'),
};
export const tripleMajorWord: Readonly<Record<TripleMajor, Text>> = {
  decision: text('重大事项决策', 'major decision'),
  appointment: text('重要人事任免', 'key appointment'),
  project: text('重大项目安排', 'major project'),
  funds: text('大额度资金使用', 'use of large funds'),
};

export type Floor = 'tripleMajor' | 'tripleMajorAtTop' | 'confirmedCase';
export type Grading = {
  readonly grade: Grade;
  readonly byTable: Grade;
  /** The rule that raised the grade above the table, if one did. */
  readonly floor?: Floor;
};
export type GradeFacts = {
  readonly likelihood: Scale;
  readonly harm: Scale;
  readonly level: RiskLevel;
  readonly postKind: PostKind | undefined;
  readonly tripleMajor: readonly TripleMajor[];
  /** A confirmed case on the same step within three years. */
  readonly confirmedCase: boolean;
};

/** The grade from the table, raised by the floors, never lowered (S75, domain.md §2.3). */
export function gradeOf(facts: GradeFacts, table: GradeTable): Grading {
  const byTable = table[facts.likelihood][facts.harm];
  const major = facts.tripleMajor.length > 0;
  const atTop = facts.level === 'unit' || facts.postKind === 'leadership';
  const floors: readonly (readonly [Floor, Grade, boolean])[] = [
    ['confirmedCase', 1, facts.confirmedCase],
    ['tripleMajorAtTop', 1, major && atTop],
    ['tripleMajor', 2, major],
  ];
  const raised = floors.find(([, grade, holds]) => holds && grade < byTable);
  return raised ? { grade: raised[1], byTable, floor: raised[0] } : { grade: byTable, byTable };
}

/** The reason in one sentence, for the confirm card (S75). */
export function gradeReason(facts: GradeFacts, grading: Grading): Text {
  const cell = text(
    `几率${scaleWord[facts.likelihood]['zh-CN']}、危害${scaleWord[facts.harm]['zh-CN']}，按评级表为${gradeWord[grading.byTable]['zh-CN']}`,
    `likelihood ${facts.likelihood}, harm ${facts.harm}: ${gradeWord[grading.byTable]['en-US']} by the table`,
  );
  const majors = facts.tripleMajor.map((m) => tripleMajorWord[m]);
  const zh = majors.map((m) => m['zh-CN']).join('、');
  const en = majors.map((m) => m['en-US']).join(', ');
  const why: Readonly<Record<Floor, Text>> = {
    tripleMajor: text(
      `涉及三重一大（${zh}），不低于二级`,
      `raised: a major matter (${en}) is never below grade 2`,
    ),
    tripleMajorAtTop: text(
      `${facts.level === 'unit' ? '单位层面' : '领导岗位'}涉及三重一大（${zh}），定为一级`,
      `raised: a major matter (${en}) ${facts.level === 'unit' ? 'at unit level' : 'on a leadership post'} is grade 1`,
    ),
    confirmedCase: text(
      '同一环节三年内有已查实的情形，定为一级',
      'raised: a confirmed case on this step within three years',
    ),
  };
  if (!grading.floor) return text(`${cell['zh-CN']}。`, `${cell['en-US']}.`);
  const raise = why[grading.floor];
  return text(`${cell['zh-CN']}；${raise['zh-CN']}。`, `${cell['en-US']}; ${raise['en-US']}.`);
}
