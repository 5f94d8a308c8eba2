import { pressesOn } from '../card-reading.ts';
import type { Sent } from '../feishu.ts';
import { handOf } from './hand.ts';
import type { Notes } from './notes.ts';
import { type Stage, withRole } from './stage.ts';

/** Working days of each stage as the bureau's paper sets them (issue of 2011: two months from deployment to freeze). */
export const STAGE_DAYS = { deployed: 2, declaring: 10, reviewing: 15, publicising: 10 } as const;
const BASIS = '关于开展廉政风险防控工作的意见（2011 年 1 号）';

const admin = (stage: Stage) => {
  const [first] = withRole(stage, 'office_admin');
  if (!first) throw new Error('the bureau has no office admin');
  return first;
};

/** The office plans this year's campaign; from the second year on with last year's settings. */
export async function plansCampaign(stage: Stage, start: string, notes: Notes): Promise<void> {
  const hand = handOf(stage, admin(stage));
  const on = await hand.say('排查');
  if (!on) return notes.failed('plan: no card', hand.user);
  const cloned = await hand.press(on, 'screening.newPlan', { when: (v) => v.item === 'clone' });
  if (!cloned) await hand.press(on, 'screening.newPlan');
  const days = Object.fromEntries(Object.entries(STAGE_DAYS).map(([k, v]) => [k, String(v)]));
  const form = { basisText: BASIS, start, ...(cloned ? {} : { ...days, sample: '5' }) };
  const planned = await hand.press(on, 'screening.plan', { form });
  const sure = await hand.press(on, 'screening.confirmPlan');
  if (sure?.toast?.type !== 'success')
    notes.failed(`plan: ${(sure ?? planned)?.toast?.text['zh-CN']}`, hand.user);
  notes.taps(cloned ? 'plan a campaign from last year’s' : 'plan a campaign', hand.taps);
}

/** The campaign's progress as the office sees it. */
export async function looksAtProgress(stage: Stage): Promise<Sent | undefined> {
  const hand = handOf(stage, admin(stage));
  const on = await hand.say('排查');
  if (on) await hand.press(on, 'screening.progress');
  return on;
}

/** The office compiles this year's edition and asks for approval. */
export async function compilesEdition(stage: Stage, notes: Notes): Promise<void> {
  const hand = handOf(stage, admin(stage));
  const on = await hand.say('目录');
  if (!on) return notes.failed('edition: no card', hand.user);
  await hand.press(on, 'edition.list');
  await hand.press(on, 'edition.compile');
  const asked = await hand.press(on, 'edition.submit');
  if (asked?.toast?.type !== 'success') notes.failed(`edition: ${asked?.toast?.text['zh-CN']}`, hand.user);
  notes.taps('compile an edition', hand.taps);
}

/** The edition as the office has it once it is approved: its card and its file. */
export async function takesEdition(stage: Stage, notes: Notes): Promise<{ card?: Sent; file?: Sent }> {
  const hand = handOf(stage, admin(stage));
  const on = await hand.say('目录');
  if (!on) return {};
  await hand.press(on, 'edition.list');
  const list = on.card && pressesOn(on.card);
  const newest = list?.find((p) => p.name === 'edition.choose')?.options?.[0];
  if (newest !== undefined) await hand.press(on, 'edition.choose', { option: newest });
  await hand.press(on, 'edition.file');
  const file = hand.newest();
  if (!file?.file) notes.failed('edition: no file', hand.user);
  return { card: on, ...(file?.file ? { file } : {}) };
}
