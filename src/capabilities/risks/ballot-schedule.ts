import type { Change, Schedule, Slot, World } from '../../kernel/capability.ts';
import { ballotCloses } from './ballot.ts';
import { mornings } from './escalate.ts';
import { brokenIn, commitsFor, inReviewThat, type Looked } from './in-review.ts';
import { allChanges } from './join-changes.ts';
import type { RiskDoc } from './model.ts';
import { stampOf } from './rehold.ts';
import { reviewChange } from './review-change.ts';
import { fromEach } from './unreadable.ts';

/** Votes that end in one commit. */
const BATCH = 50;

const closes = (world: World, { body }: RiskDoc): boolean =>
  ballotCloses(body, { by: 'system', at: world.now }, world).length > 0;

/** Votes that have what they need although nobody signed just now: a member left, or is away from today on. */
const passed = (world: World): Promise<Looked> =>
  inReviewThat(world, (d) => d.body.votes !== undefined && closes(world, d));

/** Nobody who is gone or away blocks a vote: looked at when the organisation changed and on each working morning. */
export const ballotSchedule: Schedule = {
  name: 'risks.ballots',
  due: async (world, since, until) => {
    if (world.settings.review.group === 'any') return [];
    const stamp = await stampOf(world);
    const moved = stamp && stamp.at >= since ? [`s${stamp.rev}`] : [];
    const keys = [...moved, ...mornings(world, since, until).map((w) => w.date)];
    const last = keys.at(-1);
    if (last === undefined) return [];
    const commits = commitsFor(await passed(world), BATCH);
    return Array.from({ length: commits }, (_, n): Slot => ({ key: `${last}:${n}`, at: until }));
  },
  run: async (world, slot): Promise<Change | undefined> => {
    const looked = await passed(world);
    const docs = looked.found.slice(0, BATCH);
    const unread = brokenIn(looked, slot.key);
    if (docs.length + unread.length === 0) return undefined;
    // The reducer closes what is complete after whatever happened; here nothing but time did.
    const { made, broken } = await fromEach(world, docs, (d) => reviewChange(world, d, []));
    return allChanges([...made, { events: [...unread, ...broken] }]);
  },
};
