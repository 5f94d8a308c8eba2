import type { Change, Schedule, Slot } from '../../kernel/capability.ts';
import { deskWaits } from './desk.ts';
import { mornings } from './escalate.ts';

/**
 * On the first working morning of a stand-in's days the desk of the absent person comes to him, as one card with his
 * own. What comes in later reaches him like a holder, and on the day after the last one the items are gone from it.
 */
export const standInSchedule: Schedule = {
  name: 'risks.standIns',
  due: async (world, since, until) => {
    const starts = mornings(world, since, until);
    const first = starts[0];
    if (!first) return [];
    const begun = (world.org.data.standIns ?? []).filter(
      (s) => starts.some((w) => s.from <= w.date && w.date <= s.to) && world.org.standIn(s.person, s.absent),
    );
    return begun.map((s): Slot => ({ key: s.id, at: until, params: { person: s.person } }));
  },
  run: async (world, slot): Promise<Change | undefined> => {
    const person = slot.params?.person;
    if (typeof person !== 'string' || !(await deskWaits(world, person))) return undefined;
    return {
      events: [],
      messages: [
        { to: { person }, card: 'risks.desk', about: `desk:${person}`, when: 'working', gather: true },
      ],
    };
  },
};
