import { askSignerCard, objectAskedCard, opposeCard } from '../../../cards/risks/cosign.ts';
import { reviewRefusals } from '../../../cards/risks/text-review.ts';
import type { AnyCommand, Command } from '../../kernel/capability.ts';
import { same } from '../../kernel/text.ts';
import { labelOf } from '../organization/index.ts';
import { answerAsked, askable, askSigner, withdrawAsked } from './cosign.ts';
import { oppose } from './review.ts';
import { loadRisk, mayView, showsRisk } from './review-cards.ts';
import { openForm } from './review-commands.ts';
import { headOf } from './review-forms.ts';
import { handInput, type PlainInput, plainInput, type ReasonInput, reasonInput } from './review-input.ts';
import { runReview } from './review-run.ts';

const askForm: Command<PlainInput> = {
  input: plainInput,
  action: 'risk.review',
  run: (acting, input) =>
    openForm(acting, input, (doc) =>
      askSignerCard({
        ...headOf(doc, acting),
        people: askable(doc.body, acting.org, acting.actor.id).map((id) => ({
          id,
          name: same(labelOf(acting.org, id)),
        })),
      }),
    ),
};

/** The form of the one who was asked; he holds no step, so openForm's question is not his. */
const objectForm: Command<PlainInput> = {
  input: plainInput,
  action: 'risk.cosign',
  run: async (acting, { id }) => {
    const doc = await loadRisk(acting, id);
    if (!doc) return { kind: 'refused', why: reviewRefusals.gone };
    if (doc.body.asked?.person !== acting.actor.id || !mayView(doc, acting.actor, acting))
      return { kind: 'refused', why: reviewRefusals.notAsked };
    return {
      kind: 'show',
      answer: { card: objectAskedCard(headOf(doc, acting)), shows: showsRisk(id) },
    };
  },
};

/** 加签 and 提请讨论: one more signature before the step is decided, and a vote that goes back to discussion. */
export const cosignCommands: Readonly<Record<string, AnyCommand>> = {
  'review.askForm': askForm,
  'review.askSigner': {
    input: handInput,
    action: 'risk.review',
    run: async (acting, { id, rev, form }: ReturnType<typeof handInput.parse>) => {
      const { to, reason } = form;
      if (!to) return { kind: 'invalid', why: reviewRefusals.cannotTakeIt };
      return runReview(acting, id, 'askSigner', (doc, given) => askSigner(doc, { rev, to, reason }, given));
    },
  },
  'review.withdrawAsked': {
    input: plainInput,
    action: 'risk.review',
    run: (acting, { id, rev }: PlainInput) =>
      runReview(acting, id, 'withdrawAsked', (doc, given) => withdrawAsked(doc, rev, given)),
  },
  'review.agreeAsked': {
    input: plainInput,
    action: 'risk.cosign',
    run: (acting, { id, rev }: PlainInput) =>
      runReview(acting, id, 'cosign', (doc, given) =>
        answerAsked(doc, { rev, agreed: true, comment: '' }, given),
      ),
  },
  'review.objectForm': objectForm,
  'review.objectAsked': {
    input: reasonInput,
    action: 'risk.cosign',
    run: (acting, { id, rev, form }: ReasonInput) =>
      runReview(acting, id, 'cosign', (doc, given) =>
        answerAsked(doc, { rev, agreed: false, comment: form.reason }, given),
      ),
  },
  'review.opposeForm': {
    input: plainInput,
    action: 'risk.review',
    run: (acting, input: PlainInput) => openForm(acting, input, (doc) => opposeCard(headOf(doc, acting))),
  },
  'review.oppose': {
    input: reasonInput,
    action: 'risk.review',
    run: (acting, { id, rev, form }: ReasonInput) =>
      runReview(acting, id, 'oppose', (doc, given) => oppose(doc, { rev, reason: form.reason }, given)),
  },
};
