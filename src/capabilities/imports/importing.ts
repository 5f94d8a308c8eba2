import { refusals, said } from '../../../cards/imports/text.ts';
import type { Acting, Change, Message, Outcome } from '../../kernel/capability.ts';
import { type Answers, isAnswered } from '../../kernel/importing.ts';
import type { Text } from '../../kernel/text.ts';
import { millis } from '../../kernel/time.ts';
import type { Put } from '../../store/store.ts';
import { canonical, done, putsOf, refused, type Screen, undoOf } from '../organization/index.ts';
import { type Kinds, keepable, type Planned, planRows, settled } from './check.ts';
import type { OnImport } from './inputs.ts';
import { importOf, keepLists, listsOf } from './load.ts';
import type { ImportBody, ImportDoc, ImportSecret, Lists } from './model.ts';
import { importView, UNDO_MS } from './view.ts';

const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });
const importScreen = (kinds: Kinds, id: string): Screen => ({
  card: 'imports.import',
  about: `import:${id}`,
  draw: importView(kinds),
});

async function open(
  acting: Acting,
  kinds: Kinds,
  input: OnImport,
  status: ImportBody['status'],
  act: (doc: ImportDoc) => Promise<Outcome>,
): Promise<Outcome> {
  const doc = await importOf(acting.read, input.id);
  if (!doc) return invalid(refusals.gone);
  const screen = importScreen(kinds, input.id);
  if (doc.body.status !== status) return refused(acting, refusals.importClosed, screen);
  if (doc.rev !== input.rev) return refused(acting, refusals.stale, screen);
  return act(doc);
}

const finalOf = ({ errors }: Lists) => errors.filter((e) => e.drop !== undefined);
const againPlanned = (acting: Acting, kinds: Kinds, lists: Lists, answers: Answers) =>
  planRows(acting, kinds, lists.rows, answers, finalOf(lists));

/** What stays in the import's own document. Those of earlier versions had their lists there. */
const ownOf = ({ file, questions, notes, told }: ImportSecret): ImportSecret => ({
  file,
  ...(questions && { questions }),
  ...(notes && { notes }),
  ...(told && { told }),
});

type Found = { readonly sealed: ImportSecret; readonly rows: Lists['rows']; readonly plan: Planned };

/** The record with what a fresh look found. */
async function rechecked(
  acting: Acting,
  doc: ImportDoc,
  { sealed, rows, plan }: Found,
  answers: Answers,
): Promise<Change> {
  const lists = await keepLists(acting.read, doc.id, {
    rows: keepable(rows, plan.errors),
    errors: plan.errors,
  });
  const put: Put = {
    ...{ kind: 'import', id: doc.id, rev: doc.rev },
    body: { ...doc.body, tally: plan.tally },
    sealed: { ...ownOf(sealed), questions: plan.questions, notes: plan.notes, answers },
  };
  return { put: [put, ...lists.put], remove: lists.remove, events: [] };
}

/** What the card asked was answered: the numbers are worked out anew. */
export const answer = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'checked', async (doc) => {
    const sealed = doc.sealed;
    if (!sealed) return invalid(refusals.gone);
    const answers = { ...sealed.answers, ...input.answers };
    const lists = await listsOf(acting.read, doc);
    const plan = await againPlanned(acting, kinds, lists, answers);
    // A faulty answer is a toast only: a fresh card would wipe what was typed.
    const fault = plan.questions.find((q) => q.fault)?.fault;
    if (fault) return invalid(fault);
    const change = await rechecked(acting, doc, { sealed, rows: lists.rows, plan }, answers);
    return done(change, importScreen(kinds, doc.id), said.answered);
  });

/** Applies the checked rows as one batch. When something moved since the check, the new numbers come first. */
export const confirm = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'checked', async (doc) => {
    const sealed = doc.sealed;
    if (!sealed) return invalid(refusals.gone);
    const answers = sealed.answers ?? {};
    const lists = await listsOf(acting.read, doc);
    const plan = await againPlanned(acting, kinds, lists, answers);
    const screen = importScreen(kinds, doc.id);
    if (plan.questions.some((q) => q.needed && !isAnswered(q, answers[q.key])))
      return refused(acting, refusals.unanswered, screen);
    if (canonical(plan.tally) !== canonical(doc.body.tally))
      return done(
        await rechecked(acting, doc, { sealed, rows: lists.rows, plan }, answers),
        screen,
        refusals.importMoved,
      );
    return done(await applied(acting, kinds, doc, { sealed, rows: lists.rows, plan }), screen, said.imported);
  });

async function applied(
  acting: Acting,
  kinds: Kinds,
  doc: ImportDoc,
  { sealed, rows, plan }: Found,
): Promise<Change> {
  const { put, before } = await putsOf(acting.read, plan.docs);
  const faulty = new Set(plan.errors.map((e) => e.no));
  const told = faulty.size === sealed.told?.length && sealed.told.every((no) => faulty.has(no));
  const lists = await keepLists(acting.read, doc.id, {
    rows: keepable(rows, plan.errors).filter((r) => faulty.has(r.no)),
    errors: plan.errors,
    before,
  });
  const body: ImportBody = { ...doc.body, status: 'applied', appliedAt: acting.now };
  const own: Change = {
    put: [
      ...put,
      {
        kind: 'import',
        id: doc.id,
        rev: doc.rev,
        body,
        sealed: { file: sealed.file } satisfies ImportSecret,
      },
      ...lists.put,
    ],
    remove: lists.remove,
    events: [eventOf(acting, doc.id, 'applied', { documents: put.length })],
    // Answers on the card have changed which rows stay out since the first list of errors was sent.
    messages: faulty.size === 0 || told ? [] : [errorsTo(acting, doc.id)],
  };
  return joined(own, await settled(acting, kinds, Object.keys(plan.tally), plan.docs, 'applied'));
}

const errorsTo = (acting: Acting, id: string): Message => ({
  to: { person: acting.actor.id },
  card: 'imports.errors',
  about: `import:${id}`,
  when: 'now',
  asFile: true,
});
const eventOf = (
  acting: Acting,
  id: string,
  what: string,
  data: Record<string, number>,
): Change['events'][number] => ({
  type: `import.${what}`,
  about: `import:${id}`,
  by: acting.actor.id,
  at: acting.now,
  data,
});
const joined = (own: Change, more: readonly Partial<Change>[]): Change =>
  more.reduce<Change>(
    (a, b) => ({
      ...a,
      events: [...a.events, ...(b.events ?? [])],
      put: [...(a.put ?? []), ...(b.put ?? [])],
      remove: [...(a.remove ?? []), ...(b.remove ?? [])],
      notices: [...(a.notices ?? []), ...(b.notices ?? [])],
      touches: [...(a.touches ?? []), ...(b.touches ?? [])],
    }),
    own,
  );

export const cancel = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'checked', async (doc) => {
    const { remove } = await keepLists(acting.read, doc.id, {});
    const erase = [{ kind: 'import', id: doc.id }, ...remove].map(({ kind, id }) => ({ kind, id }));
    return done(
      {
        put: [{ kind: 'import', id: doc.id, rev: doc.rev, body: { ...doc.body, status: 'cancelled' } }],
        remove,
        erase: erase.map((ref) => ({ ...ref, why: 'cancelled' })),
        events: [eventOf(acting, doc.id, 'cancelled', {})],
      },
      importScreen(kinds, doc.id),
      said.cancelled,
    );
  });

/** What was changed since is named on the card: this many of them. */
const NAMED = 10;

/** Puts back what nobody changed since; what was changed later stays, counted and named. */
export const undo = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'applied', async (doc) => {
    const screen = importScreen(kinds, doc.id);
    const { appliedAt } = doc.body;
    if (appliedAt === undefined || millis(acting.now) - millis(appliedAt) >= UNDO_MS)
      return refused(acting, refusals.undoLate, screen);
    const { before } = await listsOf(acting.read, doc);
    const back = await undoOf(acting.read, before);
    if (back.same.length === 0 && before.length > 0) return refused(acting, refusals.undoChanged, screen);
    const body: ImportBody = {
      ...doc.body,
      status: 'undone',
      undone: { restored: back.same.length, left: back.left.length },
    };
    const kept = back.left.flatMap((b) => b.label ?? []).slice(0, NAMED);
    const sealed = doc.sealed ? { sealed: { ...doc.sealed, kept } } : {};
    const own: Change = {
      put: [...back.put, { kind: 'import', id: doc.id, rev: doc.rev, body, ...sealed }],
      remove: back.remove,
      events: [eventOf(acting, doc.id, 'undone', { restored: back.same.length })],
    };
    const parts = await settled(acting, kinds, Object.keys(doc.body.tally), back.same, 'undone');
    return done(joined(own, parts), screen, said.undone);
  });

export const openScreen = (draw: Screen['draw']): Screen => ({
  card: 'imports.open',
  about: 'import:-',
  draw,
});

/** One template, or all of them in one file. */
export async function sendTemplate(acting: Acting, screen: Screen, which: string): Promise<Outcome> {
  const change: Change = {
    events: [{ type: 'import.templateSent', about: 'import:-', by: acting.actor.id, at: acting.now }],
    messages: [
      {
        to: { person: acting.actor.id },
        card: 'imports.template',
        about: 'import:-',
        params: { which },
        when: 'now',
        asFile: true,
      },
    ],
  };
  return done(change, screen, said.templateSent);
}
