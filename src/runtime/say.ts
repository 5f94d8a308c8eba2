import { type Card, card } from '../../cards/kit/card.ts';
import { button, para, row } from '../../cards/kit/elements.ts';
import { type Text, text } from '../kernel/text.ts';
import { say } from './texts.ts';

/** A plain answer of the bot: one paragraph and the way to the help card. */
export const sayCard = (words: Text): Card =>
  card({ audience: 'private', title: say.title, colour: 'wathet' }, [
    para(words),
    row(button(text('帮助', 'Help'), { do: 'help.open', id: '-', rev: 0 })),
  ]);

/** In a group: no button, since a group card is everybody's. */
export const sayInGroup = (words: Text): Card =>
  card({ audience: 'group', title: say.title, colour: 'wathet' }, [para(words)]);

/** What cards turn to when their viewer has left: no word of what stood there, and nothing to press. */
export const leftCard = card({ audience: 'private', title: say.title, colour: 'grey' }, [para(say.left)]);
