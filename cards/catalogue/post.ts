import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, fact, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { catalogueWords as words } from './text.ts';

export type PostRisk = {
  readonly title: string;
  readonly manifestation: string;
  readonly measure: string;
  readonly grade: Grade;
  readonly approvedOn: string;
};
export type PostView = {
  readonly scope: string;
  readonly division: string;
  readonly page: number;
  readonly name: Text;
  readonly unit: string;
  readonly grade: Grade | undefined;
  readonly leader: Text | undefined;
  /** Gravest first. */
  readonly risks: readonly PostRisk[];
};
/** Risk points of one post on a card; posts with more are told so and see the rest in the Excel file. */
const SHOWN = 8;
const headColour: Readonly<Record<Grade, 'red' | 'orange' | 'blue'>> = { 1: 'red', 2: 'orange', 3: 'blue' };

const draw = (v: PostView, max: number): Card => {
  const cut = (value: string): Text => text(shorten(value, max), shorten(value, max));
  return card(
    {
      audience: 'private',
      title: text(shorten(v.name['zh-CN'], 40), shorten(v.name['en-US'], 40)),
      subtitle: text(shorten(v.unit, 40), shorten(v.unit, 40)),
      colour: v.grade === undefined ? 'grey' : headColour[v.grade],
    },
    [
      v.grade === undefined ? para(words.gone) : para(gradeWord[v.grade], { size: 'heading' }),
      v.leader && fact(words.leader, v.leader),
      ...v.risks
        .slice(0, SHOWN)
        .flatMap((r, i) => [
          hr,
          para(
            text(
              `${i + 1}. ${gradeWord[r.grade]['zh-CN']} ${cut(r.title)['zh-CN']}`,
              `${i + 1}. ${gradeWord[r.grade]['en-US']}: ${cut(r.title)['en-US']}`,
            ),
          ),
          fact(words.manifestation, cut(r.manifestation)),
          fact(words.measure, cut(r.measure)),
          note(text(`审定日期 ${r.approvedOn}`, `Approved on ${r.approvedOn}`)),
        ]),
      v.risks.length > SHOWN &&
        note(
          text(
            `另有 ${v.risks.length - SHOWN} 项，见 Excel 文件。`,
            `${v.risks.length - SHOWN} more: see the Excel file.`,
          ),
        ),
      row(
        button(words.back, { do: 'catalogue.open', id: v.scope, rev: 0, page: v.page, division: v.division }),
      ),
    ],
  );
};

/** One post of the catalogue with its risk points in effect. */
export const postCard = (v: PostView): Card =>
  fitting([() => draw(v, 60), () => draw(v, 20), () => draw(v, 1)]);
