import { type Card, MAX_BYTES } from './card.ts';

/**
 * The first drawing that Feishu would take; later ones show less. Needed because stacked combining marks can make sixty
 * visible characters weigh kilobytes. Throws what the last drawing throws.
 */
export function fitting(draws: readonly (() => Card)[]): Card {
  const last = draws.length - 1;
  for (const [i, make] of draws.entries()) {
    try {
      return make();
    } catch (error) {
      if (i === last || !String(error).includes(`${MAX_BYTES}`)) throw error;
    }
  }
  throw new Error('nothing to draw');
}
