import type { FormValues, FormView, ReturnedView } from '../../../cards/risks/form.ts';
import { hintWord } from '../../../cards/risks/text.ts';
import { returnReasonWord } from '../../../cards/risks/text-review.ts';
import type { World } from '../../kernel/capability.ts';
import { degreeChoices, scoreInUse, TRIPLE_MAJOR, tripleMajorWord } from '../../kernel/grade.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Organization, Place } from '../../kernel/people.ts';
import { same, text } from '../../kernel/text.ts';
import { OTHER } from './draft.ts';
import { type FindMethod, placeKey, type RiskBody, type RiskDoc } from './model.ts';
import { goodExample } from './own.ts';
import { keysOf } from './places.ts';

const majors = TRIPLE_MAJOR.map((value) => ({ value, label: tripleMajorWord[value] }));

/** Options of one select. */
const STEP_LIMIT = 30;

const dutyOf = (place: Place, org: Organization): Pick<FormView, 'duty'> => {
  const duty = place.post === undefined ? undefined : org.posts.get(place.post)?.duty;
  return duty === undefined ? {} : { duty };
};

const frame = ({ org, settings }: World, place: Place, method: FindMethod) => ({
  keys: keysOf(place, method),
  placeName: org.placeName(place),
  ...dutyOf(place, org),
  steps: org
    .stepsAt(place)
    .slice(0, STEP_LIMIT)
    .map(({ id, name }) => ({ id, name })),
  anchors: degreeChoices(settings.grading),
  majors,
});

/**
 * What a new form begins with: the first step of the place that no risk stands on yet. A risk of a step is one of the
 * business process until somebody says otherwise. Both can be changed; most people need not touch them (domain.md §7.1).
 */
async function beginning(
  { read }: World,
  place: Place,
  steps: readonly { readonly id: string }[],
): Promise<FormValues> {
  const key = placeKey(place);
  const items = await allOf<RiskBody>(read, 'risk', { index: 'place', from: key, to: key });
  const standing = new Set(items.map((d) => d.body.stepId));
  const step = steps.find((s) => !standing.has(s.id)) ?? steps[0];
  return step ? { source: 'process', step: step.id } : {};
}

/** A fresh form under a fresh id. */
export async function newForm(
  world: World,
  place: Place,
  method: FindMethod,
  id = world.newId('R'),
): Promise<FormView> {
  const shown = frame(world, place, method);
  return { ...shown, id, rev: 0, kind: 'new', values: await beginning(world, place, shown.steps) };
}

/** What was kept, as the form shows it again. */
function valuesOf(
  { body, sealed }: RiskDoc,
  { settings }: World,
  steps: readonly { readonly id: string }[],
): FormValues {
  const listed = steps.some((s) => s.id === body.stepId);
  return {
    source: body.source,
    step: listed && body.stepId !== undefined ? body.stepId : OTHER,
    ...(listed ? {} : { stepOther: body.stepName }),
    content: sealed?.content ?? '',
    manifestation: sealed?.manifestation ?? '',
    ...scoreInUse(settings.grading, body.self),
    triple: body.tripleMajor,
    assets: body.assets,
    power: body.powerItem,
    cause: sealed?.rootCause ?? '',
    confirmedCase: body.confirmedCase,
  };
}

/** Why it came back: for the form, and for a request to retire. */
export function lastReturnOf({ body, sealed }: RiskDoc): Omit<ReturnedView, 'example'> | undefined {
  const { lastReturn, trail, status } = body;
  if (status !== 'returned' || !lastReturn) return undefined;
  const entry = [...trail].reverse().find((t) => t.what === 'returned');
  const comment = (entry && sealed?.comments[entry.key]) ?? '';
  return { reason: returnReasonWord[lastReturn.reason], comment, due: lastReturn.due };
}

/** The same with a good text of the area to learn from. */
async function returnedView({ read }: World, doc: RiskDoc): Promise<ReturnedView | undefined> {
  const back = lastReturnOf(doc);
  const { lastReturn, area, powerItem, place } = doc.body;
  if (!back || !lastReturn) return undefined;
  const example = await goodExample(read, { id: doc.id, area: area ?? powerItem, unit: place.unit });
  return { ...back, example: example === undefined ? exampleFor(lastReturn.reason) : same(example) };
}

/** The example inside the hint of that kind: after 例：. */
function exampleFor(reason: keyof typeof returnReasonWord) {
  // A driver's example helps nobody else: any post knows what an unchecked signature is.
  const hint = hintWord[reason === 'vague' || reason === 'other' ? 'vague' : 'perfunctory'];
  return text(hint['zh-CN'].split('例：')[1] ?? '', hint['en-US'].split(/Example[^:]*: /)[1] ?? '');
}

/** The form of a kept risk: a draft, one pulled back, a returned one. */
export async function keptForm(world: World, doc: RiskDoc): Promise<FormView> {
  const shown = frame(world, doc.body.place, doc.body.method);
  const returned = await returnedView(world, doc);
  return {
    ...shown,
    id: doc.id,
    rev: doc.rev,
    kind: returned ? 'returned' : doc.body.replaces ? 'correct' : 'edit',
    ...(doc.body.replaces ? { replaces: doc.body.replaces.id } : {}),
    values: valuesOf(doc, world, shown.steps),
    ...(returned ? { returned } : {}),
    pullsBack: doc.body.status === 'inReview',
  };
}

/** A new item under a fresh id that would correct this risk in force. */
export function correctionForm(world: World, of: RiskDoc): FormView {
  const shown = frame(world, of.body.place, of.body.method);
  return {
    ...shown,
    id: world.newId('R'),
    rev: 0,
    kind: 'correct',
    replaces: of.id,
    values: valuesOf(of, world, shown.steps),
  };
}
