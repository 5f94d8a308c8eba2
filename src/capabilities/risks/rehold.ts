import type { Change, Schedule, Slot, World } from '../../kernel/capability.ts';
import type { Doc } from '../../store/store.ts';
import { deskMessages } from './desk-messages.ts';
import { holdersNow, resolveStep } from './holders.ts';
import { brokenIn, commitsFor, inReviewThat, type Looked } from './in-review.ts';
import { allChanges } from './join-changes.ts';
import type { RiskBody, RiskDoc } from './model.ts';
import { openStep } from './open-step.ts';
import { stepTrouble } from './review-change.ts';
import { withTrail } from './trail.ts';
import { fromEach } from './unreadable.ts';

/** Risks that get other reviewers in one commit. */
const BATCH = 50;

const heldBy = (risk: RiskBody): readonly string[] => risk.chain[risk.step]?.holders ?? [];
const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x));

/** Is the open step held by others than those who may hold it now? */
export const isMisplaced = (world: World, risk: RiskBody): boolean =>
  risk.status === 'inReview' &&
  !sameSet(heldBy(risk), holdersNow(risk, world.org, world.settings.review.chains));

const misplaced = (world: World): Promise<Looked> => inReviewThat(world, (d) => isMisplaced(world, d.body));

/** The open step with the people the organisation names now; who stays keeps the deadline, all new start afresh. */
export function rehold(world: World, risk: RiskBody): RiskBody {
  const { chains } = world.settings.review;
  const now = holdersNow(risk, world.org, chains);
  const before = heldBy(risk);
  const logged = withTrail(risk, {
    what: 'rerouted',
    by: 'system',
    at: world.now,
    from: before.join(','),
    to: now.join(','),
    ...(risk.chain[risk.step] ? { step: risk.chain[risk.step]?.name ?? 'head' } : {}),
  });
  const kept = now.some((p) => before.includes(p));
  if (!kept) return openStep(logged, risk.step, world);
  const fresh = resolveStep(risk, risk.step, world.org, chains);
  return {
    ...logged,
    chain: logged.chain.map((s, i) => (i === risk.step ? { ...s, holders: now, wentUp: fresh.wentUp } : s)),
  };
}

async function reholdOne(world: World, doc: RiskDoc): Promise<Change> {
  const body = rehold(world, doc.body);
  const desk = await deskMessages(world, doc, { id: doc.id, body });
  const step = body.chain[body.step];
  const data = { unit: body.place.unit, ...(step ? { step: step.name } : {}) };
  return {
    events: [
      { type: 'risk.reheld', about: `risk:${doc.id}`, by: 'system', at: world.now, data },
      ...stepTrouble(world, doc, body),
    ],
    put: [
      {
        kind: 'risk',
        id: doc.id,
        rev: doc.rev,
        body,
        ...(doc.sealed === undefined ? {} : { sealed: doc.sealed }),
      },
    ],
    messages: desk.messages,
    touches: desk.touches,
  };
}

export const stampOf = (world: World): Promise<Doc | undefined> =>
  world.read.get({ kind: 'stamp', id: 'organization' });

/**
 * After every change of the organisation the open steps are given to those who hold them now. A tick later and not
 * inside that change's own commit, since only then the organisation can be asked for the new holders. Who lost a step
 * can't use it in between: each click asks holdersNow.
 */
export const reholdSchedule: Schedule = {
  name: 'risks.holders',
  due: async (world, since, until) => {
    const stamp = await stampOf(world);
    if (!stamp || stamp.at < since) return [];
    const commits = Math.max(1, commitsFor(await misplaced(world), BATCH));
    return Array.from({ length: commits }, (_, n): Slot => ({ key: `${stamp.rev}:${n}`, at: until }));
  },
  run: async (world, slot) => {
    const looked = await misplaced(world);
    const docs = looked.found.slice(0, BATCH);
    const unread = brokenIn(looked, slot.key);
    if (docs.length + unread.length === 0) return undefined;
    const { made, broken } = await fromEach(world, docs, (d) => reholdOne(world, d));
    return allChanges([...made, { events: [...unread, ...broken] }]);
  },
};
