import type { World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { deskMessages } from './desk-messages.ts';
import { canHold } from './holders.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';
import { openStep } from './open-step.ts';
import { isMisplaced, rehold } from './rehold.ts';
import { rerouteStep, type Transition } from './review-later.ts';
import { withTrail } from './trail.ts';

/** Of one person: what one declared and is still on its way, and steps that were given to one by name. */
export type OpenRisks = { readonly declared: readonly RiskDoc[]; readonly steps: readonly RiskDoc[] };
/** Nobody has more open at a time; what is beyond comes with the next look. */
const MOST = 200;

export async function openRisksOf(world: Pick<World, 'read'>, person: PersonId): Promise<OpenRisks> {
  const list = async (index: string, prefix: string) =>
    (await world.read.list<RiskBody, RiskTexts>('risk', { index, prefix, limit: MOST })).items;
  const [returned, inReview, held] = await Promise.all([
    list('declarer', `${person}|returned`),
    list('declarer', `${person}|inReview`),
    list('reviewer', `${person}|`),
  ]);
  return {
    declared: [...returned, ...inReview],
    steps: held.filter((r) => r.body.assigned !== undefined && r.body.declarer !== person),
  };
}

/** Another person answers for a risk that is on its way, as when a post changes hands; the history says from whom. */
export async function transferRisk(
  world: World,
  doc: RiskDoc,
  to: PersonId,
  by: PersonId,
): Promise<Transition> {
  const from = doc.body.declarer;
  const named: RiskBody = {
    ...withTrail(doc.body, { what: 'transferred', by, at: world.now, from, to }),
    declarer: to,
  };
  // Who answers for it never reviews it, so the open step may need other holders at once.
  const body = isMisplaced(world, named) ? rehold(world, named) : named;
  const desk = await deskMessages(world, doc, { id: doc.id, body });
  return {
    put: { kind: 'risk', id: doc.id, rev: doc.rev, body, ...(doc.sealed ? { sealed: doc.sealed } : {}) },
    event: {
      type: 'risk.transferred',
      about: `risk:${doc.id}`,
      by,
      at: world.now,
      data: { unit: body.place.unit, from, to },
    },
    messages: desk.messages,
    notices: [],
    touches: [...desk.touches, `desk:${from}`, `desk:${to}`],
  };
}

/** A step that was given to somebody by name goes to the successor; who may not hold it leaves it to the rules. */
export async function passStep(world: World, doc: RiskDoc, to: PersonId, by: PersonId): Promise<Transition> {
  if (canHold(doc.body, to, world.org)) return rerouteStep(world, doc, to, by);
  const trailed = withTrail(doc.body, { what: 'rerouted', by, at: world.now });
  const body = openStep(trailed, doc.body.step, world);
  const desk = await deskMessages(world, doc, { id: doc.id, body });
  return {
    put: { kind: 'risk', id: doc.id, rev: doc.rev, body, ...(doc.sealed ? { sealed: doc.sealed } : {}) },
    event: { type: 'risk.rerouted', about: `risk:${doc.id}`, by, at: world.now },
    messages: desk.messages,
    notices: [],
    touches: desk.touches,
  };
}
