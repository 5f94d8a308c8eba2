import { cleanText } from '../../../cards/kit/clean.ts';
import { assetWord, leaderWord, methodWord, sourceWord } from '../../../cards/risks/text.ts';
import { type Grade, TRIPLE_MAJOR, type TripleMajor } from '../../kernel/grade.ts';
import { fault, keyNamed } from '../../kernel/importing.ts';
import { readMajors, splitCell } from '../organization/index.ts';
import { ASSETS, type Asset, type FindMethod, SOURCES, type Source } from './model.ts';

/** What a cell of the paper form says. Each throws a RowFault in words when it says something else. `岗位职责风险` is a source too. */
/** undefined: an empty cell. */
export function readSource(cell: string): Source | undefined {
  if (cell === '') return undefined;
  const bare = cell.replace(/(类)?(廉政)?风险(点)?$/, '');
  return (
    keyNamed(sourceWord, bare) ??
    fault(
      `风险来源“${cell}”不在五类之内：${SOURCES.map((s) => sourceWord[s]['zh-CN']).join(' / ')}`,
      `source "${cell}" is none of the five`,
    )
  );
}

export function readMethod(cell: string): FindMethod {
  if (cell === '') return 'self';
  return (
    keyNamed(methodWord, cell) ??
    fault(
      `查找方式“${cell}”应为自己找、领导提或群众帮`,
      `method "${cell}" must be self-found, raised by a leader or suggested by a colleague`,
    )
  );
}

/** `一级（高）`, `一级`, `Ⅰ级`, `1`, `高`. undefined: an empty cell. */
export function readGrade(cell: string): Grade | undefined {
  const said = cell
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .replace(/等级|风险/g, '');
  if (said === '') return undefined;
  const found = ([1, 2, 3] as const).find((g) =>
    [
      [`一级高`, '一级', '高级', '高', 'i级', 'i', '1级', '1', 'grade1high', 'high'],
      [`二级中`, '二级', '中级', '中', 'ii级', 'ii', '2级', '2', 'grade2middle', 'middle'],
      [`三级低`, '三级', '低级', '低', 'iii级', 'iii', '3级', '3', 'grade3low', 'low'],
    ][g - 1]?.includes(said.toLowerCase()),
  );
  return found ?? fault(`风险等级“${cell}”应为一级、二级或三级`, `grade "${cell}" must be 1, 2 or 3`);
}

/** A confirmed case raises the grade; the paper form has room for it among what the risk concerns. */
export const CONFIRMED_CASE = '三年内有查实情形';
export type Concerns = {
  readonly tripleMajor: readonly TripleMajor[];
  readonly assets: readonly Asset[];
  readonly confirmedCase: boolean;
};
export function readConcerns(cell: string): Concerns {
  const words = splitCell(cell.replaceAll('/', '、'));
  const assets = ASSETS.filter((a) => words.includes(assetWord[a]['zh-CN']) || words.includes(a));
  const confirmedCase = words.includes(CONFIRMED_CASE);
  const rest = words.filter(
    (w) => w !== CONFIRMED_CASE && !ASSETS.some((a) => w === a || w === assetWord[a]['zh-CN']),
  );
  const majors = readMajors(rest.join('、'));
  if ('unknown' in majors)
    return fault(
      `“涉及”中的“${majors.unknown}”不是三重一大四类或人、财、物`,
      `"${majors.unknown}" is none of the four major matters, nor people, money, goods`,
    );
  return { tripleMajor: TRIPLE_MAJOR.filter((m) => majors.includes(m)), assets, confirmedCase };
}

/** The leader's role a cell names, in whatever words stand around it: `局（单位）主要领导`. */
export const readLeader = (cell: string): Grade | undefined =>
  ([1, 2, 3] as const).find((g) => cell.includes(leaderWord[g]['zh-CN'])) ??
  (/主要负责人|第一责任人/.test(cell) ? 1 : undefined);

/** One cell with both texts: the second begins where it says so. */
export function splitBoth(cell: string): { readonly content: string; readonly manifestation: string } {
  const [content = '', ...rest] = cell.split(/(?:^|\n|[。；;])\s*(?:主要)?表现(?:形式)?(?:为)?[:：]/);
  return {
    content: cleanText(content.replace(/^(廉政)?(风险)?(主要)?内容[:：]/, '')),
    manifestation: cleanText(rest.join('\n')),
  };
}
