import { z } from 'zod';
import { statusCard } from '../../../cards/risks/status.ts';
import { declareRefusals, fieldWord } from '../../../cards/risks/text.ts';
import type { Acting, Answer, Change, Outcome, Shown } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Text } from '../../kernel/text.ts';
import type { Decided, DeclareRefusal } from './declare.ts';
import { deskMessages } from './desk-messages.ts';
import type { RiskDoc } from './model.ts';
import { riskOf } from './own.ts';
import { stepTrouble } from './review-change.ts';
import { statusView } from './view-own.ts';

/** Shared by the commands of the declaring half: inputs, refusals, and one way to turn a decision into a change. */
const record = z.record(z.string(), z.unknown());
const plainId = z.string().max(100).default('');
const wide = z.looseObject({ value: record.optional() });

/** A button's value next to its form: `{ id, rev, …value, form, option }`. */
export const clickInput = z.preprocess(
  (raw) => {
    const seen = wide.safeParse(raw);
    return seen.success ? { ...seen.data.value, ...seen.data } : raw;
  },
  z.object({
    id: plainId,
    rev: z.coerce.number().int().min(0).catch(0),
    level: plainId,
    unit: plainId,
    division: plainId,
    post: plainId,
    method: plainId,
    replaces: plainId,
    page: z.coerce.number().int().min(0).max(1000).catch(0),
    option: plainId,
    form: record.default({}),
  }),
);
export type Click = z.infer<typeof clickInput>;

/** Ids the bot gave out itself. */
export const isRiskId = (id: string): boolean => /^[A-Za-z]{1,4}-[\w-]{2,60}$/.test(id);

export const fieldText = (field: string): Text =>
  fieldWord[field as keyof typeof fieldWord] ?? fieldWord.content;

/** A refusal in words, with the fresh status card when there is something of one's own to show. */
export function refused(acting: Acting, refusal: DeclareRefusal, doc?: RiskDoc): Outcome {
  const own =
    doc && doc.body.declarer === acting.actor.id
      ? statusCard(statusView(acting, doc, acting.actor))
      : undefined;
  return { kind: 'refused', why: declareRefusals[refusal], ...(own ? { card: own } : {}) };
}

export const show = (answer: Answer): Outcome => ({ kind: 'show', answer });

/** Which subject the clicked message follows from now on. A form that is being filled follows nothing that changes. */
export const showsRisk = (id: string): Shown => ({ card: 'risks.status', about: `risk:${id}` });
export const showsStart = (person: PersonId): Shown => ({ card: 'risks.start', about: `start:${person}` });
export const showsMine = (person: PersonId, page: number): Shown => ({
  card: 'risks.mine',
  about: `mine:${person}`,
  params: { page },
});

/** The commit of a decision: state, event, and what the reviewers' desks need. */
export async function changeOf(
  acting: Acting,
  id: string,
  before: RiskDoc | undefined,
  decided: Extract<Decided, { ok: true }>,
): Promise<Change> {
  const { body, texts, event } = decided;
  const desk = await deskMessages(acting, before, { id, body });
  // Before its first submit nothing was open: a step without a holder is news for the office admin.
  const was = before ?? { id, body: { ...body, status: 'draft' as const } };
  return {
    events: [event, ...stepTrouble(acting, was, body)],
    put: [{ kind: 'risk', id, rev: before?.rev ?? 0, body, sealed: texts }],
    messages: desk.messages,
    touches: [...desk.touches, `mine:${acting.actor.id}`],
  };
}

/** Commits a decision and answers from the new state; a refusal answers with the state as it is. */
export async function settle(
  acting: Acting,
  id: string,
  before: RiskDoc | undefined,
  decided: Decided,
  answer: (after: Acting, doc: RiskDoc) => Promise<Answer>,
): Promise<Outcome> {
  if (!decided.ok) return refused(acting, decided.refusal, before);
  const change = await changeOf(acting, id, before, decided);
  return {
    kind: 'done',
    change,
    answer: async (after) => {
      const doc = await riskOf(after.read, id);
      return doc ? answer(after, doc) : {};
    },
  };
}

export const statusAnswer =
  (toast: Text) =>
  async (after: Acting, doc: RiskDoc): Promise<Answer> => ({
    toast: { type: 'success', text: toast },
    card: statusCard(statusView(after, doc, after.actor)),
    shows: showsRisk(doc.id),
  });
