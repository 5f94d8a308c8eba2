import { text } from '../../src/kernel/text.ts';
import { type Action, columns, type Element, type Option, panel } from '../kit/elements.ts';
import { PAGE_OPTIONS, pickPaged } from './paged.ts';

/** Words with one button at their right. */
export const line = (words: readonly Element[], act: Element): Element =>
  columns({ weight: 3, elements: words }, { weight: 1, elements: [act] });

/** The folded choice of a branch leader, of a unit or of a division. */
export const branchPanel = (options: readonly Option[], action: Action, turn: Action): Element =>
  panel(
    text('调整分管领导', 'Change the branch leader'),
    pickPaged({
      placeholder: text('选择分管领导', 'Choose the branch leader'),
      options: options.slice(0, PAGE_OPTIONS),
      action,
      page: 0,
      turn,
    }),
  );
