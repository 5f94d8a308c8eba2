import { pressesOn } from '../card-reading.ts';
import type { Dice } from '../dice.ts';
import { handOf } from './hand.ts';
import type { Notes } from './notes.ts';
import { type Stage, withRole } from './stage.ts';

/** Re-checks one leader answers in a month at the most; what is left is due on. */
const MOST = 5;
const SEEN = [
  '抽看本月登记 12 份，双人签字齐全，未见缺页。',
  '查看交接记录 6 次，均在当日完成，影像可调阅。',
  '核对台账与实物各 20 项，账实相符。',
];

/** Everybody who leads something, by the directory and by role. */
function leaders(stage: Stage) {
  const { departments, users } = stage.feishu.directory;
  const heads = new Set(departments.map((d) => d.leaderOpenId));
  const named = ['principal_leader', 'branch_leader'].flatMap((role) => withRole(stage, role));
  return users.filter((u) => heads.has(u.openId) || named.some((n) => n.openId === u.openId));
}

/** 复查: the list, then one after the other with what was seen. */
export async function answersRechecks(stage: Stage, notes: Notes, chance: Dice): Promise<void> {
  for (const user of leaders(stage)) {
    const hand = handOf(stage, user);
    const on = await hand.say('复查');
    if (!on || !(await hand.press(on, 'rechecks.open'))) continue;
    for (let n = 0; n < MOST; n += 1) {
      if (!on.card || !pressesOn(on.card).some((p) => p.name === 'rechecks.answer')) break;
      const before = hand.taps;
      const found = chance.chance(0.9) ? 'carriedOut' : 'partly';
      const said = await hand.press(on, 'rechecks.answer', { form: { found, said: chance.pick(SEEN) } });
      if (said?.toast?.type !== 'success')
        return notes.failed(`re-check: ${said?.toast?.text['zh-CN']}`, user);
      notes.taps('answer one re-check', hand.taps - before);
    }
  }
}
