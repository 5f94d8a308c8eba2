import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, hr, note, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { chiefWords, type What, whatWord, summaryWords as words } from './text.ts';

export type ChiefItem = {
  readonly title: string;
  readonly place: string;
  readonly grade: Grade;
  readonly why: Text;
};
export type ChiefView = {
  readonly scope: Text;
  readonly asOf: string;
  /** Five numbers, each opening its list. */
  readonly figures: readonly { readonly what: What; readonly n: number }[];
  readonly period?: { readonly from: string; readonly to: string };
  /** At most three. */
  readonly items: readonly ChiefItem[];
};

/** The principal leader's month on one screen: five numbers, three matters, the rest behind buttons (S115). */
export function chiefCard(v: ChiefView): Card {
  const figure = ({ what, n }: ChiefView['figures'][number]) =>
    button(text(`${whatWord[what]['zh-CN']} ${n}`, `${whatWord[what]['en-US']} ${n}`), {
      do: 'digests.list',
      id: '*',
      rev: 0,
      what,
      page: 0,
      ...(v.period ?? {}),
    });
  const draw = (max: number): Card =>
    card({ audience: 'private', title: chiefWords.title, subtitle: v.scope, colour: 'indigo' }, [
      row(...v.figures.map(figure)),
      hr,
      para(v.items.length > 0 ? chiefWords.items : chiefWords.noItems, { size: 'heading' }),
      ...v.items.map((item, i) => {
        const [title, place] = [shorten(item.title, max), shorten(item.place, max)];
        const say = (lang: 'zh-CN' | 'en-US') =>
          `${i + 1}. ${gradeWord[item.grade][lang]} ${title}（${place}）：${item.why[lang]}`;
        return para(text(say('zh-CN'), say('en-US')));
      }),
      row(button(chiefWords.more, { do: 'digests.summary', id: '*', rev: 0 }, 'primary')),
      note(words.asOf(v.asOf)),
    ]);
  return fitting([() => draw(40), () => draw(12), () => draw(1)]);
}
