import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { para } from '../kit/elements.ts';

/** One sentence as a private card. */
export const sayCard = (words: Text): Card =>
  card({ audience: 'private', title: text('组织信息', 'Organisation'), colour: 'wathet' }, [para(words)]);
