import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import type { Option } from '../../../cards/kit/elements.ts';
import { editCard, stepCard } from '../../../cards/powers/edit.ts';
import { powerRefusals as refusals, powerWords as words } from '../../../cards/powers/text.ts';
import type { Acting, Change, Command, Outcome } from '../../kernel/capability.ts';
import { STEP_TAGS, type Step, type StepTag } from '../../kernel/people.ts';
import { same } from '../../kernel/text.ts';
import { organizationChange } from '../organization/index.ts';
import { ownerPost, type Policy } from './checks.ts';
import { type PowerItem, placeOfItem, powerItem } from './items.ts';
import { inOrder, loadItemDoc, loadPolicies } from './load.ts';
import {
  type EditForm,
  editForm,
  type PowerItemBody,
  type PowerItemDoc,
  type PowerItemTexts,
  stepForm,
} from './model.ts';
import { itemScreen } from './screen.ts';
import { versionPuts } from './versions.ts';
import { mayEdit } from './view.ts';

/** Options of a multi-select: two of the card's 200 elements each. */
const MAX_POLICIES = 40;
const MAX_POSTS = 30;

const refused = (why: keyof typeof refusals): Outcome => ({ kind: 'refused', why: refusals[why] });
const invalid = (why: keyof typeof refusals): Outcome => ({ kind: 'invalid', why: refusals[why] });

const blank = ({ unit, division, name }: PowerItem): PowerItemBody => ({
  unit,
  ...(division === undefined ? {} : { division }),
  name,
  policies: [],
  standardised: false,
  recorded: false,
  steps: {},
});

type Editing = {
  readonly item: PowerItem;
  readonly doc: PowerItemDoc | undefined;
  readonly body: PowerItemBody;
};
/** The item and what is noted, for somebody who may change it on the revision the card showed. */
async function opened(acting: Acting, id: string, rev: number): Promise<Editing | Outcome> {
  const item = powerItem(acting.org, id);
  if (!item) return refused('noItem');
  if (!mayEdit(acting.actor, item, acting.org)) return refused('notYours');
  const doc = await loadItemDoc(acting, id);
  if ((doc?.rev ?? 0) !== rev) {
    const { card } = await itemScreen(acting, item, 0);
    return { kind: 'refused', why: refusals.stale, card };
  }
  return { item, doc, body: doc?.body ?? blank(item) };
}
const isOutcome = (x: Editing | Outcome): x is Outcome => 'kind' in x;

/** Posts that can answer for the item: those of its division, or of the whole unit. */
const postsFor = (acting: Acting, item: PowerItem) =>
  item.division === undefined
    ? acting.org.data.posts.filter((p) => p.unit === item.unit)
    : acting.org.postsIn(item.division);
/** Policies one may link: in force or under revision, of the unit or of the bureau. */
const linkable = (acting: Acting, item: PowerItem, all: readonly Policy[]): readonly Policy[] =>
  all.filter(
    (p) =>
      p.status !== 'repealed' && (p.unit === item.unit || acting.org.units.get(p.unit)?.kind === 'bureau'),
  );
/** What is linked already comes first, so that saving never drops it for want of room. */
function policyChoices(linked: readonly string[], policies: readonly Policy[]): readonly Option[] {
  const rank = (p: Policy): number => (linked.includes(p.id) ? 0 : 1);
  return [...policies]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_POLICIES)
    .map((p) => ({ value: p.id, label: same(p.title.slice(0, 30)) }));
}

async function edit(acting: Acting, id: string, rev: number): Promise<Outcome> {
  const found = await opened(acting, id, rev);
  if (isOutcome(found)) return found;
  const { item, doc, body } = found;
  const policies = linkable(acting, item, await loadPolicies(acting));
  const card = editCard({
    id,
    rev,
    name: item.name,
    place: acting.org.placeName(placeOfItem(item)),
    type: body.type,
    owner: ownerPost(item, body, acting.org)?.id,
    days: body.days,
    disclosure: body.disclosure,
    form: doc?.sealed?.form ?? '',
    discretion: doc?.sealed?.discretion ?? '',
    records: doc?.sealed?.records ?? '',
    standardised: body.standardised,
    recorded: body.recorded,
    policies: body.policies,
    posts: postsFor(acting, item)
      .slice(0, MAX_POSTS)
      .map((p) => ({ value: p.id, label: same(p.name.slice(0, 30)) })),
    policyChoices: policyChoices(body.policies, policies),
  });
  return { kind: 'show', answer: { card } };
}

const texts = (form: EditForm): PowerItemTexts =>
  Object.fromEntries(
    (['form', 'discretion', 'records'] as const)
      .map((k) => [k, cleanText(form[k])])
      .filter(([, v]) => v !== ''),
  );
const optional = <K extends string, V>(key: K, value: V | undefined | ''): { readonly [P in K]?: V } =>
  (value === undefined || value === '' ? {} : { [key]: value }) as { readonly [P in K]?: V };

const noted = (body: PowerItemBody, form: EditForm): PowerItemBody => {
  const { type: _t, owner: _o, days: _d, disclosure: _s, ...kept } = body;
  return {
    ...kept,
    policies: form.policies,
    standardised: form.standardised,
    recorded: form.recorded,
    ...optional('type', form.type),
    ...optional('owner', form.owner),
    ...optional('days', form.days),
    ...optional('disclosure', form.disclosure),
  };
};

function saving(
  acting: Acting,
  { item, doc }: Editing,
  body: PowerItemBody,
  sealed: PowerItemTexts,
  more: Change = { events: [] },
): Outcome {
  const change: Change = {
    put: [{ kind: 'powerItem', id: item.id, rev: doc?.rev ?? 0, body, sealed }, ...(more.put ?? [])],
    events: [
      {
        type: 'powerItem.changed',
        about: `powerItem:${item.id}`,
        by: acting.actor.id,
        at: acting.now,
        data: { unit: item.unit, policies: body.policies.length },
      },
      ...more.events,
    ],
  };
  const answer = async (after: Acting) => ({
    ...(await itemScreen(after, item, 0)),
    toast: { type: 'success' as const, text: words.saved },
  });
  return { kind: 'done', change, answer };
}

async function save(acting: Acting, id: string, rev: number, raw: unknown): Promise<Outcome> {
  const form = editForm.safeParse(raw);
  if (!form.success) return invalid('badDays');
  const found = await opened(acting, id, rev);
  if (isOutcome(found)) return found;
  const policies = new Set(linkable(acting, found.item, await loadPolicies(acting)).map((p) => p.id));
  const posts = new Set(postsFor(acting, found.item).map((p) => p.id));
  const { owner } = form.data;
  if (form.data.policies.some((p) => !policies.has(p)) || (owner && !posts.has(owner)))
    return invalid('badChoice');
  const { listed, flow } = found.doc?.sealed ?? {};
  const sealed = { ...texts(form.data), ...(listed ? { listed } : {}), ...(flow ? { flow } : {}) };
  return saving(acting, found, noted(found.body, form.data), sealed);
}

async function openStep(acting: Acting, id: string, rev: number, stepId: string): Promise<Outcome> {
  const found = await opened(acting, id, rev);
  if (isOutcome(found)) return found;
  const steps = inOrder(found.item, found.body);
  const at = steps.findIndex((s) => s.id === stepId);
  const step = steps[at];
  if (!step) return refused('noItem');
  const card = stepCard({
    id,
    rev,
    step: stepId,
    name: step.name,
    item: found.item.name,
    no: at + 1,
    days: found.body.steps[stepId]?.days,
    tags: step.tags ?? [],
    ...found.doc?.sealed?.flow?.[stepId],
  });
  return { kind: 'show', answer: { card } };
}

/** Tags belong to the step itself, so that cards and the search find them; nothing when they stay as they are. */
async function tagging(acting: Acting, step: Step, chosen: readonly StepTag[]): Promise<Change> {
  const tags = STEP_TAGS.filter((t) => chosen.includes(t));
  const doc = await acting.read.get<object>({ kind: 'step', id: step.id });
  if (!doc || tags.join() === (step.tags ?? []).join()) return { events: [] };
  const put = { kind: 'step', id: step.id, rev: doc.rev, body: { ...doc.body, tags } };
  return organizationChange(acting, acting.actor.id, { put: [put], moved: {} });
}

async function saveStep(
  acting: Acting,
  id: string,
  rev: number,
  stepId: string,
  raw: unknown,
): Promise<Outcome> {
  const form = stepForm.safeParse(raw);
  if (!form.success) return invalid('badDays');
  const found = await opened(acting, id, rev);
  if (isOutcome(found)) return found;
  const others = inOrder(found.item, found.body).filter((s) => s.id !== stepId);
  const moved = found.item.steps.find((s) => s.id === stepId);
  if (!moved) return refused('noItem');
  const at = (form.data.no ?? others.length + 1) - 1;
  const flow = [...others.slice(0, at), moved, ...others.slice(at)];
  const daysOf = (s: string): number | undefined =>
    s === stepId ? form.data.days : found.body.steps[s]?.days;
  const steps = Object.fromEntries(
    flow.map((s, i) => [s.id, { no: i + 1, ...optional('days', daysOf(s.id)) }]),
  );
  const { flow: written, ...texts } = found.doc?.sealed ?? {};
  const { input, output, why } = form.data;
  const io = { ...optional('input', cleanText(input)), ...optional('output', cleanText(output)) };
  const body = { ...found.body, steps };
  const made = { how: 'edited' as const, by: acting.actor.id, why: cleanText(why) };
  const { item } = found;
  const versions = await versionPuts(acting, { item, body: found.doc?.body }, { item, body }, made);
  const tagged = await tagging(acting, moved, form.data.tags);
  const sealed = { ...texts, flow: { ...written, [stepId]: io } };
  return saving(acting, found, body, sealed, { ...tagged, put: [...versions, ...(tagged.put ?? [])] });
}

const on = z.object({
  id: z.string(),
  rev: z.number(),
  option: z.string().optional(),
  value: z.object({ step: z.string().catch('') }),
  form: z.record(z.string(), z.unknown()).catch({}),
});
type On = z.infer<typeof on>;
const command = (run: (acting: Acting, input: On) => Promise<Outcome>): Command<On> => ({
  input: on,
  action: 'power.edit',
  run,
});

export const editCommands = {
  'powers.edit': command((acting, i) => edit(acting, i.id, i.rev)),
  'powers.save': command((acting, i) => save(acting, i.id, i.rev, i.form)),
  'powers.step': command((acting, i) => openStep(acting, i.id, i.rev, i.option ?? '')),
  'powers.saveStep': command((acting, i) => saveStep(acting, i.id, i.rev, i.value.step, i.form)),
};
