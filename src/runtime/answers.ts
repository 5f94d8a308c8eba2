import type { Card } from '../../cards/kit/card.ts';

/**
 * Cards that answer a chat word, by cause, between the commit and the outbox. The outbox may come to the row before the
 * answer is drawn, so it finds a promise. Other processes and the next start have none of them: after a while a plain
 * card stands in, the word's effect is on disk.
 */
export type Answers = {
  /** Room for an answer to come; `give` fills it, `drop` takes it back when the commit failed. */
  expect(cause: string): { give(card: Card): void; drop(): void };
  take(cause: string): Promise<Card> | undefined;
  has(cause: string): boolean;
  sent(cause: string): void;
};

/** Rows that die leave their answer behind; so many are kept before the oldest goes. */
const KEPT = 2_000;

export function answerShelf(): Answers {
  const shelf = new Map<string, Promise<Card>>();
  return {
    expect(cause) {
      let give: (card: Card) => void = () => {};
      shelf.set(cause, new Promise((resolve) => (give = resolve)));
      for (const oldest of shelf.keys()) {
        if (shelf.size <= KEPT) break;
        shelf.delete(oldest);
      }
      return { give, drop: () => void shelf.delete(cause) };
    },
    take: (cause) => shelf.get(cause),
    has: (cause) => shelf.has(cause),
    sent: (cause) => void shelf.delete(cause),
  };
}
