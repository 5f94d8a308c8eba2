import { reviewRefusals } from '../../../cards/risks/text-review.ts';
import type { Acting, Answer, AnyCommand, Change, ChatWord, Outcome } from '../../kernel/capability.ts';
import { type Text, text } from '../../kernel/text.ts';
import { drawDesk, PAGE, showsDesk } from './desk-cards.ts';
import { allChanges } from './join-changes.ts';
import type { RiskDoc } from './model.ts';
import { approve } from './review.ts';
import { answerReview, loadRisk, mayView } from './review-cards.ts';
import { reviewChange } from './review-change.ts';
import { deskInput, LATER_MAX, pickInput, restInput } from './review-input.ts';
import { attempt, givenOf } from './review-run.ts';

const answerDesk = async (
  world: Acting,
  page: number,
  later: readonly string[] = [],
  toast?: Answer['toast'],
): Promise<Answer> => ({
  card: await drawDesk(world, world.actor, page, later),
  shows: showsDesk(world.actor.id, page, later),
  ...(toast ? { toast } : {}),
});

/** 待办: everything that waits for me. */
export const deskWord: ChatWord = {
  words: ['待办', '待审', '我的待办', 'to do', 'todo', 'review', 'desk'],
  menuKey: 'my_tasks',
  action: 'self.use',
  run: async (acting) => ({ kind: 'show', answer: await answerDesk(acting, 0) }),
};

type Shown = { readonly id: string; readonly rev: number };
/** The page's items without those ticked. A broken entry is left out: nothing is approved by guess. */
export function notHeld(items: string, form: Readonly<Record<string, unknown>>): readonly Shown[] {
  return items.split(',').flatMap((entry, i) => {
    const cut = entry.lastIndexOf(':');
    const rev = Number(entry.slice(cut + 1));
    const held = form[`hold_${i}`] === true || form[`hold_${i}`] === 'true';
    return cut > 0 && Number.isSafeInteger(rev) && rev > 0 && !held ? [{ id: entry.slice(0, cut), rev }] : [];
  });
}

type Batch = { readonly change: Change; readonly done: number; readonly skipped: readonly string[] };
const nothing: Change = { events: [] };

const clash = (a: Change, b: Change): boolean =>
  (b.put ?? []).some((p) => (a.put ?? []).some((q) => q.kind === p.kind && q.id === p.id));

/** Each item is decided by the same rules as a single one; what changed meanwhile stays and is named. */
async function approveAll(acting: Acting, wanted: readonly Shown[]): Promise<Batch> {
  let change = nothing;
  let done = 0;
  const skipped: string[] = [];
  // An id that was never on this desk is told without its title.
  const skip = (doc: RiskDoc | undefined): number =>
    skipped.push(doc && mayView(doc, acting.actor, acting) ? (doc.sealed?.title ?? doc.body.stepName) : '—');
  for (const { id, rev } of wanted) {
    const doc = await loadRisk(acting, id);
    const decision = doc && approve(doc, rev, givenOf(acting));
    if (!doc || !decision?.ok) {
      if (doc && decision && !decision.ok)
        change = allChanges([change, { events: [attempt(doc, acting, 'approve', decision.refusal)] }]);
      skip(doc);
      continue;
    }
    const next = await reviewChange(acting, doc, decision.events);
    // Two corrections of one risk can't be applied in one commit: the second waits for the next tap.
    if (clash(change, next)) skip(doc);
    else {
      change = allChanges([change, next]);
      done += 1;
    }
  }
  return { change, done, skipped };
}

function batchText({ done, skipped }: Batch): Text {
  if (skipped.length === 0) return text(`已同意 ${done} 条。`, `${done} approved.`);
  const names = skipped.slice(0, 3);
  const zh = names.map((n) => `“${n}”`).join('、');
  const en = names.map((n) => `"${n}"`).join(', ');
  return text(
    `已同意 ${done} 条；${skipped.length} 条已有变化，未办理：${zh}${skipped.length > 3 ? '等' : ''}。`,
    `${done} approved; ${skipped.length} changed meanwhile and were left: ${en}${skipped.length > 3 ? ' and more' : ''}.`,
  );
}

/** Everything the page listed that was ticked, after what was held back before. */
const heldBack = (items: string, wanted: readonly Shown[], before: readonly string[]): readonly string[] => {
  const ids = items.split(',').map((entry) => entry.slice(0, entry.lastIndexOf(':')));
  const ticked = ids.filter((id) => id !== '' && !wanted.some((w) => w.id === id));
  return [...new Set([...before, ...ticked])].slice(-LATER_MAX);
};

async function approveRest(
  acting: Acting,
  { items, later: before }: { readonly items: string; readonly later: readonly string[] },
  form: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const wanted = notHeld(items, form).slice(0, PAGE);
  if (wanted.length === 0)
    return {
      kind: 'invalid',
      why: text('本页条目都已勾选暂留，没有可同意的。', 'Everything on this page is held back.'),
    };
  const later = heldBack(items, wanted, before);
  const batch = await approveAll(acting, wanted);
  if (batch.change.events.length === 0)
    return {
      kind: 'refused',
      why: reviewRefusals.changedSinceCard,
      card: await drawDesk(acting, acting.actor, 0, later),
    };
  return {
    kind: 'done',
    change: batch.change,
    answer: (after) =>
      answerDesk(after, 0, later, { type: batch.done > 0 ? 'success' : 'warning', text: batchText(batch) }),
  };
}

export const deskCommands: Readonly<Record<string, AnyCommand>> = {
  'review.desk': {
    input: deskInput,
    action: 'self.use',
    run: async (acting, { value }: ReturnType<typeof deskInput.parse>): Promise<Outcome> => ({
      kind: 'show',
      answer: await answerDesk(acting, value.page ?? 0, value.later),
    }),
  },
  'review.pick': {
    input: pickInput,
    action: 'risk.view',
    run: async (acting, { option }: ReturnType<typeof pickInput.parse>): Promise<Outcome> => {
      const doc = option === undefined ? undefined : await loadRisk(acting, option);
      if (!doc) return { kind: 'refused', why: reviewRefusals.gone };
      return mayView(doc, acting.actor, acting)
        ? { kind: 'show', answer: await answerReview(acting, doc.id, acting.actor) }
        : { kind: 'refused', why: reviewRefusals.notYoursToSee };
    },
  },
  'review.approveRest': {
    input: restInput,
    action: 'risk.review',
    run: (acting, { value, form }: ReturnType<typeof restInput.parse>) => approveRest(acting, value, form),
  },
};
