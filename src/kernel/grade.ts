import { same, type Text, text } from './text.ts';

/** 1 = 一级（高）, 2 = 二级（中）, 3 = 三级（低). A smaller number is the graver grade (domain.md §2.3). */
export type Grade = 1 | 2 | 3;
export const GRADES = [1, 2, 3] as const satisfies readonly Grade[];
export type RiskLevel = 'post' | 'division' | 'unit';
export type PostKind = 'leadership' | 'key' | 'ordinary';
/** 三重一大: four kinds of major matters. */
export const TRIPLE_MAJOR = ['decision', 'appointment', 'project', 'funds'] as const;
export type TripleMajor = (typeof TRIPLE_MAJOR)[number];

/** One degree of likelihood or harm, by its id in config: `high`. Unique within its scale only. */
export type Degree = string;
/** What a form lets choose from: degrees with the anchor that says when each of them holds. */
type Choice = { readonly value: Degree; readonly label: Text };
/** Three to five degrees, gravest first, and the grade of every cell. */
export type Scale = {
  readonly degrees: readonly {
    readonly id: Degree;
    readonly word: Text;
    /** When it holds, for each of the two questions: without anchors everybody picks the middle. */
    readonly likelihood: Text;
    readonly harm: Text;
  }[];
  /** A row per likelihood, a column per harm. Cells, not a product, so that "rare but catastrophic" can be set. */
  readonly table: readonly (readonly Grade[])[];
};
export type Floor = 'tripleMajor' | 'tripleMajorAtTop' | 'confirmedCase';
/** How an office grades: config `grading` (S75). */
export type GradingRules = {
  /** The name of the scale that new scores are given on. */
  readonly scale: string;
  readonly scales: Readonly<Record<string, Scale>>;
  /** The lightest grade a matter of that kind can have; null: no such rule. */
  readonly floors: Readonly<Record<Floor, Grade | null>>;
};
/** Likelihood and harm as somebody gave them, with the scale they were given on. */
export type Score = {
  readonly likelihood: Degree;
  readonly harm: Degree;
  /** Absent: `FIRST_SCALE`, the only one there was before scales could be chosen. */
  readonly scale?: string;
};
const FIRST_SCALE = 'three';

export const gradeWord: Readonly<Record<Grade, Text>> = {
  1: text('一级（高）', 'Grade 1 (high)'),
  2: text('二级（中）', 'Grade 2 (middle)'),
  3: text('三级（低）', 'Grade 3 (low)'),
};
export const tripleMajorWord: Readonly<Record<TripleMajor, Text>> = {
  decision: text('重大事项决策', 'major decision'),
  appointment: text('重要人事任免', 'key appointment'),
  project: text('重大项目安排', 'major project'),
  funds: text('大额度资金使用', 'use of large funds'),
};

/** Likelihood and harm alone, without who rated when. */
export const bareScore = ({ likelihood, harm, scale }: Score): Score => ({
  likelihood,
  harm,
  ...(scale === undefined ? {} : { scale }),
});

export const sameScore = (a: Score, b: Score): boolean =>
  a.likelihood === b.likelihood && a.harm === b.harm && a.scale === b.scale;

/** The scale a score was given on; undefined when config no longer has it. */
const scaleOf = (rules: GradingRules, score: Pick<Score, 'scale'>): Scale | undefined =>
  rules.scales[score.scale ?? FIRST_SCALE];
/** The scale in use. Config is checked at the start, so it is there. */
const inUse = (rules: GradingRules): Scale => rules.scales[rules.scale] ?? { degrees: [], table: [] };

/** A new score, on the scale in use; undefined when one of the two is none of its degrees. */
export function scoreOf(rules: GradingRules, likelihood: unknown, harm: unknown): Score | undefined {
  const ids = inUse(rules).degrees.map((d) => d.id);
  const [l, h] = [ids.find((id) => id === likelihood), ids.find((id) => id === harm)];
  if (l === undefined || h === undefined) return undefined;
  return { likelihood: l, harm: h, ...(rules.scale === FIRST_SCALE ? {} : { scale: rules.scale }) };
}
/** A degree of the scale in use by the word or id that a table from outside has: `较大`, `high`. */
export const degreeNamed = (rules: GradingRules, word: string): Degree | undefined =>
  inUse(rules).degrees.find((d) =>
    [d.id, d.word['zh-CN'], d.word['en-US']].some((w) => w.toLowerCase() === word.trim().toLowerCase()),
  )?.id;
/** A score that the table grades so, both degrees as near to each other as can be: for papers that give only a grade. */
export function scoreOfGrade(rules: GradingRules, grade: Grade): Score | undefined {
  const { degrees, table } = inUse(rules);
  const cells = table.flatMap((row, l) => row.flatMap((g, h) => (g === grade ? [{ l, h }] : [])));
  const nearest = cells.toSorted((a, b) => Math.abs(a.l - a.h) - Math.abs(b.l - b.h))[0];
  return nearest && scoreOf(rules, degrees[nearest.l]?.id, degrees[nearest.h]?.id);
}
/** The words of the scale in use, for whoever has to choose one: `高 / 中 / 低`. */
export const degreeList = (rules: GradingRules): string =>
  inUse(rules)
    .degrees.map((d) => d.word['zh-CN'])
    .join(' / ');
/** The two questions with the degrees of the scale in use, gravest first. */
export const degreeChoices = (
  rules: GradingRules,
): { readonly likelihood: readonly Choice[]; readonly harm: readonly Choice[] } => ({
  likelihood: inUse(rules).degrees.map((d) => ({ value: d.id, label: d.likelihood })),
  harm: inUse(rules).degrees.map((d) => ({ value: d.id, label: d.harm })),
});
/** What a form shows as chosen: a score of another scale has to be given anew. */
export const scoreInUse = (rules: GradingRules, score: Score): Partial<Score> =>
  (score.scale ?? FIRST_SCALE) === rules.scale ? score : {};

const wordOf = (rules: GradingRules, score: Score, degree: Degree): Text =>
  scaleOf(rules, score)?.degrees.find((d) => d.id === degree)?.word ?? same(degree);
/** Both degrees in the words of the scale they were given on. */
export const scoreWords = (rules: GradingRules, score: Score): { likelihood: Text; harm: Text } => ({
  likelihood: wordOf(rules, score, score.likelihood),
  harm: wordOf(rules, score, score.harm),
});
/** `几率高、危害中` */
export function scoreText(rules: GradingRules, score: Score): Text {
  const { likelihood, harm } = scoreWords(rules, score);
  return text(
    `几率${likelihood['zh-CN']}、危害${harm['zh-CN']}`,
    `likelihood ${likelihood['en-US']}, harm ${harm['en-US']}`,
  );
}
/** How many degrees apart two scores of one scale are, the larger of likelihood and harm; 0 = the same. */
export function spreadOf(rules: GradingRules, scores: readonly Score[]): number {
  const at = (of: 'likelihood' | 'harm'): number => {
    const places = scores.map((s) => scaleOf(rules, s)?.degrees.findIndex((d) => d.id === s[of]) ?? 0);
    return Math.max(...places) - Math.min(...places);
  };
  return scores.length === 0 ? 0 : Math.max(at('likelihood'), at('harm'));
}

/**
 * What several scores of one scale amount to, likelihood and harm apart. median: the middle one, of two middle ones the
 * graver (upward); gravest: the gravest that anybody gave. undefined without scores.
 */
export function proposalOf(
  rules: GradingRules,
  scores: readonly Score[],
  rule: 'median' | 'gravest',
): Score | undefined {
  const [first] = scores;
  const degrees = first && scaleOf(rules, first)?.degrees.map((d) => d.id);
  if (!first || !degrees) return undefined;
  const pickOf = (of: 'likelihood' | 'harm'): Degree => {
    const places = scores.map((s) => degrees.indexOf(s[of])).toSorted((a, b) => a - b);
    const at = places[rule === 'gravest' ? 0 : Math.floor((places.length - 1) / 2)] ?? 0;
    return degrees[at] ?? first[of];
  };
  return { ...first, likelihood: pickOf('likelihood'), harm: pickOf('harm') };
}

export type Grading = {
  readonly grade: Grade;
  /** What the table alone gives; the gravest for a score on a scale that config no longer has. */
  readonly byTable: Grade;
  /** The rule that raised the grade above the table, if one did. */
  readonly floor?: Floor;
};
export type GradeFacts = Score & {
  readonly level: RiskLevel;
  readonly postKind?: PostKind | undefined;
  readonly tripleMajor: readonly TripleMajor[];
  /** A confirmed case on the same step within three years. */
  readonly confirmedCase: boolean;
};

function byTable(score: Score, rules: GradingRules): Grade {
  const scale = scaleOf(rules, score);
  const row = scale?.degrees.findIndex((d) => d.id === score.likelihood) ?? -1;
  const column = scale?.degrees.findIndex((d) => d.id === score.harm) ?? -1;
  return scale?.table[row]?.[column] ?? 1;
}

/** The grade from the table, raised by the floors, never lowered (S75, domain.md §2.3). */
export function gradeOf(facts: GradeFacts, rules: GradingRules): Grading {
  const cell = byTable(facts, rules);
  const major = facts.tripleMajor.length > 0;
  const atTop = facts.level === 'unit' || facts.postKind === 'leadership';
  const holds: readonly (readonly [Floor, boolean])[] = [
    ['confirmedCase', facts.confirmedCase],
    ['tripleMajorAtTop', major && atTop],
    ['tripleMajor', major],
  ];
  const raised = holds
    .flatMap(([floor, held]) => ({ floor, grade: (held && rules.floors[floor]) || cell }))
    .filter(({ grade }) => grade < cell)
    .toSorted((a, b) => a.grade - b.grade)[0];
  return raised ? { ...raised, byTable: cell } : { grade: cell, byTable: cell };
}

const GRADE_ZH: Readonly<Record<Grade, string>> = { 1: '一级', 2: '二级', 3: '三级' };
function floorReason(floor: Floor, facts: GradeFacts, to: Grade): Text {
  const majors = facts.tripleMajor.map((m) => tripleMajorWord[m]);
  const zh = majors.map((m) => m['zh-CN']).join('、');
  const en = majors.map((m) => m['en-US']).join(', ');
  const set = to === 1 ? '定为一级' : `不低于${GRADE_ZH[to]}`;
  const unit = facts.level === 'unit';
  const why: Readonly<Record<Floor, Text>> = {
    tripleMajor: text(
      `涉及三重一大（${zh}），不低于${GRADE_ZH[to]}`,
      `raised: a major matter (${en}) is never below grade ${to}`,
    ),
    tripleMajorAtTop: text(
      `${unit ? '单位层面' : '领导岗位'}涉及三重一大（${zh}），${set}`,
      `raised: a major matter (${en}) ${unit ? 'at unit level' : 'on a leadership post'} is grade ${to}`,
    ),
    confirmedCase: text(
      `同一环节三年内有已查实的情形，${set}`,
      'raised: a confirmed case on this step within three years',
    ),
  };
  return why[floor];
}

/** The reason in one sentence, for the confirm card (S75). */
export function gradeReason(facts: GradeFacts, grading: Grading, rules: GradingRules): Text {
  const score = scoreText(rules, facts);
  const table = gradeWord[grading.byTable];
  const cell = text(
    `${score['zh-CN']}，按评级表为${table['zh-CN']}`,
    `${score['en-US']}: ${table['en-US']} by the table`,
  );
  if (!grading.floor) return text(`${cell['zh-CN']}。`, `${cell['en-US']}.`);
  const raise = floorReason(grading.floor, facts, grading.grade);
  return text(`${cell['zh-CN']}；${raise['zh-CN']}。`, `${cell['en-US']}; ${raise['en-US']}.`);
}
