import type { DirectoryUser } from '../../feishu/directory.ts';
import { type Field, pressesOn, textOf } from '../card-reading.ts';
import type { Dice } from '../dice.ts';
import type { Sent } from '../feishu.ts';
import { type Hand, handOf } from './hand.ts';
import type { Notes } from './notes.ts';
import type { Stage } from './stage.ts';
import { measureText, NONE_REASON, RETIRE_REASON, riskTexts, titleText } from './words.ts';

/** Items on one campaign card that a person goes through in one sitting. */
const MOST_ITEMS = 6;
/** Of those who declare for the first time, how many declare two risks of a post. */
const SECOND_RISK = 0.62;

const isCampaignCard = (m: Sent): boolean =>
  m.card !== undefined && pressesOn(m.card).some((p) => p.value.do === 'screening.add');

/** The card that the campaign sent, else the one that the word brings. */
async function campaignCard({ feishu }: Stage, hand: Hand): Promise<Sent | undefined> {
  const hanging = feishu.inbox(hand.user.openId).findLast(isCampaignCard);
  return hanging ?? hand.say('排查');
}

/** `task`: what it is called in the report, by how much the form could offer. */
type Asked = { readonly form: Record<string, unknown>; readonly mark: string; readonly task: string };
/** What somebody writes: most leave the step and source that the form begins with, some choose their own. */
function riskForm(fields: readonly Field[], chance: Dice): Asked {
  const standing = (name: string): Field | undefined => fields.find((f) => f.name === name);
  const steps = standing('step')?.options.filter((s) => s !== 'other') ?? [];
  const otherwise = steps.length > 0 && chance.chance(0.2);
  const mark = String.fromCharCode(65 + chance.int(26), 65 + chance.int(26));
  const scale = (name: string): string => chance.pick(standing(name)?.options ?? []);
  const place = otherwise
    ? { source: chance.pick(['duty', 'institution', 'ethics', 'environment']), step: chance.pick(steps) }
    : steps.length > 0
      ? {}
      : { source: 'duty', stepOther: '台账登记' };
  const form = { ...place, ...riskTexts(chance, mark), likelihood: scale('likelihood'), harm: scale('harm') };
  const task = otherwise
    ? 'declare, another step or source'
    : steps.length > 0
      ? 'declare'
      : 'declare where no step is registered';
  return { form, mark, task };
}

const fieldsOf = (on: Sent, button: string): readonly Field[] =>
  (on.card && pressesOn(on.card).find((p) => p.name === button)?.fields) || [];

/** A form below the campaign card, from what was asked to the submitted risk. Gives what it was. */
async function declare(hand: Hand, chance: Dice, notes: Notes): Promise<string> {
  const on = hand.newest();
  if (!on?.card) {
    notes.failed('declare: no form', hand.user);
    return 'declare: no form';
  }
  const { form, mark, task } = riskForm(fieldsOf(on, 'risks.draft'), chance);
  const drafted = await hand.press(on, 'risks.draft', { form });
  // Title and measure are offered by the step; who finds them empty writes them.
  const offered = fieldsOf(on, 'risks.confirm');
  const empty = (name: string): boolean => !offered.find((f) => f.name === name)?.value;
  const sent = await hand.press(on, 'risks.confirm', {
    form: {
      ...(empty('title') ? { title: titleText(chance, mark) } : {}),
      ...(empty('measure') ? { measure: measureText(chance) } : {}),
    },
  });
  if (sent?.toast?.type !== 'success')
    notes.failed(`declare: ${(sent ?? drafted)?.toast?.text['zh-CN']}`, hand.user);
  return task;
}

const offers = (on: Sent, button: string, item: unknown): boolean =>
  on.card !== undefined && pressesOn(on.card).some((p) => p.name === button && p.value.item === item);

async function add(hand: Hand, on: Sent, item: unknown, notes: Notes, chance: Dice): Promise<void> {
  const before = hand.taps;
  // An answered item is folded: it opens again for one more.
  if (!offers(on, 'screening.add', item))
    await hand.press(on, 'screening.open', { when: (v) => v.item === item });
  await hand.press(on, 'screening.add', { when: (v) => v.item === item });
  notes.taps(await declare(hand, chance, notes), hand.taps - before);
}

async function change(
  hand: Hand,
  on: Sent,
  how: 'correct' | 'retire',
  notes: Notes,
  chance: Dice,
): Promise<void> {
  const before = hand.taps;
  await hand.press(on, 'screening.change', { when: (v) => v.how === how });
  const below = hand.newest();
  if (!below?.card) return notes.failed(`${how}: no form`, hand.user);
  if (how === 'correct') {
    const form = riskTexts(chance, '调整');
    await hand.press(below, 'risks.draft', { form: { content: form.content } });
    await hand.press(below, 'risks.confirm');
  } else await hand.press(below, 'risks.retireSend', { form: { reason: RETIRE_REASON } });
  notes.taps(how, hand.taps - before);
}

/** One item of the card that still waits, in one of the ways there are. False: nothing waits any more. */
async function answerOne(hand: Hand, on: Sent, notes: Notes, chance: Dice): Promise<boolean> {
  const presses = on.card ? pressesOn(on.card) : [];
  const raised = presses.find((p) => p.name === 'screening.agree');
  if (raised) {
    await hand.press(on, 'screening.agree');
    return true;
  }
  const again = presses.find((p) => p.name === 'screening.noChange');
  const first = presses.find((p) => p.name === 'screening.noneForm');
  const item = (again ?? first)?.value.item;
  const lot = chance.next();
  const before = hand.taps;
  if (again) {
    const changeable = presses.some((p) => p.name === 'screening.change');
    if (lot < 0.08 && changeable) await change(hand, on, 'correct', notes, chance);
    else if (lot < 0.11 && changeable) await change(hand, on, 'retire', notes, chance);
    else {
      await hand.press(on, 'screening.noChange');
      notes.taps('no change', hand.taps - before);
    }
    return true;
  }
  if (!first) return false;
  if (lot < 0.05 || item === '-') {
    await hand.press(on, 'screening.noneForm', { when: (v) => v.item === item });
    await hand.press(on, 'screening.none', { form: { reason: NONE_REASON } });
    notes.taps('no risk, with its reason', hand.taps - before);
  } else if (lot < 0.07) {
    await hand.press(on, 'screening.awayForm', { when: (v) => v.item === item });
    await hand.press(on, 'screening.away', { form: { away: 'secondment' } });
  } else {
    await add(hand, on, item, notes, chance);
    if (chance.chance(SECOND_RISK)) await add(hand, on, item, notes, chance);
  }
  return true;
}

/** Somebody answers the whole of their campaign card. */
export async function answers(stage: Stage, user: DirectoryUser, notes: Notes, chance: Dice): Promise<void> {
  const hand = handOf(stage, user);
  let on = await campaignCard(stage, hand);
  if (!on?.card) return notes.failed('no campaign card', user);
  const done = (): boolean => on?.card !== undefined && textOf(on.card).includes('已全部答复');
  for (let n = 0; n < MOST_ITEMS && !done() && (await answerOne(hand, on, notes, chance)); n += 1)
    // A card that was renewed meanwhile says where it went.
    if (on.card && !done() && !isCampaignCard(on)) on = (await campaignCard(stage, hand)) ?? on;
  if (!done()) notes.failed('not all items could be answered', user);
}
