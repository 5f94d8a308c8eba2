import type { DifferenceItem } from '../../../cards/catalogue/difference.ts';
import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { type Text, text } from '../../kernel/text.ts';
import { type Instant, localDate } from '../../kernel/time.ts';
import { type RiskBody, type RiskDoc, type RiskTexts, riskOf, trailWord } from '../risks/index.ts';

/** Entries of a risk's history that change the catalogue. */
const TELLING: readonly string[] = [
  'imported',
  'effective',
  'corrected',
  'amended',
  'retired',
  'gradeChanged',
];
export const titleOf = async (world: World, id: string): Promise<string> =>
  (await riskOf(world.read, id))?.sealed?.title ?? '—';

/** The words of whoever asked for the correction or retirement that was applied to this risk. */
async function askedWhy(world: World, id: string): Promise<string> {
  const items = await allOf<RiskBody, RiskTexts>(world.read, 'risk', { index: 'replaces', from: id, to: id });
  const applied = items.filter((d) => d.body.status === 'merged').sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  return applied?.sealed?.comments[applied.body.trail[0]?.key ?? ''] ?? '';
}

/** Why an item differs: what happened when, and the free words that were given, if any. */
export async function reasonOf(
  world: World,
  id: string,
  how: DifferenceItem['how'],
  since: Instant,
): Promise<{ readonly words: Text; readonly said: string }> {
  const doc: RiskDoc | undefined = await riskOf(world.read, id);
  const entry = doc?.body.trail.findLast((t) => TELLING.includes(t.what) && t.at >= since);
  const said = how === 'fresh' ? (doc?.sealed?.comments[entry?.key ?? ''] ?? '') : await askedWhy(world, id);
  if (!entry) return { words: text('按登记内容', 'as registered'), said };
  const day = localDate(entry.at, world.settings.zone);
  const what = trailWord[entry.what];
  return { words: text(`${day} ${what['zh-CN']}`, `${what['en-US']} on ${day}`), said };
}
