import type { Settings } from '../../kernel/settings.ts';
import type { Hint } from './model.ts';
import { plainForm } from './similar.ts';

/** Rules about the quality of a text (S71, S73). All of them only warn, but for empty words. Pure. */
export type QualityWords = Settings['quality'];
export type Weighed = {
  readonly content: string;
  readonly manifestation: string;
  readonly measure?: string | undefined;
};
export type QualityFacts = {
  readonly words: QualityWords;
  /** Everything the office wrote about the place: names of the post, its duty, its steps. */
  readonly ownWords: string;
  /** Somebody else's text of the same area reads nearly the same. */
  readonly similar: boolean;
};

const NOTHING =
  /^(本|我|我们)?(岗位|岗|人|部门|处室|科室|单位)?(暂时?|目前|尚|均|都)*(无|没有|没|不存在|不涉及|未发现|未发生)(任何|什么|明显)*(的)?(廉政|廉洁)?(风险点|风险|问题|情况|内容)?(可填|可写)?$/;

/** True when the text only says that there is nothing, in whatever dress: `无。`, `无 无`, `本岗位暂无风险`, `/`. */
export function saysNothing(value: string, words: Pick<QualityWords, 'empty'>): boolean {
  const said = plainForm(value);
  if (said === '' || NOTHING.test(said)) return true;
  const empties = words.empty.map(plainForm).filter((w) => w !== '');
  let rest = said;
  for (let left = rest.length + 1; left > rest.length; ) {
    left = rest.length;
    const head = empties.find((w) => rest.startsWith(w));
    if (head === undefined || rest === '') break;
    rest = rest.slice(head.length);
    left = rest.length + 1;
  }
  return rest === '';
}

/** Words of attitude in any order: an urging verb with what it always urges. */
const ATTITUDE =
  /(进一步|不断|切实|努力|大力|严格)?(加强|强化|提高|提升|增强|加大|抓好|做好|落实|严肃|深化)(对|有关|相关|日常|廉政|廉洁|思想|业务|政治|内部|自身|队伍|岗位|制度|理论)*(教育|管理|监督|学习|意识|认识|检查|力度|培训|监管|责任|纪律|工作|素质|觉悟|建设|要求|执行|防控|防范)+/g;
/** Statements that fit any post. */
const GENERIC =
  /(工作中|履职中|日常工作中|岗位上)?(可能|容易|也许)?(会)?(存在|出现|发生|产生|有)(着|一些|一定|各种|各类|相关|较大)*的?(廉政|廉洁|腐败|违规|违纪|不良)?(风险|问题|隐患|情况|行为|现象)/g;

/** Share (0–1) of the text that is covered by attitude words and statements that fit everywhere. */
export function vagueShare(value: string, vague: readonly string[]): number {
  const said = plainForm(value);
  if (said === '') return 0;
  const covered = new Array<boolean>(said.length).fill(false);
  const cover = (from: number, length: number): void => {
    covered.fill(true, from, from + length);
  };
  for (const word of vague.map(plainForm))
    for (let at = said.indexOf(word); word !== '' && at >= 0; at = said.indexOf(word, at + 1))
      cover(at, word.length);
  for (const rule of [ATTITUDE, GENERIC])
    for (const hit of said.matchAll(rule)) cover(hit.index, hit[0].length);
  return covered.filter(Boolean).length / said.length;
}

// Measured on the demo texts: the most phrase-like good one reaches 0.2, the bad ones start at 0.5.
const VAGUE_FROM = 0.4;
const isVague = ({ content, manifestation }: Weighed, words: QualityWords): boolean =>
  vagueShare(content, words.vague) >= VAGUE_FROM ||
  vagueShare(`${content}${manifestation}`, words.vague) >= VAGUE_FROM;

/** Eight characters: the shortest sentence that names who and what could go wrong. */
const SHORTEST = 8;
const FILLER = /^(测试|随便|不知道|不清楚|待补充|待定|另行补充|照旧|同前|以后再说|test|asdf|todo|tbd)+/;

/** Looks as if the form was only filled to be rid of it: too short, one text twice, one character again and again. */
function isPerfunctory({ content, manifestation }: Weighed): boolean {
  const said = plainForm(content);
  const kinds = new Set(said).size;
  return (
    said.length < SHORTEST ||
    FILLER.test(said) ||
    said === plainForm(manifestation) ||
    (kinds <= 4 && said.length > kinds) ||
    /^\d+$/.test(said) ||
    /^[A-Za-z]{6,}$/.test(content.trim())
  );
}

/** A topic of the list that nothing in the office's own words about the place supports. */
const isUnrealistic = ({ content, manifestation }: Weighed, { words, ownWords }: QualityFacts): boolean => {
  const said = plainForm(`${content}。${manifestation}`);
  const own = plainForm(ownWords);
  return words.unrealistic.map(plainForm).some((topic) => said.includes(topic) && !own.includes(topic));
};

/** "Same as last year" announces itself. */
const SAME_AS_BEFORE =
  /(与|和|同|跟|照)(上年|去年|上一年|往年|以前|前年|上次|原来)[^。；]{0,8}(相同|一样|一致|不变)/;

/** A measure that only urges: nobody does anything, nothing shows that it was done (S53). */
export const isVagueMeasure = (measure: string, vague: readonly string[]): boolean =>
  plainForm(measure).length < 4 || vagueShare(measure, vague) >= 0.5;

/** What to warn of, in the order of the model's list; an empty list is a good text. */
export function hintsOf(texts: Weighed, facts: QualityFacts): readonly Hint[] {
  const found: readonly (readonly [Hint, boolean])[] = [
    ['vague', isVague(texts, facts.words)],
    ['perfunctory', isPerfunctory(texts)],
    ['unrealistic', isUnrealistic(texts, facts)],
    ['similar', facts.similar || SAME_AS_BEFORE.test(texts.content)],
    [
      'vagueMeasure',
      texts.measure !== undefined && texts.measure !== '' && isVagueMeasure(texts.measure, facts.words.vague),
    ],
  ];
  return found.filter(([, is]) => is).map(([hint]) => hint);
}
