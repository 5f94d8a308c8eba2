import { refusals, said } from '../../../cards/imports/text.ts';
import type { Acting, Change, Message, Outcome } from '../../kernel/capability.ts';
import { type Answers, isAnswered } from '../../kernel/importing.ts';
import { type Text, text } from '../../kernel/text.ts';
import { millis } from '../../kernel/time.ts';
import type { Put } from '../../store/store.ts';
import { canonical, done, putsOf, refused, type Screen, undoOf } from '../organization/index.ts';
import { type Kinds, keepable, type Planned, planRows, route, settled } from './check.ts';
import type { OnImport } from './inputs.ts';
import { importOf } from './load.ts';
import type { ImportBody, ImportDoc, ImportSecret } from './model.ts';
import type { Recognised } from './recognise.ts';
import { importView, UNDO_MS, unknownCard } from './view.ts';
import { cleanFileName, type ReadTables } from './workbook.ts';

const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });
const importScreen = (kinds: Kinds, id: string): Screen => ({
  card: 'imports.import',
  about: `import:${id}`,
  draw: importView(kinds),
});

function headerFault(found: Recognised): Text | undefined {
  const missing = found.missing.map((m) => `“${m.sheet}”：${m.column}`).join('；');
  if (missing)
    return text(
      `缺少必填的列，没有导入。${missing}`,
      `Required columns are missing; nothing was imported. ${missing}`,
    );
  if (found.tooMany) return refusals.tooManyRows;
  return found.rows.length === 0 ? refusals.noRows : undefined;
}

async function fetchFile(file: NonNullable<Acting['file']>): Promise<Uint8Array | Text> {
  try {
    return await file.bytes();
  } catch (error) {
    return error instanceof Error && /larger/.test(error.message)
      ? refusals.fileTooBig
      : refusals.notReceived;
  }
}

/** The check's record, its card, and the error sheet when there are faulty rows. */
async function checked(acting: Acting, kinds: Kinds, file: string, found: Recognised): Promise<Outcome> {
  const { errors, tally, questions, notes } = await planRows(acting, kinds, found.rows, {});
  const by = acting.actor.id;
  const about = `import:${acting.newId('I')}`;
  const to = { person: by };
  const body: ImportBody = {
    status: 'checked',
    by,
    at: acting.now,
    tally,
    unknownSheets: found.unknown.map((u) => u.sheet).slice(0, 10),
    skipped: found.skipped.slice(0, 10),
  };
  const told = errors.map((e) => e.no);
  const rows = keepable(found.rows, errors);
  const sealed: ImportSecret = { file: cleanFileName(file), rows, errors, questions, notes, told };
  const card: Message = { to, card: 'imports.import', about, when: 'now' };
  const sheet: Message = { to, card: 'imports.errors', about, when: 'now', asFile: true };
  const change: Change = {
    put: [{ kind: 'import', id: about.slice('import:'.length), rev: 0, body, sealed }],
    events: [
      {
        type: 'import.checked',
        about,
        by,
        at: acting.now,
        data: { rows: found.rows.length, errors: errors.length },
      },
    ],
    messages: errors.length > 0 ? [card, sheet] : [card],
  };
  return { kind: 'done', change, answer: async () => ({}) };
}

/** Reads a file that was sent, says what it would do, and changes nothing but its own record. */
export async function check(
  acting: Acting,
  kinds: Kinds,
  file: NonNullable<Acting['file']>,
  read: ReadTables,
): Promise<Outcome> {
  const bytes = await fetchFile(file);
  if (!(bytes instanceof Uint8Array)) return invalid(bytes);
  const tables = await read(bytes);
  if (typeof tables === 'string') return invalid(refusals[tables]);
  const found = route(tables, kinds);
  if (found.rows.length === 0 && found.unknown.length > 0)
    return { kind: 'show', answer: { card: unknownCard(kinds, found.unknown) } };
  const fault = headerFault(found);
  return fault ? invalid(fault) : checked(acting, kinds, file.name, found);
}

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

const finalOf = (sealed: ImportSecret) => sealed.errors.filter((e) => e.drop !== undefined);
const againPlanned = (acting: Acting, kinds: Kinds, sealed: ImportSecret, answers: Answers) =>
  planRows(acting, kinds, sealed.rows, answers, finalOf(sealed));

/** The record with what a fresh look found. */
const recheckedPut = (doc: ImportDoc, sealed: ImportSecret, plan: Planned, answers: Answers): Put => ({
  kind: 'import',
  id: doc.id,
  rev: doc.rev,
  body: { ...doc.body, tally: plan.tally },
  sealed: {
    ...sealed,
    rows: keepable(sealed.rows, plan.errors),
    errors: plan.errors,
    questions: plan.questions,
    notes: plan.notes,
    answers,
  },
});

/** What the card asked was answered: the numbers are worked out anew. */
export const answer = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'checked', async (doc) => {
    const sealed = doc.sealed;
    if (!sealed) return invalid(refusals.gone);
    const answers = { ...sealed.answers, ...input.answers };
    const plan = await againPlanned(acting, kinds, sealed, answers);
    // A faulty answer is a toast only: a fresh card would wipe what was typed.
    const fault = plan.questions.find((q) => q.fault)?.fault;
    if (fault) return invalid(fault);
    const put = [recheckedPut(doc, sealed, plan, answers)];
    return done({ put, events: [] }, importScreen(kinds, doc.id), said.answered);
  });

/** Applies the checked rows as one batch. When something moved since the check, the new numbers come first. */
export const confirm = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'checked', async (doc) => {
    const sealed = doc.sealed;
    if (!sealed) return invalid(refusals.gone);
    const answers = sealed.answers ?? {};
    const plan = await againPlanned(acting, kinds, sealed, answers);
    const screen = importScreen(kinds, doc.id);
    if (plan.questions.some((q) => q.needed && !isAnswered(q, answers[q.key])))
      return refused(acting, refusals.unanswered, screen);
    if (canonical(plan.tally) !== canonical(doc.body.tally))
      return done(
        { put: [recheckedPut(doc, sealed, plan, answers)], events: [] },
        screen,
        refusals.importMoved,
      );
    return done(await applied(acting, kinds, doc, sealed, plan), screen, said.imported);
  });

async function applied(
  acting: Acting,
  kinds: Kinds,
  doc: ImportDoc,
  sealed: ImportSecret,
  plan: Planned,
): Promise<Change> {
  const { put, before } = await putsOf(acting.read, plan.docs);
  const faulty = new Set(plan.errors.map((e) => e.no));
  const told = faulty.size === sealed.told?.length && sealed.told.every((no) => faulty.has(no));
  const kept: ImportSecret = {
    file: sealed.file,
    rows: keepable(sealed.rows, plan.errors).filter((r) => faulty.has(r.no)),
    errors: plan.errors,
    before,
  };
  const body: ImportBody = { ...doc.body, status: 'applied', appliedAt: acting.now };
  const own: Change = {
    put: [...put, { kind: 'import', id: doc.id, rev: doc.rev, body, sealed: kept }],
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
  open(acting, kinds, input, 'checked', async (doc) =>
    done(
      {
        put: [{ kind: 'import', id: doc.id, rev: doc.rev, body: { ...doc.body, status: 'cancelled' } }],
        erase: [{ kind: 'import', id: doc.id, why: 'cancelled' }],
        events: [eventOf(acting, doc.id, 'cancelled', {})],
      },
      importScreen(kinds, doc.id),
      said.cancelled,
    ),
  );

/** What was changed since is named on the card: this many of them. */
const NAMED = 10;

/** Puts back what nobody changed since; what was changed later stays, counted and named. */
export const undo = (acting: Acting, kinds: Kinds, input: OnImport): Promise<Outcome> =>
  open(acting, kinds, input, 'applied', async (doc) => {
    const screen = importScreen(kinds, doc.id);
    const { appliedAt } = doc.body;
    if (appliedAt === undefined || millis(acting.now) - millis(appliedAt) >= UNDO_MS)
      return refused(acting, refusals.undoLate, screen);
    const before = doc.sealed?.before ?? [];
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
