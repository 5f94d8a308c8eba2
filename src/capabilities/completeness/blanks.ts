import type { World } from '../../kernel/capability.ts';
import { docsOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';
import { yearOf } from '../../kernel/time.ts';
import type { KindSpec } from '../../store/store.ts';
import type { Item, Level, Source } from './model.ts';

/** A signed «none, because…» for one empty cell of the matrix (S56). It holds for its year; the reason is sealed. */
export type BlankBody = {
  readonly year: number;
  readonly unit: string;
  readonly division: string;
  readonly item: string;
  readonly level: Level;
  readonly source: Source;
  readonly by: PersonId;
  readonly at: Instant;
};
export type BlankTexts = { readonly reason: string };

export const blankKind: KindSpec = {
  kind: 'blank',
  schema: 1,
  indexes: { place: (b: BlankBody) => `${b.year}|${b.unit}|${b.division}|` },
};
/** Names a cell, in a document's id and among those that are signed. */
export const cellKey = (
  item: Pick<Item, 'unit' | 'division' | 'name'>,
  level: Level,
  source: Source,
): string => JSON.stringify([item.unit, item.division, item.name, level, source]);

/** The cells of a place that were signed this year. */
export async function signedCells(
  world: World,
  unit: string,
  division: string,
): Promise<ReadonlySet<string>> {
  const prefix = `${yearOf(world.today)}|${unit}|${division === '' ? '' : `${division}|`}`;
  const signed = new Set<string>();
  for await (const { body } of docsOf<BlankBody>(world.read, 'blank', { index: 'place', prefix }))
    signed.add(cellKey({ ...body, name: body.item }, body.level, body.source));
  return signed;
}
