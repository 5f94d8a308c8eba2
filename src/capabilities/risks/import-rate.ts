import { cleanText } from '../../../cards/kit/clean.ts';
import {
  degreeList,
  degreeNamed,
  type Grade,
  type GradeFacts,
  gradeOf,
  gradeReason,
  gradeWord,
  type Score,
  scoreOf,
  scoreOfGrade,
} from '../../kernel/grade.ts';
import { fault, type RawRow } from '../../kernel/importing.ts';
import type { Judging } from './import-texts.ts';

/** The score of the paper, or for a paper that has only a grade one that the table grades so. */
export function scoreIn(
  { cells }: RawRow,
  grade: Grade | undefined,
  { settings }: Judging,
): { score: Score; assumed: boolean } {
  const [l = '', h = ''] = [cells.likelihood, cells.harm];
  const rules = settings.grading;
  if (l === '' && h === '') {
    const score = grade && scoreOfGrade(rules, grade);
    return score
      ? { score, assumed: true }
      : fault('请填写发生几率和危害程度，或填写风险等级', 'fill in likelihood and harm, or the grade');
  }
  const bare = (cell: string): string => cell.replace(/\s/g, '');
  const score = scoreOf(rules, degreeNamed(rules, bare(l)), degreeNamed(rules, bare(h)));
  return score
    ? { score, assumed: false }
    : fault(
        `几率“${l}”、危害“${h}”应从本局尺度中选：${degreeList(rules)}`,
        `likelihood "${l}" and harm "${h}" must be words of the scale in use: ${degreeList(rules)}`,
      );
}

/** More than a bare consent in the reviewer's column is a reason. */
const reasonIn = ({ cells }: RawRow): string => {
  const opinion = (cells.opinion ?? '').replace(/^(同意|通过|审核通过|无|无意见)[。，；、\s]*/, '');
  return cleanText(cells.gradeReason || (opinion.length >= 4 ? opinion : ''));
};

/** The paper's grade against table and floors: another one needs a reason (S75). */
export function gradeIn(row: RawRow, paper: Grade | undefined, facts: GradeFacts, { settings }: Judging) {
  const rules = settings.grading;
  const grading = gradeOf(facts, rules);
  if (paper === undefined || paper === grading.grade) return { grade: grading.grade };
  const reason = reasonIn(row);
  const why = gradeReason(facts, grading, rules);
  return reason === ''
    ? fault(
        `等级“${gradeWord[paper]['zh-CN']}”与规则不符：${why['zh-CN']}请改正，或在“等级调整理由”列写明理由`,
        `grade ${paper} is not what the rules give. ${why['en-US']} Correct it, or give a reason in “等级调整理由”`,
      )
    : { grade: paper, reason };
}
