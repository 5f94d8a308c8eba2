import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { editionWords as words } from './edition-text.ts';

export const differenceWord = {
  fresh: text('新增', 'New'),
  changed: text('变动', 'Changed'),
  retired: text('停用', 'Retired'),
} as const;
export type DifferenceItem = {
  readonly how: keyof typeof differenceWord;
  readonly place: string;
  readonly title: string;
  readonly grade: Grade;
  readonly from?: Grade;
  /** What happened and when; the free words of a reason are in the file. */
  readonly reason: Text;
};
export type DifferenceView = {
  /** Edition id, or `now` for the state of this moment. */
  readonly id: string;
  readonly of: Text;
  readonly against: string | undefined;
  readonly counts: {
    readonly fresh: number;
    readonly changed: number;
    readonly retired: number;
    readonly unchanged: number;
  };
  readonly items: readonly DifferenceItem[];
  readonly mayFile: boolean;
};
/** Items on a card; a phone shows them on three screens. */
export const DIFFERENCE_SHOWN = 12;

const gradeText = ({ grade, from }: DifferenceItem): Text =>
  from === undefined || from === grade
    ? gradeWord[grade]
    : text(
        `${gradeWord[from]['zh-CN']} → ${gradeWord[grade]['zh-CN']}`,
        `${gradeWord[from]['en-US']} → ${gradeWord[grade]['en-US']}`,
      );
const line = (i: DifferenceItem, max: number): Text => {
  const [what, grade] = [differenceWord[i.how], gradeText(i)];
  const [title, place] = [shorten(i.title, max), shorten(i.place, max)];
  return text(
    `${what['zh-CN']} · ${title}（${place}）· ${grade['zh-CN']} · ${i.reason['zh-CN']}`,
    `${what['en-US']} · ${title} (${place}) · ${grade['en-US']} · ${i.reason['en-US']}`,
  );
};

const draw = (v: DifferenceView, max: number): Card => {
  const { fresh, changed, retired, unchanged } = v.counts;
  const all = fresh + changed + retired;
  return card(
    {
      audience: 'private',
      title: v.id === 'now' ? words.changes : words.difference,
      subtitle:
        v.against === undefined
          ? v.of
          : text(`${v.of['zh-CN']} · ${v.against}`, `${v.of['en-US']} · ${v.against}`),
      colour: 'turquoise',
    },
    [
      v.against === undefined
        ? para(words.first)
        : para(
            text(
              `新增 ${fresh}，变动 ${changed}，停用 ${retired}，不变 ${unchanged}`,
              `${fresh} new, ${changed} changed, ${retired} retired, ${unchanged} unchanged`,
            ),
          ),
      v.against !== undefined && all === 0 && para(words.same),
      ...v.items.slice(0, DIFFERENCE_SHOWN).map((i) => para(line(i, max))),
      all > DIFFERENCE_SHOWN && v.against !== undefined && note(words.more(all - DIFFERENCE_SHOWN)),
      row(
        v.mayFile && button(words.file, { do: 'edition.file', id: v.id, rev: 0 }),
        button(words.back, { do: 'edition.list', id: '-', rev: 0 }),
      ),
    ],
  );
};

/** New, changed and retired risk points with what happened to each. */
export const differenceCard = (v: DifferenceView): Card =>
  fitting([() => draw(v, 40), () => draw(v, 10), () => draw(v, 1)]);
