import { z } from 'zod';
import { changedCard, checkCard } from '../../../cards/rechecks/check.ts';
import { recheckRefusals, recheckWords as words } from '../../../cards/rechecks/text.ts';
import type {
  Acting,
  Answer,
  AnyCommand,
  Change,
  ChatWord,
  Command,
  Notice,
  Outcome,
} from '../../kernel/capability.ts';
import { type Score, scoreOf } from '../../kernel/grade.ts';
import type { Text } from '../../kernel/text.ts';
import {
  FOUND,
  type Found,
  mayMaintain,
  noteRecheck,
  noteRectified,
  type RiskDoc,
  riskOf,
  screenTexts,
  type Transition,
} from '../risks/index.ts';
import { answer, type Finding, obstacle, type RecheckRefusal, rectified } from './decide.ts';
import { dutiesOf } from './duties.ts';
import type { RecheckBody, RecheckDoc } from './model.ts';
import { checkerOf, ownersOf, responsible } from './rules.ts';
import {
  checkView,
  listAnswer,
  listSubject,
  nextAnswer,
  planOf,
  rectifyAnswer,
  showsForm,
  titleOf,
} from './view.ts';
import { readSaid } from './words.ts';

const show = (given: Answer): Outcome => ({ kind: 'show', answer: given });
const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });
/** Says why, with the list as it is now; who tried what was not theirs counts. */
async function refused(acting: Acting, refusal: RecheckRefusal, id: string): Promise<Outcome> {
  const { card } = await listAnswer(acting, acting.actor.id, 0);
  const why = recheckRefusals[refusal];
  const record = {
    type: 'recheck.refused',
    about: `recheck:${id}`,
    by: acting.actor.id,
    at: acting.now,
    data: { refusal },
  };
  return { kind: 'refused', why, ...(card ? { card } : {}), ...(refusal === 'notYours' ? { record } : {}) };
}
const given = (acting: Acting) => ({ ...acting, by: acting.actor });

type Both = { readonly plan: RecheckDoc; readonly risk: RiskDoc };
async function both(acting: Acting, id: string): Promise<Both | undefined> {
  const [plan, risk] = await Promise.all([planOf(acting, id), riskOf(acting.read, id)]);
  return plan && risk?.body.status === 'effective' ? { plan, risk } : undefined;
}

const page = z.coerce.number().int().min(0).max(1000).catch(0);
const list: Command<{ value: { page: number } }> = {
  input: z.object({ value: z.object({ page }).catch({ page: 0 }) }),
  action: 'self.use',
  run: async (acting, { value }) => show(await listAnswer(acting, acting.actor.id, value.page)),
};
const next: Command<unknown> = {
  input: z.unknown(),
  action: 'self.use',
  run: async (acting) => show(await nextAnswer(acting, acting.actor.id)),
};

/** One of the list, by its button or chosen from it. Only who has to answer sees the form. */
const open: Command<{ id: string; option?: string | undefined }> = {
  input: z.object({ id: z.string(), option: z.string().optional().catch(undefined) }),
  action: 'recheck.answer',
  run: async (acting, { id, option }) => {
    const found = await both(acting, option ?? id);
    if (!found) return refused(acting, 'gone', option ?? id);
    const why = obstacle(found.plan, found.plan.rev, given(acting));
    if (why) return refused(acting, why, found.plan.id);
    const { total } = await dutiesOf(acting, acting.actor.id);
    const card = checkCard(checkView(found.plan, found.risk, acting, Math.max(0, total - 1)));
    return show({ card, shows: showsForm(acting.actor.id) });
  },
};

/** The plan and the risk's history in one commit. */
const changed = (
  acting: Acting,
  { plan }: Both,
  body: RecheckBody,
  noted: Transition,
  notices: readonly Notice[],
): Change => ({
  events: [noted.event],
  put: [noted.put, { kind: 'recheck', id: plan.id, rev: plan.rev, body }],
  notices,
  touches: [listSubject(acting.actor.id)],
});

/** Who hears what follows from a finding: never who wrote it. */
function told(acting: Acting, { risk, plan }: Both, found: Found): readonly Notice[] {
  const line = { notCarriedOut: 'rechecks.rectify', changed: 'rechecks.changed' }[found as string];
  if (line === undefined) return [];
  return ownersOf(responsible(risk.body), acting.org)
    .filter((to) => to !== acting.actor.id)
    .map((to) => ({ to, line, about: `recheck:${plan.id}` }));
}

async function afterwards(after: Acting, id: string, found: Found): Promise<Answer> {
  const now = await both(after, id);
  const due = now?.plan.body.rectify?.due;
  const toast = {
    type: 'success' as const,
    text: due === undefined ? words.recorded : words.rectifyTold(due),
  };
  if (now && found === 'changed' && mayMaintain(after.actor, now.risk.body, after.org)) {
    const { total } = await dutiesOf(after, after.actor.id);
    const { rev } = now.risk;
    return {
      toast,
      card: changedCard({ id, rev, title: titleOf(now.risk), others: total }),
      shows: showsForm(after.actor.id),
    };
  }
  return { toast, ...(await nextAnswer(after, after.actor.id)) };
}

type Form = Readonly<Record<string, unknown>>;
const isFound = (value: unknown): value is Found => FOUND.some((f) => f === value);
/** The residual rating: both or neither. */
function readResidual(acting: Acting, form: Form): { readonly score?: Score } | undefined {
  const given = [form.likelihood, form.harm].filter((v) => typeof v === 'string' && v !== '');
  if (given.length === 0) return {};
  const score = scoreOf(acting.settings.grading, form.likelihood, form.harm);
  return score && { score };
}
function readFinding(acting: Acting, form: Form): Finding | { readonly fault: Text } {
  if (!isFound(form.found)) return { fault: words.foundMissing };
  const read = readSaid(form.said, acting.settings.quality);
  if ('fault' in read) return read;
  const residual = readResidual(acting, form);
  if (!residual) return { fault: words.scoreHalf };
  return { found: form.found, said: read.said, ...(residual.score ? { residual: residual.score } : {}) };
}

const formInput = z.object({
  id: z.string(),
  rev: z.number(),
  form: z.record(z.string(), z.unknown()).catch({}),
});
type FormInput = z.infer<typeof formInput>;

const answerCommand: Command<FormInput> = {
  input: formInput,
  action: 'recheck.answer',
  run: async (acting, { id, rev, form }) => {
    const found = await both(acting, id);
    if (!found) return refused(acting, 'gone', id);
    const why = obstacle(found.plan, rev, given(acting));
    if (why) return refused(acting, why, id);
    const finding = readFinding(acting, form);
    if ('fault' in finding) return invalid(finding.fault);
    const stopped = screenTexts(acting, { content: finding.said });
    if (stopped) return stopped;
    const decided = answer(found.plan, rev, finding, responsible(found.risk.body), given(acting));
    if (!decided.ok) return refused(acting, decided.refusal, id);
    const noted = noteRecheck(acting, found.risk, finding, acting.actor.id);
    const change = changed(acting, found, decided.body, noted, told(acting, found, finding.found));
    return { kind: 'done', change, answer: (after) => afterwards(after, id, finding.found) };
  },
};

const rectify: Command<unknown> = {
  input: z.unknown(),
  action: 'self.use',
  run: async (acting) => show(await rectifyAnswer(acting, acting.actor.id)),
};
const rectifiedCommand: Command<FormInput> = {
  input: formInput,
  action: 'recheck.rectify',
  run: async (acting, { id, rev, form }) => {
    const found = await both(acting, id);
    if (!found) return refused(acting, 'gone', id);
    const decided = rectified(found.plan, rev, given(acting));
    if (!decided.ok) return refused(acting, decided.refusal, id);
    const read = readSaid(form.said, acting.settings.quality);
    if ('fault' in read) return invalid(read.fault);
    const stopped = screenTexts(acting, { content: read.said });
    if (stopped) return stopped;
    const noted = noteRectified(acting, found.risk, read.said, acting.actor.id);
    const checker = checkerOf(found.plan.body, acting.org);
    const notices = checker ? [{ to: checker.id, line: 'rechecks.due', about: listSubject(checker.id) }] : [];
    return {
      kind: 'done',
      change: changed(acting, found, decided.body, noted, notices),
      answer: async (after) => ({
        toast: { type: 'success', text: words.rectified },
        ...(await rectifyAnswer(after, after.actor.id)),
      }),
    };
  },
};

export const recheckCommands: Readonly<Record<string, AnyCommand>> = {
  'rechecks.list': list,
  'rechecks.open': open,
  'rechecks.next': next,
  'rechecks.answer': answerCommand,
  'rechecks.rectify': rectify,
  'rechecks.rectified': rectifiedCommand,
};

export const recheckChatWords: readonly ChatWord[] = [
  {
    words: ['复查', 'recheck', 're-check'],
    action: 'self.use',
    run: async (acting) => show(await listAnswer(acting, acting.actor.id, 0)),
  },
  {
    words: ['整改', 'rectify'],
    action: 'self.use',
    run: async (acting) => show(await rectifyAnswer(acting, acting.actor.id)),
  },
];
