import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { AMEND_MAX, amendCard, answerCard } from '../../../cards/publicity/objection.ts';
import { MAX_OBJECTION } from '../../../cards/publicity/objection-form.ts';
import { publicityWords as words } from '../../../cards/publicity/text.ts';
import type { Acting, Answer, Change, Command, Outcome } from '../../kernel/capability.ts';
import { may } from '../../kernel/policy.ts';
import type { Text } from '../../kernel/text.ts';
import { amend, markEffective, type RiskDoc, reopen, signerIds, subjectsOf } from '../risks/index.ts';
import { asPart, joinChanges } from './change.ts';
import { gather } from './join.ts';
import {
  type ItemState,
  type NoticeBody,
  type NoticeDoc,
  type ObjectionBody,
  type ObjectionDoc,
  type ObjectionTexts,
  type Outcome as Verdict,
  withItem,
} from './model.ts';
import { field, invalid, refused } from './object.ts';
import { objectionView, readRisk } from './view.ts';

/** Shortest reply that gives a reason, characters. */
const MIN_REPLY = 5;

type Case = {
  readonly objection: ObjectionDoc;
  readonly notice: NoticeDoc | undefined;
  readonly risk: RiskDoc | undefined;
  readonly blocks: boolean;
};

/** The objection with its item, or why this person can't answer it. */
async function openCase(acting: Acting, id: string): Promise<Case | Outcome> {
  const objection = await acting.read.get<ObjectionBody, ObjectionTexts>({ kind: 'objection', id });
  if (!objection) return refused('objectionGone');
  const { body } = objection;
  const risk = await readRisk(acting, body.risk);
  const notice = await acting.read.get<NoticeBody>({ kind: 'notice', id: body.notice });
  const on = {
    place: { level: 'unit' as const, unit: body.unit },
    holders: body.holders,
    person: body.by,
    ...(risk
      ? {
          declarer: risk.body.declarer,
          subjects: subjectsOf(risk.body.place, acting.org),
          signers: signerIds(risk.body),
        }
      : {}),
  };
  // An answer that is there already is shown to its holder, whoever of them gave it, but not to strangers.
  if (!body.holders.includes(acting.actor.id)) return refused('notYours');
  if (body.status === 'answered') {
    const card = answerCard(await objectionView(acting, objection, acting.actor));
    return { ...refused('alreadyAnswered'), card } as Outcome;
  }
  if (!may(acting.actor, 'objection.answer', acting.org, on)) return refused('notYours');
  const blocks =
    risk?.body.status === 'approved' &&
    (notice?.body.items.some((i) => i.risk === body.risk && i.state === 'objected') ?? false);
  return { objection, notice, risk, blocks };
}
const isCase = (found: Case | Outcome): found is Case => 'objection' in found;

/** The answer itself: the objection's document, the reply to the objector, other officers' cards redrawn by the put. */
function answered(acting: Acting, { objection }: Case, outcome: Verdict, reply: string): Partial<Change> {
  const body: ObjectionBody = {
    ...objection.body,
    status: 'answered',
    outcome,
    answeredBy: acting.actor.id,
    answeredAt: acting.now,
  };
  const about = `objection:${objection.id}`;
  return {
    put: [
      {
        kind: 'objection',
        id: objection.id,
        rev: objection.rev,
        body,
        sealed: { text: objection.sealed?.text ?? '', reply },
      },
    ],
    events: [
      {
        type: 'objection.answered',
        about,
        by: acting.actor.id,
        at: acting.now,
        data: { outcome, notice: objection.body.notice },
      },
    ],
    messages: [{ to: { person: objection.body.by }, card: 'publicity.reply', about, when: 'working' }],
  };
}

const itemAs = (found: Case, state: ItemState): Partial<Change> =>
  found.notice
    ? {
        put: [
          {
            kind: 'notice',
            id: found.notice.id,
            rev: found.notice.rev,
            body: withItem(found.notice.body, found.objection.body.risk, state),
          },
        ],
      }
    : {};

/** Does anybody else's objection still block the item? */
async function othersOpen(acting: Acting, { objection }: Case): Promise<boolean> {
  const { items } = await acting.read.list<ObjectionBody>('objection', {
    index: 'open',
    prefix: `${objection.body.risk}|`,
    limit: 2,
  });
  return items.some((o) => o.id !== objection.id);
}

/** Not upheld: the item goes on; when its period is over and nobody else objects, it takes effect at once. */
async function rejected(acting: Acting, found: Case): Promise<Partial<Change>> {
  if (!found.risk || (await othersOpen(acting, found)))
    return { touches: [`notice:${found.objection.body.notice}`] };
  if (found.notice?.body.status !== 'closed') return itemAs(found, 'open');
  return joinChanges(itemAs(found, 'cleared'), asPart(markEffective(acting, found.risk)));
}

async function effectOf(
  acting: Acting,
  found: Case,
  outcome: Verdict,
  reply: string,
): Promise<Partial<Change>> {
  if (!found.blocks || !found.risk) return {};
  if (outcome === 'rejected') return rejected(acting, found);
  const back = await reopen(acting, found.risk, reply, acting.actor.id);
  return joinChanges(itemAs(found, 'withdrawn'), asPart(back));
}

const afterwards =
  (id: string, toast: Text) =>
  async (after: Acting): Promise<Answer> => {
    const doc = await after.read.get<ObjectionBody, ObjectionTexts>({ kind: 'objection', id });
    const card = doc && answerCard(await objectionView(after, doc, after.actor));
    return { toast: { type: 'success', text: toast }, ...(card ? { card } : {}) };
  };

type AnswerForm = {
  readonly id: string;
  readonly outcome: 'upheld' | 'rejected';
  readonly form: { readonly reply: string };
};
/** 采纳 / 不采纳 with a reply. */
export const answerCommand: Command<AnswerForm> = {
  input: z
    .object({
      id: z.string(),
      value: z.object({ outcome: z.enum(['upheld', 'rejected']) }),
      form: z.object({ reply: field }),
    })
    .transform(({ id, value, form }) => ({ id, form, outcome: value.outcome })),
  action: 'objection.answer',
  run: async (acting, { id, outcome, form }) => {
    const found = await openCase(acting, id);
    if (!isCase(found)) return found;
    const reply = cleanText(form.reply);
    if (reply.length < MIN_REPLY) return invalid(words.noReply);
    if (reply.length > MAX_OBJECTION) return invalid(words.tooLong);
    const change = joinChanges(
      answered(acting, found, outcome, reply),
      await effectOf(acting, found, outcome, reply),
    );
    return { kind: 'done', change, answer: afterwards(id, words.answered) };
  },
};

/** 部分采纳: shows the item's texts to be amended. */
export const amendFormCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'objection.answer',
  run: async (acting, { id }) => {
    const found = await openCase(acting, id);
    if (!isCase(found)) return found;
    if (!found.blocks || !found.risk?.sealed) return refused('itemGone');
    const { title, content, manifestation, measure } = found.risk.sealed;
    return {
      kind: 'show',
      answer: { card: amendCard({ id, rev: found.objection.rev, title, content, manifestation, measure }) },
    };
  },
};

/** Back from the amend form to the three ways out. */
export const backCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'objection.answer',
  run: async (acting, { id }) => {
    const found = await openCase(acting, id);
    if (!isCase(found)) return found;
    return {
      kind: 'show',
      answer: { card: answerCard(await objectionView(acting, found.objection, acting.actor)) },
    };
  },
};

const amendable = ['title', 'content', 'manifestation', 'measure'] as const;
type AmendForm = {
  readonly id: string;
  readonly form: Readonly<Record<(typeof amendable)[number] | 'reply', string>>;
};

/** The first fault of the amend form, in words. */
function amendFault(
  typed: Readonly<Record<(typeof amendable)[number], string>>,
  reply: string,
): Text | undefined {
  const labels = {
    title: words.title,
    content: words.content,
    manifestation: words.manifestation,
    measure: words.measure,
  };
  const empty = amendable.find((key) => typed[key].length === 0);
  if (empty) return words.emptyField(labels[empty]);
  if (amendable.some((key) => typed[key].length > AMEND_MAX[key])) return words.tooLong;
  return reply.length < MIN_REPLY ? words.noReply : undefined;
}

/** The amended item stands in a new notice with a period of its own; the rest of the old notice goes on. */
export const amendCommand: Command<AmendForm> = {
  input: z.object({
    id: z.string(),
    form: z.object({ title: field, content: field, manifestation: field, measure: field, reply: field }),
  }),
  action: 'objection.answer',
  run: async (acting, { id, form }) => {
    const found = await openCase(acting, id);
    if (!isCase(found)) return found;
    const { risk, blocks } = found;
    if (!blocks || !risk) return refused('itemGone');
    const typed = {
      title: cleanText(form.title),
      content: cleanText(form.content),
      manifestation: cleanText(form.manifestation),
      measure: cleanText(form.measure),
    };
    const reply = cleanText(form.reply);
    const fault = amendFault(typed, reply);
    if (fault) return invalid(fault);
    const amended = amend(acting, risk, { texts: typed, why: reply }, acting.actor.id);
    const again = await gather(acting, [{ id: risk.id, risk: risk.body }]);
    const change = joinChanges(
      answered(acting, found, 'partly', reply),
      itemAs(found, 'amended'),
      asPart(amended),
      again,
    );
    return { kind: 'done', change, answer: afterwards(id, words.amended) };
  },
};
