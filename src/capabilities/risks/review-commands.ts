import type { Card } from '../../../cards/kit/card.ts';
import { returnCard } from '../../../cards/risks/return.ts';
import { reviewRefusals } from '../../../cards/risks/text-review.ts';
import type { Acting, AnyCommand, Command, Outcome } from '../../kernel/capability.ts';
import { same, text } from '../../kernel/text.ts';
import type { RiskDoc } from './model.ts';
import { approve, divert, type GivenBy, obstacle, returnDue, sendBack } from './review.ts';
import { answerReview, drawReview, loadRisk, mayView, showsRisk } from './review-cards.ts';
import { type PlainInput, plainInput, returnInput } from './review-input.ts';
import { attempt, givenOf, runReview, whyNot } from './review-run.ts';

/** Draws a form for the open step, or says why there is none. */
export async function openForm(
  acting: Acting,
  { id, rev }: PlainInput,
  draw: (doc: RiskDoc, given: GivenBy) => Card,
): Promise<Outcome> {
  const doc = await loadRisk(acting, id);
  if (!doc) return { kind: 'refused', why: reviewRefusals.gone };
  const no = obstacle(doc, rev, givenOf(acting));
  if (no)
    return {
      kind: 'refused',
      why: whyNot(no, doc, acting),
      card: await drawReview(acting, doc, acting.actor),
    };
  return { kind: 'show', answer: { card: draw(doc, givenOf(acting)), shows: showsRisk(id) } };
}

const open: Command<PlainInput> = {
  input: plainInput,
  action: 'risk.view',
  run: async (acting, { id }) => {
    const doc = await loadRisk(acting, id);
    if (!doc) return { kind: 'refused', why: reviewRefusals.gone };
    if (!mayView(doc, acting.actor, acting))
      return {
        kind: 'refused',
        why: reviewRefusals.notYoursToSee,
        record: attempt(doc, acting, 'view', 'notYoursToSee'),
      };
    return { kind: 'show', answer: await answerReview(acting, id, acting.actor) };
  },
};

const returnForm: Command<PlainInput> = {
  input: plainInput,
  action: 'risk.review',
  run: (acting, input) =>
    openForm(acting, input, (doc, given) =>
      returnCard({
        id: doc.id,
        rev: doc.rev,
        title: doc.sealed?.title ?? doc.body.stepName,
        place: same(acting.org.placeName(doc.body.place)),
        due: returnDue(doc.body.returns, given),
        days: acting.settings.review.returnDays[doc.body.returns === 0 ? 'first' : 'later'],
        returns: doc.body.returns,
      }),
    ),
};

/** Buttons of the review card that decide; forms for grade and holders stand in review-forms.ts. */
export const reviewCommands: Readonly<Record<string, AnyCommand>> = {
  'review.open': open,
  'review.approve': {
    input: plainInput,
    action: 'risk.review',
    run: (acting, { id, rev }: PlainInput) =>
      runReview(acting, id, 'approve', (doc, given) => approve(doc, rev, given)),
  },
  'review.returnForm': returnForm,
  'review.return': {
    input: returnInput,
    action: 'risk.review',
    run: async (acting, { id, rev, form }: ReturnType<typeof returnInput.parse>) => {
      const { reason, comment, due } = form;
      if (!reason)
        return { kind: 'invalid', why: text('请选择退回原因。', 'Please choose a reason for the return.') };
      if (!due) return { kind: 'invalid', why: text('请选择整改期限。', 'Please choose a deadline.') };
      return runReview(acting, id, 'return', (doc, given) =>
        sendBack(doc, { rev, reason, comment, due }, given),
      );
    },
  },
  'review.divert': {
    input: plainInput,
    action: 'risk.divert',
    run: (acting, { id, rev }: PlainInput) =>
      runReview(acting, id, 'divert', (doc, given) => divert(doc, rev, given)),
  },
};
