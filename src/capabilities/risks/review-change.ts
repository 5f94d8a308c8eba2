import type { Change, DomainEvent, Message, Notice, World } from '../../kernel/capability.ts';
import { naturalHolders } from '../../kernel/chain.ts';
import { bareScore } from '../../kernel/grade.ts';
import type { Person, PersonId } from '../../kernel/people.ts';
import type { Put } from '../../store/store.ts';
import { ballotCloses } from './ballot.ts';
import { deskMessages } from './desk-messages.ts';
import type { RiskBody, RiskDoc } from './model.ts';
import { replacedBy } from './replace.ts';
import { applyReview, type ReviewEvent, type Reviewed, stepsSignedBy } from './review-events.ts';
import { signedHash } from './signature.ts';

const riskPut = (doc: RiskDoc, next: Reviewed): Put => ({
  kind: 'risk',
  id: doc.id,
  rev: doc.rev,
  body: next.body,
  ...(next.texts === undefined ? {} : { sealed: next.texts }),
});

/** What of an event the ledger may hold for ever: never its comment. */
function facts(e: ReviewEvent, before: RiskBody): Record<string, string | number | readonly string[]> {
  switch (e.type) {
    case 'risk.returned':
      return { reason: e.reason, due: e.due };
    case 'risk.gradeChanged':
      return { from: before.grade, to: e.to, ...bareScore(e) };
    case 'risk.handedOver':
      return { to: e.to };
    case 'risk.escalated':
    case 'risk.signerAsked':
      return { to: e.to };
    case 'risk.voted':
      return { member: e.member, ...(e.hash ? { signed: e.hash } : {}) };
    case 'risk.recused': {
      const voided = stepsSignedBy(before, e.by);
      return voided.length > 0 ? { voided } : {};
    }
    case 'risk.stepApproved':
      return { ...(e.hash ? { signed: e.hash } : {}), ...(e.votes ? { votes: e.votes.length } : {}) };
    case 'risk.signerAnswered':
      return { agreed: e.agreed ? 'yes' : 'no', ...(e.hash ? { signed: e.hash } : {}) };
    default:
      return {};
  }
}

const ledgered = (doc: RiskDoc, before: RiskBody, e: ReviewEvent): DomainEvent => {
  const step = before.chain[before.step]?.name;
  return {
    type: e.type,
    about: `risk:${doc.id}`,
    by: e.by,
    at: e.at,
    data: {
      unit: before.place.unit,
      grade: before.grade,
      ...(step ? { step } : {}),
      ...(e.for ? { for: e.for } : {}),
      ...facts(e, before),
    },
  };
};

/** Tells the office admin's slice about a step that went up or that nobody can hold. */
export function stepTrouble(
  world: World,
  doc: Pick<RiskDoc, 'id' | 'body'>,
  after: RiskBody,
): readonly DomainEvent[] {
  const step = after.chain[after.step];
  if (after.status !== 'inReview' || !step) return [];
  const before = doc.body.chain[after.step];
  // What was known when the chain was made was told then.
  const known = before?.name === step.name && before.wentUp && before.holders.join() === step.holders.join();
  if (known || (step.holders.length > 0 && (!step.wentUp || after.assigned !== undefined))) return [];
  const type = step.holders.length === 0 ? 'risk.stepStuck' : 'risk.stepWentUp';
  const data = { unit: after.place.unit, step: step.name };
  return [{ type, about: `risk:${doc.id}`, by: 'system', at: world.now, data }];
}

const notice = (doc: RiskDoc, to: PersonId, line: string, params: Notice['params'] = {}): Notice => ({
  to,
  line,
  about: `risk:${doc.id}`,
  params,
});

/**
 * The second return also tells the division head, the third the unit's leader (S72); nobody is told of their own act,
 * so where one of them declared it or returned it himself, the next level is told.
 */
function returnNotices(
  world: World,
  doc: RiskDoc,
  after: RiskBody,
  by: ReviewEvent['by'],
): readonly Notice[] {
  const { org } = world;
  const other = (id: PersonId): boolean => id !== by && id !== after.declarer;
  const oneOf = (...ladder: readonly (readonly Person[])[]): readonly PersonId[] =>
    ladder.map((people) => people.map((p) => p.id).filter(other)).find((ids) => ids.length > 0) ?? [];
  const { place } = after;
  const superior = naturalHolders('superior', place, org);
  // A head whose own it is, or who returned it, is no news to himself: the level above hears of it instead.
  const head = place.level === 'post' ? oneOf(naturalHolders('head', place, org), superior) : oneOf(superior);
  const leader = oneOf(
    org.actives([org.units.get(place.unit)?.leader]),
    org.actives([org.branchLeaderOf(place)?.id]),
  );
  const told = [...(after.returns >= 2 ? head : []), ...(after.returns >= 3 ? leader : [])];
  return [...new Set(told)].map((id) => notice(doc, id, 'risks.returnedAgain', { times: after.returns }));
}

/** Progress goes into the declarer's digest; a return and a diversion are sent as a card of their own. */
function tellDeclarer(
  doc: RiskDoc,
  after: RiskBody,
  events: readonly ReviewEvent[],
): { messages: Message[]; notices: Notice[] } {
  const to = { person: after.declarer };
  const about = `risk:${doc.id}`;
  const types = events.map((e) => e.type);
  if (types.includes('risk.returned'))
    return { messages: [{ to, card: 'risks.returned', about, when: 'working' }], notices: [] };
  if (types.includes('risk.diverted'))
    return { messages: [{ to, card: 'risks.diverted', about, when: 'working' }], notices: [] };
  const what = types.includes('risk.approved')
    ? (doc.body.replaces?.how ?? 'approved')
    : types.includes('risk.stepApproved')
      ? 'step'
      : types.includes('risk.gradeChanged')
        ? 'grade'
        : undefined;
  return { messages: [], notices: what ? [notice(doc, after.declarer, 'risks.progress', { what })] : [] };
}

/** Votes count for what was voted on: when texts or grade changed since, all members sign again. */
function freshVotes(state: Reviewed): Reviewed {
  const { votes, ...bare } = state.body;
  if (!votes) return state;
  const hash = signedHash({ body: state.body, sealed: state.texts });
  return votes.every((v) => v.hash === hash) ? state : { ...state, body: bare };
}

type Applied = {
  readonly state: Reviewed;
  readonly domain: readonly DomainEvent[];
  readonly events: readonly ReviewEvent[];
};
/** The events one after the other, with what follows when they complete a vote. */
function applied(world: World, doc: RiskDoc, decided: readonly ReviewEvent[]): Applied {
  let state: Reviewed = { body: doc.body, texts: doc.sealed };
  const domain: DomainEvent[] = [];
  const take = (e: ReviewEvent): void => {
    if (!(e.type === 'risk.approved' && doc.body.replaces)) domain.push(ledgered(doc, state.body, e));
    state = freshVotes(applyReview(state, e, world));
  };
  for (const e of decided) take(e);
  const last = decided.at(-1);
  const by = last?.type === 'risk.voted' ? last.by : 'system';
  const closing = ballotCloses(state.body, { by, at: world.now }, world);
  for (const e of closing) take(e);
  return { state, domain, events: [...decided, ...closing] };
}

/**
 * Everything one decision on one risk changes. An approved correction or retirement is applied to the risk it
 * replaces in the same commit, so `risk.approved` is only ever about a risk that goes into publicity.
 */
export async function reviewChange(
  world: World,
  doc: RiskDoc,
  decided: readonly ReviewEvent[],
): Promise<Change> {
  const { state, domain, events } = applied(world, doc, decided);
  const after = state.body;
  const replaced = events.some((e) => e.type === 'risk.approved')
    ? await replacedBy(world, doc, state)
    : undefined;
  const desk = await deskMessages(world, doc, { id: doc.id, body: after });
  const declarer = tellDeclarer(doc, after, events);
  const returned = events.find((e) => e.type === 'risk.returned');
  return {
    events: [...domain, ...(replaced?.events ?? []), ...stepTrouble(world, doc, after)],
    put: [riskPut(doc, state), ...(replaced?.put ?? [])],
    ...(after.status === 'diverted' ? { erase: [{ kind: 'risk', id: doc.id, why: 'diverted' }] } : {}),
    messages: [...declarer.messages, ...desk.messages],
    notices: [...declarer.notices, ...(returned ? returnNotices(world, doc, after, returned.by) : [])],
    touches: desk.touches,
  };
}
