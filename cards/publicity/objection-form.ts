import { gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { fact, form, input, note, para, select, submit } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import type { PublishedItem } from './notice.ts';
import { periodText, signatureWord, publicityWords as words } from './text.ts';

export type ObjectionFormView = {
  readonly notice: string;
  readonly rev: number;
  readonly unit: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly days: number;
  readonly end: string;
  readonly open: boolean;
  readonly items: readonly PublishedItem[];
  readonly channel: Text;
};
/** Longest objection and reply, characters. */
export const MAX_OBJECTION = 500;

/** Shorter than this, the words of what it looks like tell nothing apart: sixty options need the room. */
const MIN_SIGN = 6;

function option(item: PublishedItem, i: number, max: number) {
  // Two items of one step have the same title: what it looks like tells them apart.
  const sign = max > MIN_SIGN ? `（${shorten(item.manifestation, max)}）` : '';
  const label = (lang: 'zh-CN' | 'en-US'): string =>
    `${i + 1}. ${gradeWord[item.grade][lang]} ${shorten(item.post[lang], Math.min(20, max + 4))}：${shorten(item.title, max)}${sign}`;
  return { value: item.id, label: text(label('zh-CN'), label('en-US')) };
}

/** The private form. After the period it says so and takes nothing. */
export function objectionFormCard(v: ObjectionFormView): Card {
  const choices = v.items
    .map((item, i) => ({ item, i }))
    .filter(({ item }) => item.state === 'open' || item.state === 'objected');
  const fields = (max: number) =>
    form('objection', [
      select({
        name: 'item',
        placeholder: words.which,
        options: choices.map(({ item, i }) => option(item, i, max)),
        required: true,
      }),
      select({
        name: 'as',
        placeholder: words.signature,
        options: (['named', 'anonymous'] as const).map((value) => ({ value, label: signatureWord[value] })),
      }),
      input({
        name: 'text',
        label: words.whatIsWrong,
        placeholder: words.whatHint,
        max: MAX_OBJECTION,
        required: true,
        lines: 4,
      }),
      submit(words.send, 'send', { do: 'publicity.submit', id: v.notice, rev: v.rev }),
    ]);
  const draw = (max: number) =>
    card(
      {
        audience: 'private',
        title: words.formTitle,
        subtitle: text(shorten(v.unit, 40), shorten(v.unit, 40)),
        colour: v.open ? 'blue' : 'grey',
      },
      [
        fact(words.period, periodText(v.opensOn, v.closesOn, v.days, v.end)),
        v.open && choices.length > 0 ? fields(max) : para(words.closedHow),
        note(words.formNote(v.channel)),
      ],
    );
  return fitting([() => draw(16), () => draw(8), () => draw(6), () => draw(1)]);
}
