import { button, type Element } from '../kit/elements.ts';
import { publicityWords as words } from './text.ts';

/** The way back to 公示, where records, what waits and whole notices are opened from. */
export const backToOpen = (): Element =>
  button(words.backToOpen, { do: 'publicity.open', id: '-', rev: 0, page: 0 });
