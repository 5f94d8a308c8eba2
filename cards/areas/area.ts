import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, fact, note, para, row } from '../kit/elements.ts';
import { budgetText, growthText, lineWord, money } from './text.ts';

export type AreaView = {
  readonly name: string;
  readonly key: boolean;
  readonly line?: keyof typeof lineWord;
  readonly unit: string;
  /** Newest year first. */
  readonly scales: readonly { readonly year: string; readonly amount: number }[];
  readonly growth: number | undefined;
  /** In force, by grade. */
  readonly grades: Readonly<Record<Grade, number>>;
  readonly projects: number;
  readonly budget: number;
};
const GRADES = [1, 2, 3] as const;
/** Years on the card; the file has all of them. */
const YEARS = 5;

/** One area: its money over the years, its risk points, its projects. */
export const areaCard = (v: AreaView): Card =>
  card(
    {
      audience: 'private',
      title: same(shorten(v.name, 40)),
      subtitle: v.key ? text('重点领域', 'Key area') : text('一般领域', 'Area'),
      colour: v.key ? 'orange' : 'turquoise',
    },
    [
      v.line !== undefined && fact(text('业务性质', 'Line'), lineWord[v.line]),
      v.unit !== '' && fact(text('主责单位', 'Unit in charge'), same(shorten(v.unit, 40))),
      ...v.scales
        .slice(0, YEARS)
        .map((s) => fact(text(`${s.year} 年规模`, `Scale of ${s.year}`), money(s.amount))),
      v.growth !== undefined && para(growthText(v.growth), v.growth > 0 ? { colour: 'orange' } : {}),
      v.growth !== undefined &&
        v.growth > 0 &&
        note(
          text(
            '规模上升：定期分析时请看看把关环节是否跟得上。',
            'It grows: see in the periodic analysis whether the checks keep up.',
          ),
        ),
      fact(
        text('已生效风险点', 'Risk points in force'),
        joinTexts(
          GRADES.map((g) =>
            text(`${gradeWord[g]['zh-CN']} ${v.grades[g]}`, `${gradeWord[g]['en-US']}: ${v.grades[g]}`),
          ),
          text(' · ', ' · '),
        ),
      ),
      v.projects > 0 &&
        fact(
          text('进行中的项目', 'Projects under way'),
          text(
            `${v.projects} 个，预算合计 ${budgetText(v.budget)['zh-CN']}`,
            `${v.projects}, budgets ${budgetText(v.budget)['en-US']} together`,
          ),
        ),
      row(button(text('返回领域', 'Back'), { do: 'areas.list', id: '-', rev: 0, page: 0 })),
    ],
  );
