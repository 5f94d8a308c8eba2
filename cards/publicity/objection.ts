import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, form, hr, input, note, row, submit } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { itemElements, type PublishedItem } from './notice.ts';
import { MAX_OBJECTION } from './objection-form.ts';
import { type Outcome, outcomeWord, publicityWords as words } from './text.ts';

export type ObjectionView = {
  readonly id: string;
  readonly rev: number;
  readonly unit: string;
  readonly item: PublishedItem | undefined;
  readonly said: string;
  readonly due: string;
  /** False: the item left the notice, an answer changes nothing but goes to the objector. */
  readonly blocks: boolean;
  readonly answer?: { readonly outcome: Outcome; readonly at: string; readonly reply: string };
  /** Only on the card of the person who answers. */
  readonly objector?: string;
  /** The objector asked not to be shown to anybody. */
  readonly anonymous?: true;
  /** Overdue: those above were asked to answer as well. */
  readonly escalated?: true;
  readonly open: boolean;
};
const own = (value: string, max: number): Text => text(shorten(value, max), shorten(value, max));
const head = (v: ObjectionView, title: Text, colour: 'orange' | 'blue' | 'grey' | 'green') =>
  ({ audience: 'private', title, subtitle: own(v.unit, 40), colour, waits: colour === 'orange' }) as const;

const result = (v: ObjectionView, max: number): readonly Element[] =>
  v.answer
    ? [
        hr,
        fact(words.outcome, outcomeWord[v.answer.outcome]),
        fact(words.reply, own(v.answer.reply, max)),
        fact(words.answeredAt, text(v.answer.at, v.answer.at)),
      ]
    : [];

const fit = (draw: (max: number) => Card): Card =>
  fitting([() => draw(500), () => draw(100), () => draw(10), () => draw(1)]);

/** For the answering officer: the item, what was said, one reply and three ways out. */
export function answerCard(v: ObjectionView): Card {
  const to = (doing: string, more: Readonly<Record<string, string>> = {}) => ({
    do: doing,
    id: v.id,
    rev: v.rev,
    ...more,
  });
  const decide = form('answer', [
    input({
      name: 'reply',
      label: words.reply,
      placeholder: words.replyHint,
      max: MAX_OBJECTION,
      required: true,
      lines: 3,
    }),
    submit(
      outcomeWord.rejected,
      'rejected',
      to('publicity.answer', { outcome: 'rejected' }),
      'default',
      words.confirmReject,
    ),
    v.blocks &&
      submit(
        outcomeWord.upheld,
        'upheld',
        to('publicity.answer', { outcome: 'upheld' }),
        'default',
        words.confirmUphold,
      ),
  ]);
  return fit((max) =>
    card(head(v, v.open ? words.answerTitle : words.answeredTitle, v.open ? 'orange' : 'grey'), [
      fact(words.said, own(v.said, max)),
      v.objector !== undefined && fact(words.objector, own(v.objector, 30)),
      v.anonymous && fact(words.raisedBy, words.hidden),
      v.escalated && note(words.escalated),
      v.open && fact(words.answerBy, text(v.due, v.due)),
      ...(v.item ? [hr, ...itemElements(v.item, 1, Math.min(max, 150))] : []),
      ...result(v, max),
      ...(v.open
        ? [hr, decide, v.blocks ? row(button(outcomeWord.partly, to('publicity.amendForm'))) : undefined]
        : []),
      v.open && note(v.blocks ? words.upheldHelp : words.moot),
    ]),
  );
}

/** For the objector: the receipt, later the answer. */
export const objectorCard = (v: ObjectionView): Card =>
  fit((max) =>
    card(head(v, v.answer ? words.replyTitle : words.receiptTitle, v.answer ? 'green' : 'blue'), [
      ...(v.item ? itemElements(v.item, 1, Math.min(max, 100)).slice(0, 3) : []),
      fact(words.yours, own(v.said, max)),
      ...result(v, max),
      !v.answer && note(words.received(v.due)),
    ]),
  );

export type AmendView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly content: string;
  readonly manifestation: string;
  readonly measure: string;
};
/** Longest texts a risk may have, characters; the same as on the declaration form. */
export const AMEND_MAX = { title: 40, content: 200, manifestation: 200, measure: 200 } as const;

/** 部分采纳: the item's texts prefilled. */
export function amendCard(v: AmendView): Card {
  const field = (name: keyof typeof AMEND_MAX, label: Text, lines: number): Element =>
    input({
      name,
      label,
      value: v[name].slice(0, AMEND_MAX[name]).toWellFormed(),
      max: AMEND_MAX[name],
      required: true,
      lines,
    });
  return card({ audience: 'private', title: words.amendTitle, colour: 'orange', waits: true }, [
    form('amendment', [
      field('title', words.title, 1),
      field('content', words.content, 3),
      field('manifestation', words.manifestation, 3),
      field('measure', words.measure, 3),
      input({
        name: 'reply',
        label: words.reply,
        placeholder: words.replyHint,
        max: MAX_OBJECTION,
        required: true,
        lines: 3,
      }),
      submit(words.amend, 'amend', { do: 'publicity.amend', id: v.id, rev: v.rev }),
    ]),
    row(button(words.back, { do: 'publicity.backToAnswer', id: v.id, rev: v.rev })),
  ]);
}
