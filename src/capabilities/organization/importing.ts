import { refusals, said } from '../../../cards/organization/text.ts';
import type { Acting, Change, ChatWord, Command, Message, Outcome } from '../../kernel/capability.ts';
import { type Text, text } from '../../kernel/text.ts';
import { millis } from '../../kernel/time.ts';
import type { Put } from '../../store/store.ts';
import { done, refused, type Screen, show } from './answer.ts';
import { canonical, organizationChange } from './change.ts';
import { type Recognised, recognise } from './header.ts';
import type { ImportBody, ImportDoc, ImportSecret } from './import-model.ts';
import { importOpenView, importView, UNDO_MS } from './import-view.ts';
import { type OnSubject, onSubject } from './inputs.ts';
import { planImport } from './plan.ts';
import { movedBy, putsOf } from './puts.ts';
import { cleanFileName, readTables } from './workbook.ts';

const importScreen = (id: string): Screen => ({
  card: 'organization.import',
  about: `import:${id}`,
  draw: importView,
});
export const importOpenScreen: Screen = {
  card: 'organization.importOpen',
  about: 'import:-',
  draw: importOpenView,
};
const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });

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
function checked(acting: Acting, file: string, found: Recognised): Outcome {
  const { errors, tally } = planImport(found.rows, acting.org, acting.newId);
  const by = acting.actor.id;
  const about = `import:${acting.newId('I')}`;
  const to = { person: by };
  const body: ImportBody = {
    status: 'checked',
    by,
    at: acting.now,
    tally,
    unknownSheets: found.unknownSheets.slice(0, 10),
  };
  const sealed: ImportSecret = { file: cleanFileName(file), rows: found.rows, errors };
  const card: Message = { to, card: 'organization.import', about, when: 'now' };
  const sheet: Message = { to, card: 'organization.importErrors', about, when: 'now', asFile: true };
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
async function check(acting: Acting, file: NonNullable<Acting['file']>): Promise<Outcome> {
  const bytes = await fetchFile(file);
  if (!(bytes instanceof Uint8Array)) return invalid(bytes);
  const tables = await readTables(bytes);
  if (typeof tables === 'string') return invalid(refusals[tables]);
  const found = recognise(tables);
  const fault = headerFault(found);
  return fault ? invalid(fault) : checked(acting, file.name, found);
}

async function open(
  acting: Acting,
  input: OnSubject,
  status: ImportBody['status'],
  act: (doc: ImportDoc) => Promise<Outcome>,
): Promise<Outcome> {
  const doc = await acting.read.get<ImportBody, ImportSecret>({ kind: 'import', id: input.id });
  if (!doc) return invalid(refusals.gone);
  if (doc.body.status !== status) return refused(acting, refusals.importClosed, importScreen(input.id));
  if (doc.rev !== input.rev) return refused(acting, refusals.stale, importScreen(input.id));
  return act(doc);
}

/** Applies the checked rows as one batch. When the organisation moved since the check, the new numbers come first. */
const confirm = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  open(acting, input, 'checked', async (doc) => {
    const sealed = doc.sealed;
    if (!sealed) return invalid(refusals.gone);
    const plan = planImport(sealed.rows, acting.org, acting.newId);
    const ref = { kind: 'import', id: doc.id, rev: doc.rev };
    if (canonical(plan.tally) !== canonical(doc.body.tally)) {
      const fresh: Put = {
        ...ref,
        body: { ...doc.body, tally: plan.tally },
        sealed: { ...sealed, errors: plan.errors },
      };
      const moved = done({ put: [fresh], events: [] }, importScreen(doc.id), refusals.importMoved);
      return moved;
    }
    const { put, before } = await putsOf(acting.read, plan.docs);
    const faulty = new Set(plan.errors.map((e) => `${e.sheet}|${e.line}`));
    const kept: ImportSecret = {
      ...sealed,
      rows: sealed.rows.filter((r) => faulty.has(`${r.sheet}|${r.line}`)),
      before,
    };
    const body: ImportBody = { ...doc.body, status: 'applied', appliedAt: acting.now };
    const change = await organizationChange(acting, acting.actor.id, {
      put: [...put, { ...ref, body, sealed: kept }],
      moved: movedBy(plan.docs),
      events: [
        {
          type: 'import.applied',
          about: `import:${doc.id}`,
          by: acting.actor.id,
          at: acting.now,
          data: { documents: put.length },
        },
      ],
    });
    return done(change, importScreen(doc.id), said.imported);
  });

const cancel = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  open(acting, input, 'checked', async (doc) =>
    done(
      {
        put: [{ kind: 'import', id: doc.id, rev: doc.rev, body: { ...doc.body, status: 'cancelled' } }],
        erase: [{ kind: 'import', id: doc.id, why: 'cancelled' }],
        events: [
          { type: 'import.cancelled', about: `import:${doc.id}`, by: acting.actor.id, at: acting.now },
        ],
      },
      importScreen(doc.id),
      said.cancelled,
    ),
  );

/** Puts back what nobody changed since; what was changed later stays and is counted. */
const undo = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  open(acting, input, 'applied', async (doc) => {
    const { appliedAt } = doc.body;
    if (appliedAt === undefined || millis(acting.now) - millis(appliedAt) >= UNDO_MS)
      return refused(acting, refusals.undoLate, importScreen(doc.id));
    const before = doc.sealed?.before ?? [];
    const current = await Promise.all(before.map((b) => acting.read.get({ kind: b.kind, id: b.id })));
    const same = before.filter((b, i) => current[i]?.rev === b.rev);
    if (same.length === 0 && before.length > 0)
      return refused(acting, refusals.undoChanged, importScreen(doc.id));
    const put: readonly Put[] = same
      .filter((b) => b.body !== null)
      .map((b) => ({ kind: b.kind, id: b.id, rev: b.rev, body: b.body }));
    const body: ImportBody = {
      ...doc.body,
      status: 'undone',
      undone: { restored: same.length, left: before.length - same.length },
    };
    const change = await organizationChange(acting, acting.actor.id, {
      put: [
        ...put,
        { kind: 'import', id: doc.id, rev: doc.rev, body, ...(doc.sealed ? { sealed: doc.sealed } : {}) },
      ],
      remove: same.filter((b) => b.body === null).map((b) => ({ kind: b.kind, id: b.id, rev: b.rev })),
      moved: movedBy(same),
      events: [
        {
          type: 'import.undone',
          about: `import:${doc.id}`,
          by: acting.actor.id,
          at: acting.now,
          data: { restored: same.length },
        },
      ],
    });
    return done(change, importScreen(doc.id), said.undone);
  });

async function sendTemplate(acting: Acting): Promise<Outcome> {
  const change: Change = {
    events: [{ type: 'import.templateSent', about: 'import:-', by: acting.actor.id, at: acting.now }],
    messages: [
      {
        to: { person: acting.actor.id },
        card: 'organization.template',
        about: 'import:-',
        when: 'now',
        asFile: true,
      },
    ],
  };
  return done(change, importOpenScreen, said.templateSent);
}

const command = (run: (acting: Acting, input: OnSubject) => Promise<Outcome>): Command<OnSubject> => ({
  input: onSubject,
  action: 'admin.office',
  run,
});

export const importCommands = {
  'organization.importOpen': command((acting) => show(acting, importOpenScreen)),
  'organization.importTemplate': command(sendTemplate),
  'organization.importConfirm': command(confirm),
  'organization.importCancel': command(cancel),
  'organization.importUndo': command(undo),
};

/** 导入 explains; a file sent to the bot in private is checked at once. */
export const importWord: ChatWord = {
  words: ['导入', 'import'],
  takesFiles: true,
  action: 'admin.office',
  run: (acting) => (acting.file ? check(acting, acting.file) : show(acting, importOpenScreen)),
};
