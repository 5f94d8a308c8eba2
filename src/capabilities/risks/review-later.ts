import type { DomainEvent, Message, Notice, World } from '../../kernel/capability.ts';
import { bareScore, type Grade, gradeOf, type Score } from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Put } from '../../store/store.ts';
import { gradeFacts } from './declare.ts';
import { deskMessages } from './desk-messages.ts';
import { chainOf } from './holders.ts';
import type { Found, RiskBody, RiskDoc, RiskTexts, TrailEntry } from './model.ts';
import { openStep } from './open-step.ts';
import { closed, nextKey, withTrail } from './trail.ts';

/** What a later slice merges into its own change. `put` expects the revision of the document that was handed in. */
export type Transition = {
  readonly put: Put;
  readonly event: DomainEvent;
  readonly messages: readonly Message[];
  readonly notices: readonly Notice[];
  readonly touches: readonly string[];
};
type Plain = Readonly<Record<string, string | number | undefined>>;
type By = PersonId | 'system';

const transition = (
  world: World,
  doc: RiskDoc,
  next: { body: RiskBody; texts?: RiskTexts | undefined },
  event: { type: string; by: By; data?: Plain },
  more: Partial<Pick<Transition, 'messages' | 'notices' | 'touches'>> = {},
): Transition => ({
  put: {
    kind: 'risk',
    id: doc.id,
    rev: doc.rev,
    body: next.body,
    ...((next.texts ?? doc.sealed) === undefined ? {} : { sealed: next.texts ?? doc.sealed }),
  },
  event: {
    type: event.type,
    about: `risk:${doc.id}`,
    by: event.by,
    at: world.now,
    data: { unit: doc.body.place.unit, grade: next.body.grade, ...event.data },
  },
  messages: more.messages ?? [],
  notices: more.notices ?? [],
  touches: more.touches ?? [],
});

const trailed = (
  world: World,
  body: RiskBody,
  what: TrailEntry['what'],
  by: By,
  more: Partial<TrailEntry> = {},
) => withTrail(body, { what, by, at: world.now, ...more });
const commented = (doc: RiskDoc, key: string, comment: string | undefined): RiskTexts | undefined =>
  doc.sealed && comment
    ? { ...doc.sealed, comments: { ...doc.sealed.comments, [key]: comment } }
    : doc.sealed;
const tell = (doc: RiskDoc, what: string): readonly Notice[] => [
  { to: doc.body.declarer, line: 'risks.progress', about: `risk:${doc.id}`, params: { what } },
];

/** The approved risk stands in a publicity notice from now on. */
export const markPublished = (world: World, doc: RiskDoc, notice: string): Transition =>
  transition(
    world,
    doc,
    { body: { ...trailed(world, doc.body, 'published', 'system'), notice } },
    { type: 'risk.published', by: 'system', data: { notice } },
    { notices: tell(doc, 'published') },
  );

/** Publicity is over without an open objection: the risk is in the catalogue. */
export const markEffective = (world: World, doc: RiskDoc): Transition =>
  transition(
    world,
    doc,
    {
      body: {
        ...closed(trailed(world, doc.body, 'effective', 'system')),
        status: 'effective',
        effectiveAt: world.now,
      },
    },
    { type: 'risk.effective', by: 'system' },
    { notices: tell(doc, 'effective') },
  );

/**
 * An objection was upheld: back to review from the discipline step (the last one when the chain has none), with the
 * chain of today. Signatures of that step and later ones no longer count. `why` is sealed with the history.
 */
export async function reopen(world: World, doc: RiskDoc, why: string, by: PersonId): Promise<Transition> {
  const { notice: _notice, approvedAt: _approved, final: _final, ...rest } = doc.body;
  const chain = chainOf(doc.body, doc.body.grade, {
    org: world.org,
    chains: world.settings.review.chains,
    tender: world.settings.review.tender.areas,
  });
  const found = chain.findIndex((s) => s.name === 'discipline');
  const index = found < 0 ? chain.length - 1 : found;
  const kept = chain.slice(0, index).map((s) => s.name);
  const bare: RiskBody = { ...rest, chain, signers: rest.signers.filter((s) => kept.includes(s.step)) };
  const body = openStep(trailed(world, bare, 'reopened', by), index, world);
  const desk = await deskMessages(world, undefined, { id: doc.id, body });
  return transition(
    world,
    doc,
    { body, texts: commented(doc, nextKey(doc.body), why) },
    { type: 'risk.reopened', by },
    { ...desk, notices: tell(doc, 'reopened') },
  );
}

export type Amendment = {
  /** Only the texts that change. */
  readonly texts?: Partial<Pick<RiskTexts, 'title' | 'content' | 'manifestation' | 'rootCause' | 'measure'>>;
  readonly rating?: Score;
  readonly why?: string;
};

const rerated = (
  world: World,
  { body }: RiskDoc,
  rating: Amendment['rating'],
  by: PersonId,
): Partial<RiskBody> => {
  if (!rating) return {};
  const { grade } = gradeOf({ ...gradeFacts(body), ...rating }, world.settings.grading);
  return { grade, final: { ...rating, grade, by, at: world.now } };
};

/** An objection was right in part: texts or rating are amended where they stand, the status stays. */
export function amend(world: World, doc: RiskDoc, amendment: Amendment, by: PersonId): Transition {
  const rating = rerated(world, doc, amendment.rating, by);
  const grades = rating.grade ? { from: String(doc.body.grade), to: String(rating.grade) } : {};
  const score = amendment.rating ? { score: amendment.rating } : {};
  const body: RiskBody = { ...trailed(world, doc.body, 'amended', by, { ...grades, ...score }), ...rating };
  const before = commented(doc, nextKey(doc.body), amendment.why);
  const texts = before && { ...before, ...amendment.texts };
  const event = { type: 'risk.amended', by, data: grades };
  return transition(world, doc, { body, texts }, event, { notices: tell(doc, 'amended') });
}

/** What a re-check found, with its words sealed in the history; a residual rating stands beside the inherent one. */
export function noteRecheck(
  world: World,
  doc: RiskDoc,
  { found, said, residual }: { readonly found: Found; readonly said: string; readonly residual?: Score },
  by: PersonId,
): Transition {
  const rated = residual && {
    ...residual,
    grade: gradeOf({ ...gradeFacts(doc.body), ...residual }, world.settings.grading).grade,
  };
  const entry = { found, ...(residual && rated ? { score: residual, to: String(rated.grade) } : {}) };
  const body: RiskBody = {
    ...trailed(world, doc.body, 'rechecked', by, entry),
    ...(rated ? { residual: { ...rated, by, at: world.now } } : {}),
  };
  const event = { type: 'risk.rechecked', by, data: { found, ...(rated ? { residual: rated.grade } : {}) } };
  return transition(world, doc, { body, texts: commented(doc, nextKey(doc.body), said) }, event);
}

/** What was done after a re-check that found the measure not carried out. */
export const noteRectified = (world: World, doc: RiskDoc, said: string, by: PersonId): Transition =>
  transition(
    world,
    doc,
    { body: trailed(world, doc.body, 'rectified', by), texts: commented(doc, nextKey(doc.body), said) },
    { type: 'risk.rectified', by },
  );

/** Several people have rated it apart from each other: their proposal is part of the history, who gave what is not. */
export const noteJointRating = (world: World, doc: RiskDoc, proposal: Score & { grade: Grade }): Transition =>
  transition(
    world,
    doc,
    {
      body: trailed(world, doc.body, 'ratedJointly', 'system', {
        score: bareScore(proposal),
        to: String(proposal.grade),
      }),
    },
    { type: 'risk.ratedJointly', by: 'system', data: { proposed: proposal.grade } },
  );

/** The office admin gives a stuck (or any open) step to a person of his choice; the deadline starts again. */
export async function rerouteStep(
  world: World,
  doc: RiskDoc,
  to: PersonId,
  by: PersonId,
): Promise<Transition> {
  const { step } = doc.body;
  const before = doc.body.chain[step];
  const moved = openStep(
    trailed(world, doc.body, 'rerouted', by, { to, ...(before ? { step: before.name } : {}) }),
    step,
    world,
  );
  const body: RiskBody = {
    ...moved,
    assigned: 'rerouted',
    chain: moved.chain.map((s, i) => (i === step ? { ...s, holders: [to], wentUp: true } : s)),
  };
  const desk = await deskMessages(world, doc, { id: doc.id, body });
  return transition(world, doc, { body }, { type: 'risk.rerouted', by, data: { to } }, desk);
}
