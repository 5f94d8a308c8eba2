import { idOf, messageOf, reviewerOf } from './register.ts';
import type { Tap } from './wire.ts';

/** Of so many clicks one decides; the others go from card to card. */
const LANES = 10;

/**
 * What the reviewers of a bounded set of risks click for ever: nine times they go between their desk and a risk, each
 * time the card in the chat shows something else, which is a commit; then they approve, which is a commit with
 * messages, copies and redraws, few enough of them for Feishu's limits. It ends when every risk was approved once; then
 * they must be put back. `revs`: of the first so many risks, as they were put back.
 */
export function shift(round: number, revs: readonly number[]): readonly Tap[] {
  const risks = revs.length;
  const people = revs.map((_, i) => reviewerOf(i));
  return Array.from({ length: risks * LANES }, (_, n) => {
    const lane = n % LANES;
    // Each lane is a tenth of the risks ahead of the next one, so that no two clicks on a risk meet.
    const i = (Math.floor(n / LANES) + Math.floor((lane * risks) / LANES)) % risks;
    const risk = { id: idOf(i), rev: revs[i] ?? 0 };
    const value =
      lane === LANES - 1
        ? { do: 'review.approve', ...risk }
        : lane % 2 === 1
          ? { do: 'review.open', ...risk }
          : { do: 'review.desk' };
    return { event: `evt-${round}-${n}`, person: people[i] ?? '', message: messageOf(i), value };
  });
}
