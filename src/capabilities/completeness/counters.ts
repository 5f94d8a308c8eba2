import type { Change, DomainEvent, Reaction, World } from '../../kernel/capability.ts';
import { yearOf } from '../../kernel/time.ts';
import type { RiskBody } from '../risks/index.ts';
import { noQuality, type QualityBody, qualityId, REASONS, type Reason } from './model.ts';

/** Several events of one commit may count into one document: the last put so far is what counts on. */
async function counted(
  world: World,
  soFar: Change,
  unit: string,
  add: (before: QualityBody) => Partial<QualityBody>,
): Promise<Partial<Change>> {
  const year = yearOf(world.today);
  const id = qualityId(year, unit);
  const stored = await world.read.get<QualityBody>({ kind: 'quality', id });
  const pending = soFar.put?.filter((p) => p.kind === 'quality' && p.id === id).at(-1)?.body;
  const before = (pending as QualityBody | undefined) ?? stored?.body ?? noQuality(year, unit, world.now);
  const body: QualityBody = { ...before, ...add(before), at: world.now };
  return { put: [{ kind: 'quality', id, rev: stored?.rev ?? 0, body }] };
}

/** The risk an event is about as this commit leaves it. */
async function riskAbout(world: World, event: DomainEvent, soFar: Change): Promise<RiskBody | undefined> {
  const id = event.about.slice('risk:'.length);
  const put = soFar.put?.filter((p) => p.kind === 'risk' && p.id === id).at(-1);
  if (put) return put.body as RiskBody;
  return (await world.read.get<RiskBody>({ kind: 'risk', id }))?.body;
}

const saysLittle = (risk: RiskBody): boolean =>
  risk.hints.includes('perfunctory') || risk.hints.includes('vague');

const onSubmitted: Reaction = async (world, event, soFar) => {
  const risk = await riskAbout(world, event, soFar);
  if (!risk || risk.replaces?.how === 'retire') return undefined;
  return counted(world, soFar, risk.place.unit, (b) => ({
    submitted: b.submitted + 1,
    empty: b.empty + (saysLittle(risk) ? 1 : 0),
  }));
};

const onReturned: Reaction = async (world, event, soFar) => {
  const risk = await riskAbout(world, event, soFar);
  if (!risk) return undefined;
  const reason: Reason = REASONS.find((r) => r === event.data?.reason) ?? 'other';
  return counted(world, soFar, risk.place.unit, (b) => ({
    returned: b.returned + 1,
    reasons: { ...b.reasons, [reason]: b.reasons[reason] + 1 },
  }));
};

/** An answer in a campaign that the post has no risk: an empty declaration until somebody confirms its reason. */
const onAnswered: Reaction = async (world, event, soFar) => {
  const unit = event.data?.unit;
  if (event.data?.as !== 'none' || typeof unit !== 'string') return undefined;
  return counted(world, soFar, unit, (b) => ({ empty: b.empty + 1 }));
};

/** Kept as they happen: what was sent in, what said little, what came back and why (S52, S71). */
export const qualityReactions: Readonly<Record<string, Reaction>> = {
  'risk.submitted': onSubmitted,
  'risk.returned': onReturned,
  'screening.answered': onAnswered,
};
