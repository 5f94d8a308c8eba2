import { gradeChangeCard } from '../../../cards/risks/grade-change.ts';
import { handOverCard, recuseCard } from '../../../cards/risks/hand-over.ts';
import { historyCard } from '../../../cards/risks/history.ts';
import { reviewRefusals, words } from '../../../cards/risks/text-review.ts';
import type { AnyCommand, Command, World } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import { degreeChoices, type Grade, scoreInUse, scoreOf } from '../../kernel/grade.ts';
import { same } from '../../kernel/text.ts';
import { historyView } from './history.ts';
import type { RiskDoc } from './model.ts';
import { nameOf } from './names.ts';
import { changeGrade, handOver, recuse, successors } from './review.ts';
import { loadRisk, mayView, showsRisk } from './review-cards.ts';
import { openForm } from './review-commands.ts';
import { stepsSignedBy } from './review-events.ts';
import {
  type GradeFormInput,
  gradeFormInput,
  gradeInput,
  handInput,
  type PlainInput,
  plainInput,
} from './review-input.ts';
import { runReview } from './review-run.ts';
import { ratingOf } from './review-view.ts';

export const headOf = (doc: RiskDoc, world: World) => ({
  id: doc.id,
  rev: doc.rev,
  title: doc.sealed?.title ?? doc.body.stepName,
  place: same(world.org.placeName(doc.body.place)),
});

const gradeForm: Command<GradeFormInput> = {
  input: gradeFormInput,
  action: 'risk.review',
  run: (acting, input) =>
    openForm(acting, input, (doc) => {
      const { grading } = acting.settings;
      const proposed = scoreOf(grading, input.value.likelihood, input.value.harm);
      const { likelihood, harm } = proposed ?? scoreInUse(grading, doc.body.reviewer ?? doc.body.self);
      return gradeChangeCard({
        ...headOf(doc, acting),
        grade: doc.body.grade,
        rating: ratingOf(doc.body, acting),
        ...(likelihood === undefined || harm === undefined ? {} : { likelihood, harm }),
        anchors: degreeChoices(grading),
        officer: acting.org.hasRole(acting.actor, 'discipline_officer', doc.body.place.unit),
      });
    }),
};

const handForm: Command<PlainInput> = {
  input: plainInput,
  action: 'risk.review',
  run: (acting, input) =>
    openForm(acting, input, (doc, given) =>
      handOverCard({
        ...headOf(doc, acting),
        people: successors(doc.body, given).map((id) => ({ id, name: nameOf(id, acting) })),
      }),
    ),
};

const history: Command<PlainInput> = {
  input: plainInput,
  action: 'risk.view',
  run: async (acting, { id }) => {
    const doc = await loadRisk(acting, id);
    if (!doc) return { kind: 'refused', why: reviewRefusals.gone };
    if (!mayView(doc, acting.actor, acting)) return { kind: 'refused', why: reviewRefusals.notYoursToSee };
    return {
      kind: 'show',
      answer: { card: historyCard(historyView(doc, acting.actor, acting)), shows: showsRisk(id) },
    };
  },
};

/** Forms of the review card: grade, hand-over, recusal; and the history. */
export const formCommands: Readonly<Record<string, AnyCommand>> = {
  'review.gradeForm': gradeForm,
  'review.grade': {
    input: gradeInput,
    action: 'risk.review',
    run: async (acting, { id, rev, form }: ReturnType<typeof gradeInput.parse>) => {
      const { grade, reason } = form;
      const score = scoreOf(acting.settings.grading, form.likelihood, form.harm);
      if (!score) return { kind: 'invalid', why: words.scoreMissing };
      const wish = { rev, ...score, reason, ...(grade ? { grade: Number(grade) as Grade } : {}) };
      return runReview(acting, id, 'gradeChange', (doc, given) => changeGrade(doc, wish, given));
    },
  },
  'review.handForm': handForm,
  'review.handOver': {
    input: handInput,
    action: 'risk.review',
    run: async (acting, { id, rev, form }: ReturnType<typeof handInput.parse>) => {
      const { to, reason } = form;
      if (!to) return { kind: 'invalid', why: reviewRefusals.cannotTakeIt };
      return runReview(acting, id, 'handOver', (doc, given) => handOver(doc, { rev, to, reason }, given));
    },
  },
  'review.recuseForm': {
    input: plainInput,
    action: 'risk.review',
    run: (acting, input: PlainInput) =>
      openForm(acting, input, (doc) => {
        const signed = stepsSignedBy(doc.body, acting.actor.id).map((n) => stepWord[n]);
        return recuseCard({ ...headOf(doc, acting), signed });
      }),
  },
  'review.recuse': {
    input: handInput,
    action: 'risk.review',
    run: (acting, { id, rev, form }: ReturnType<typeof handInput.parse>) =>
      runReview(acting, id, 'recuse', (doc, given) => recuse(doc, { rev, reason: form.reason }, given)),
  },
  'review.history': history,
};
