import type { DeskView } from '../../../cards/risks/desk.ts';
import type { World } from '../../kernel/capability.ts';
import { GRADES, type Grade } from '../../kernel/grade.ts';
import type { RiskDoc } from './model.ts';

/** How everything of the place that all listed items share is graded (domain.md §6.9). From counts alone. */
export async function spreadOf(
  items: readonly RiskDoc[],
  { read }: Pick<World, 'read'>,
): Promise<Pick<DeskView, 'spread'>> {
  const [first] = items;
  if (!first) return {};
  const { unit, division } = first.body.place;
  const same = (key: 'unit' | 'division'): boolean =>
    items.every((d) => d.body.place[key] === first.body.place[key]);
  const of = !same('unit') ? 'bureau' : division !== undefined && same('division') ? 'division' : 'unit';
  const within = of === 'bureau' ? {} : { prefix: of === 'unit' ? `${unit}|` : `${unit}|${division}|` };
  const counts: Record<Grade, number> = { 1: 0, 2: 0, 3: 0 };
  for (const [key, n] of Object.entries(await read.tally('risk', { index: 'spread', ...within }))) {
    const grade = GRADES.find((g) => key.endsWith(`|${g}`));
    if (grade) counts[grade] += n;
  }
  return { spread: { of, counts } };
}
