import type { Card } from '../../cards/kit/card.ts';
import type { Recipient } from '../../src/feishu/messenger.ts';
import type { Sabotage } from '../../src/simulation/host.ts';
import type { Commit, Put, Store } from '../../src/store/store.ts';
import { over } from '../support/over.ts';

/** A store that is asked for other commits than those the bot meant. */
export const commits =
  (other: (commit: Commit) => Commit) =>
  (store: Store): Store =>
    over(store, { commit: (commit) => store.commit(other(commit)) });

/** Every put of a kind with another body. */
export const bodies = <B>(kind: string, other: (body: B) => B) =>
  commits((commit) => ({
    ...commit,
    put: (commit.put ?? []).map(
      (put): Put => (put.kind === kind ? { ...put, body: other(put.body as B) as Put['body'] } : put),
    ),
  }));

type Row = NonNullable<Commit['outbox']>[number];
export const cardOf = (row: Row): string => String((row.payload as { card?: unknown } | null)?.card);
/** Rows of a card go out a second time, under another id. */
export const doubled = (card: string) =>
  commits((commit) => ({
    ...commit,
    outbox: (commit.outbox ?? []).flatMap((row) =>
      cardOf(row) === card ? [row, { ...row, id: `${row.id}x` }] : [row],
    ),
  }));

/** Cards leave for somebody else, or with other words, than the bot meant. */
export const sends =
  (other: (to: Recipient, card: Card) => readonly [Recipient, Card]): NonNullable<Sabotage['messenger']> =>
  (messenger) =>
    over(messenger, { sendCard: (to, card, uuid) => messenger.sendCard(...other(to, card), uuid) });

/** The card with some words more at its end. */
export const withWords = (card: Card, words: string): Card => {
  const { body } = card.json;
  const elements = [...body.elements, { tag: 'div', text: { tag: 'plain_text', content: words } }];
  return { ...card, json: { ...card.json, body: { ...body, elements } } } as Card;
};
