import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { type GradeFacts, gradeOf, gradeReason, TRIPLE_MAJOR } from '../../src/kernel/grade.ts';

const rules = loadSettings().grading;
const scaleOf = { 高: 'high', 中: 'middle', 低: 'low' } as const;
const kindOf = { 重点岗位: 'key', 领导岗位: 'leadership', 一般岗位: 'ordinary' } as const;
const levelOf = { 岗位: 'post', 部门: 'division', 单位: 'unit' } as const;
const majorOf = {
  重大事项决策: 'decision',
  重要人事任免: 'appointment',
  重大项目安排: 'project',
  大额度资金使用: 'funds',
} as const;
const gradeNo = { 一级: 1, 二级: 2, 三级: 3 } as const;
type DemoRisk = {
  readonly id: string;
  readonly level: keyof typeof levelOf;
  readonly post_kind: keyof typeof kindOf;
  readonly likelihood: keyof typeof scaleOf;
  readonly harm: keyof typeof scaleOf;
  readonly tags: readonly string[];
  readonly grade_by_matrix: keyof typeof gradeNo;
  readonly grade: keyof typeof gradeNo;
};
const demo = JSON.parse(readFileSync('test/data/demo-risks.json', 'utf8')) as readonly DemoRisk[];
const factsOf = (r: DemoRisk): GradeFacts => ({
  likelihood: scaleOf[r.likelihood],
  harm: scaleOf[r.harm],
  level: levelOf[r.level],
  postKind: r.level === '岗位' ? kindOf[r.post_kind] : undefined,
  tripleMajor: r.tags.flatMap((t) =>
    t.startsWith('三重一大:') ? [majorOf[t.slice(5) as keyof typeof majorOf]] : [],
  ),
  confirmedCase: false,
});

describe('grading', () => {
  it('knows the 60 demonstration risks', () => expect(demo).toHaveLength(60));
  it.each(demo.map((r) => [r.id, r] as const))('%s gets the grade the bureau gave it', (_id, r) => {
    const { grade, byTable } = gradeOf(factsOf(r), rules);
    expect([byTable, grade]).toEqual([gradeNo[r.grade_by_matrix], gradeNo[r.grade]]);
  });
  const scale = fc.constantFrom('high' as const, 'middle' as const, 'low' as const);
  const facts = fc.record({
    likelihood: scale,
    harm: scale,
    level: fc.constantFrom('post' as const, 'division' as const, 'unit' as const),
    postKind: fc.constantFrom('leadership' as const, 'key' as const, 'ordinary' as const, undefined),
    tripleMajor: fc.subarray([...TRIPLE_MAJOR]),
    confirmedCase: fc.boolean(),
  });
  it('is never less grave than the table says', () =>
    fc.assert(fc.property(facts, (f) => gradeOf(f, rules).grade <= gradeOf(f, rules).byTable)));
  it('gives a reason in one sentence that names the floor when there is one', () =>
    fc.assert(
      fc.property(facts, (f) => {
        const grading = gradeOf(f, rules);
        const reason = gradeReason(f, grading, rules)['zh-CN'];
        return (
          reason.endsWith('。') &&
          reason.split('。').length === 2 &&
          reason.includes('；') === (grading.floor !== undefined)
        );
      }),
    ));
});
