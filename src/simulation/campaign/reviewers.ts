import type { DirectoryUser } from '../../feishu/directory.ts';
import { pressesOn } from '../card-reading.ts';
import { dateAt, laterDay } from '../days.ts';
import type { Dice } from '../dice.ts';
import type { Sent } from '../feishu.ts';
import { type Hand, handOf } from './hand.ts';
import type { Notes } from './notes.ts';
import type { Stage } from './stage.ts';
import { REPLY, RETURN_COMMENT, riskTexts } from './words.ts';

/** Cards one person works through in a day, at the most. */
const PATIENCE = 400;
/** Items of a list's page that somebody wants to read, and how many of those go back. */
const RETURN_ODDS = 0.02;
const THIRTY = 30;

const has = (on: Sent, name: string): boolean =>
  on.card !== undefined && pressesOn(on.card).some((p) => p.name === name);
const itemsOn = (on: Sent): number => {
  const rest = on.card && pressesOn(on.card).find((p) => p.name === 'review.approveRest');
  return rest ? String(rest.value.items).split(',').length : 0;
};

async function sendBack(stage: Stage, hand: Hand, on: Sent): Promise<void> {
  const due = laterDay(dateAt(stage.tape.time), 7);
  await hand.press(on, 'review.returnForm');
  await hand.press(on, 'review.return', { form: { reason: 'vague', comment: RETURN_COMMENT, due } });
}

/** A list: now and then one is opened and sent back; the rest is approved page by page. */
async function list(stage: Stage, hand: Hand, on: Sent, notes: Notes, chance: Dice): Promise<void> {
  let reviewed = 0;
  let from = hand.taps;
  for (let n = 0; n < PATIENCE && has(on, 'review.approveRest'); n += 1) {
    const pick = on.card && pressesOn(on.card).find((p) => p.name === 'review.pick');
    if (pick?.options && pick.options.length > 2 && chance.chance(RETURN_ODDS)) {
      const before = hand.taps;
      await hand.press(on, 'review.pick', { option: chance.pick(pick.options) });
      await sendBack(stage, hand, on);
      notes.taps('return one of a list', hand.taps - before);
      from += hand.taps - before;
      if (!has(on, 'review.desk')) return;
      await hand.press(on, 'review.desk');
      continue;
    }
    const items = itemsOn(on);
    const reply = await hand.press(on, 'review.approveRest');
    if (reply?.toast?.type !== 'success')
      return notes.failed(`list: ${reply?.toast?.text['zh-CN']}`, hand.user);
    reviewed += items;
    if (reviewed >= THIRTY) {
      notes.taps('review 30 of a list', hand.taps - from);
      reviewed = 0;
      from = hand.taps;
    }
  }
}

async function revise(hand: Hand, on: Sent, chance: Dice, notes: Notes): Promise<void> {
  const before = hand.taps;
  await hand.press(on, 'risks.draft', { form: riskTexts(chance, '修改') });
  const sent = await hand.press(on, 'risks.confirm');
  if (sent?.toast?.type === 'success') notes.taps('revise a returned one', hand.taps - before);
  else notes.failed(`revise: ${sent?.toast?.text['zh-CN']}`, hand.user);
}

/** One card that waits for its reader. False: this card is nothing that can be done here. */
async function act(stage: Stage, hand: Hand, on: Sent, notes: Notes, chance: Dice): Promise<boolean> {
  if (has(on, 'review.approveRest')) await list(stage, hand, on, notes, chance);
  else if (has(on, 'review.approve')) {
    if (chance.chance(RETURN_ODDS)) await sendBack(stage, hand, on);
    else await hand.press(on, 'review.approve');
  } else if (has(on, 'risks.draft')) await revise(hand, on, chance, notes);
  else if (has(on, 'risks.show')) await hand.press(on, 'risks.show');
  else if (has(on, 'screening.confirm')) await hand.press(on, 'screening.confirm');
  else if (has(on, 'screening.seen')) await hand.press(on, 'screening.seen');
  else if (has(on, 'publicity.answer'))
    await hand.press(on, 'publicity.answer', {
      form: { reply: REPLY },
      when: (v) => v.outcome === 'rejected',
    });
  else if (has(on, 'edition.approve')) await hand.press(on, 'edition.approve');
  else return false;
  return true;
}

/** Somebody looks through what waits in their chat and does it. */
export async function clearsDesk(
  stage: Stage,
  user: DirectoryUser,
  notes: Notes,
  chance: Dice,
): Promise<void> {
  const hand = handOf(stage, user);
  const passed = new Set<string>();
  for (let n = 0; n < PATIENCE; n += 1) {
    const on = stage.feishu.inbox(user.openId).findLast((m) => m.card?.waits && !passed.has(m.id));
    if (!on) return;
    if (!(await act(stage, hand, on, notes, chance)) || n > 20) passed.add(on.id);
  }
}
