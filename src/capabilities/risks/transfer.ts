import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import { deskMessages } from './desk-messages.ts';
import { takersOf } from './holders.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';
import { openStep } from './open-step.ts';
import { isMisplaced, rehold } from './rehold.ts';
import { rerouteStep, type Transition } from './review-later.ts';
import { withTrail } from './trail.ts';

/** Of one person: what one declared and is still on its way, and steps that were given to one by name. */
export type OpenRisks = { readonly declared: readonly RiskDoc[]; readonly steps: readonly RiskDoc[] };

export async function openRisksOf(world: Pick<World, 'read'>, person: PersonId): Promise<OpenRisks> {
  const list = (index: string, prefix: string) =>
    allOf<RiskBody, RiskTexts>(world.read, 'risk', { index, prefix });
  const [returned, inReview, held] = await Promise.all([
    list('declarer', `${person}|returned`),
    list('declarer', `${person}|inReview`),
    list('reviewer', `${person}|`),
  ]);
  return {
    // A suggestion of a colleague (群众帮) is nobody's duty, and whose it was stays untold.
    declared: [...returned, ...inReview].filter((r) => r.body.method !== 'peer'),
    steps: held.filter((r) => r.body.assigned !== undefined && r.body.declarer !== person),
  };
}

/**
 * Nobody signs for his own: what the new declarer signed before counts no more, and the review goes on from that step
 * with everybody after it, as after a reopening.
 */
function unsigned(world: World, risk: RiskBody): RiskBody | undefined {
  const { declarer, chain, signers, votes } = risk;
  if (votes?.some((v) => v.by === declarer || v.member === declarer)) return openStep(risk, risk.step, world);
  const own = signers.filter((s) => s.person === declarer || s.for === declarer).map((s) => s.step);
  const index = chain.findIndex((s) => own.includes(s.name));
  if (risk.status !== 'inReview' || index < 0) return undefined;
  const kept = chain.slice(0, index).map((s) => s.name);
  return openStep({ ...risk, signers: signers.filter((s) => kept.includes(s.step)) }, index, world);
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
  const body = unsigned(world, named) ?? (isMisplaced(world, named) ? rehold(world, named) : named);
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

/**
 * A step that was given to somebody by name goes to the successor where the rules let him have it; else it goes back to
 * those whom the rules name: who hands a post over does not choose reviewers.
 */
export async function passStep(world: World, doc: RiskDoc, to: PersonId, by: PersonId): Promise<Transition> {
  if (takersOf(doc.body, world.org).includes(to)) return rerouteStep(world, doc, to, by);
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
