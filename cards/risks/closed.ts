import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, para, row } from '../kit/elements.ts';
import { words } from './text-review.ts';

/** What a copy turns to when its viewer has nothing to do with the risk any more: no word of the risk itself. */
export const closedCard = (what: Text, others: number): Card =>
  card({ audience: 'private', title: text('已不由您办理', 'No longer with you'), colour: 'grey' }, [
    para(what),
    others > 0 && row(button(words.next(others), { do: 'review.desk', id: '-', rev: 0 }, 'primary')),
  ]);
