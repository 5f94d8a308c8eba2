import type { World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { localDateTime } from '../../kernel/time.ts';
import type { RiskDoc } from '../risks/index.ts';
import type { Block } from './word.ts';

/** What every part of the file is written from. */
export type Sheet = { readonly world: World; readonly doc: RiskDoc; readonly viewer: Person };

export const at = ({ world }: Sheet, when: string | undefined): string =>
  when === undefined ? '' : localDateTime(when, world.settings.zone);
export const facts = (rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  rows,
  widths: [2200, 7400],
});
export const list = (
  head: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): readonly Block[] =>
  rows.length === 0 ? [{ kind: 'text', text: '无' }] : [{ kind: 'table', head, widths, rows }];
