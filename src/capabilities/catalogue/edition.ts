import { z } from 'zod';
import { differenceCard } from '../../../cards/catalogue/difference.ts';
import { editionCard, editionsCard, MAX_REASON } from '../../../cards/catalogue/edition.ts';
import { editionRefusals, editionWords as words } from '../../../cards/catalogue/edition-text.ts';
import { catalogueRefusals, catalogueWords } from '../../../cards/catalogue/text.ts';
import { cleanText } from '../../../cards/kit/clean.ts';
import type {
  Acting,
  Answer,
  CardRenderer,
  Change,
  Command,
  FileRenderer,
  Outcome,
} from '../../kernel/capability.ts';
import type { Text } from '../../kernel/text.ts';
import { giveWay } from '../../kernel/turns.ts';
import type { Doc } from '../../store/store.ts';
import { approved, asked, closedDraft, compiled, signersOf } from './edition-change.ts';
import { editionFile } from './edition-excel.ts';
import { editionOf, editionRows, headOf, rowsNow } from './edition-load.ts';
import { addsUp, type EditionDoc, type EditionHead, hashOf } from './edition-model.ts';
import { differenceView, editionsView, editionView, exportUnits, mayOpen, maySign } from './edition-view.ts';
import type { WriteBook } from './workbook.ts';

type On = { readonly id: string; readonly rev: number };
const on = z.object({ id: z.string(), rev: z.number() });
const refused = (why: keyof typeof editionRefusals, card?: Answer['card']): Outcome => ({
  kind: 'refused',
  why: editionRefusals[why],
  ...(card ? { card } : {}),
});

async function draw(acting: Acting, id: string): Promise<Answer> {
  const doc = await editionOf(acting, id);
  return doc
    ? {
        card: editionCard(await editionView(acting, doc, acting.actor)),
        shows: { card: 'catalogue.edition', about: `edition:${id}` },
      }
    : {};
}
const done = (change: Change, id: string, said: Text): Outcome => ({
  kind: 'done',
  change,
  answer: async (after) => ({ ...(await draw(after, id)), toast: { type: 'success', text: said } }),
});
const listCard = async (acting: Acting) => editionsCard(await editionsView(acting, acting.actor));

const reading = <In>(input: z.ZodType<In>, run: Command<In>['run']): Command<In> => ({
  input,
  action: 'catalogue.view',
  run: async (acting, given) =>
    mayOpen(acting, acting.actor)
      ? run(acting, given)
      : { kind: 'refused', why: catalogueRefusals.notVisible },
});

/** The open draft behind a button, with the head document, or why not. A stale card is redrawn. */
async function draft(
  acting: Acting,
  { id, rev }: On,
  act: (doc: EditionDoc, head: Doc<EditionHead>) => Promise<Outcome> | Outcome,
): Promise<Outcome> {
  const [doc, head] = [await editionOf(acting, id), await headOf(acting)];
  if (!doc || !head) return refused('editionGone');
  if (doc.body.status !== 'draft' || head.body.draft !== id || doc.rev !== rev)
    return refused('notDraft', (await draw(acting, id)).card);
  return act(doc, head);
}

const compile: Command<unknown> = {
  input: z.unknown(),
  action: 'admin.office',
  run: async (acting) => {
    const head = await headOf(acting);
    if (head?.body.draft !== undefined) return refused('draftOpen', await listCard(acting));
    const rows = await rowsNow(acting);
    if (rows.length === 0) return refused('nothingInForce');
    await giveWay();
    const id = acting.newId('E');
    const change = compiled(acting, acting.actor.id, id, { head, rows });
    const answer = async (after: Acting): Promise<Answer> => ({
      ...(await draw(after, (await headOf(after))?.body.draft ?? id)),
      toast: { type: 'success', text: words.compiled },
    });
    return { kind: 'done', change, answer };
  },
};

const submit: Command<On> = {
  input: on,
  action: 'admin.office',
  run: (acting, input) =>
    draft(acting, input, (doc) =>
      signersOf(acting, doc.body).length === 0
        ? { kind: 'refused', why: words.noSigner }
        : done(asked(acting, acting.actor.id, doc), doc.id, words.asked),
    ),
};

const approve: Command<On> = {
  input: on,
  action: 'catalogue.view',
  run: (acting, input) =>
    draft(acting, input, async (doc, head) => {
      if (!maySign(acting, acting.actor, doc)) return refused('notSigner');
      const rows = await editionRows(acting, doc);
      if (!addsUp(doc.body, rows) || hashOf(rows) !== doc.body.hash) return refused('totalsDiffer');
      const current = head.body.current;
      const previous = current === undefined ? undefined : await editionOf(acting, current);
      return done(approved(acting, acting.actor.id, { doc, head, previous }), doc.id, words.done);
    }),
};

const sendBack: Command<On & { form: { reason: string } }> = {
  input: z.object({ id: z.string(), rev: z.number(), form: z.object({ reason: z.string().catch('') }) }),
  action: 'catalogue.view',
  run: (acting, { form, ...input }) =>
    draft(acting, input, (doc, head) => {
      if (!maySign(acting, acting.actor, doc)) return refused('notSigner');
      const reason = cleanText(form.reason).slice(0, MAX_REASON);
      if (reason === '') return { kind: 'invalid', why: editionRefusals.noReason };
      return done(closedDraft(acting, acting.actor.id, doc, head, reason), doc.id, words.returned);
    }),
};

const discard: Command<On> = {
  input: on,
  action: 'admin.office',
  run: (acting, input) =>
    draft(acting, input, (doc, head) =>
      done(closedDraft(acting, acting.actor.id, doc, head, undefined), doc.id, words.discarded),
    ),
};

/** The file follows as a message; who took what along is an event. */
const file = reading(on, async (acting, { id }) => {
  const doc = await editionOf(acting, id);
  if (!doc) return refused('editionGone');
  const units = exportUnits(
    acting,
    acting.actor,
    doc.body.units.map((u) => u.unit),
  );
  if (units.length === 0) return { kind: 'refused', why: catalogueRefusals.notExportable };
  const about = `edition:${id}`;
  const data = { no: doc.body.no, units: units.length };
  return {
    kind: 'done',
    change: {
      events: [{ type: 'edition.exported', about, by: acting.actor.id, at: acting.now, data }],
      messages: [
        { to: { person: acting.actor.id }, card: 'catalogue.edition', about, when: 'now', asFile: true },
      ],
    },
    answer: async () => ({ toast: { type: 'success', text: catalogueWords.exporting } }),
  };
});

const showOne = async (acting: Acting, id: string): Promise<Outcome> => {
  const answer = await draw(acting, id);
  return answer.card ? { kind: 'show', answer } : refused('editionGone');
};

export const editionCommands = {
  'edition.list': reading(z.unknown(), async (acting) => ({
    kind: 'show',
    answer: { card: await listCard(acting) },
  })),
  'edition.choose': reading(z.object({ option: z.string() }), (acting, { option }) =>
    showOne(acting, option),
  ),
  'edition.difference': reading(z.object({ id: z.string() }), async (acting, { id }) => {
    const view = await differenceView(acting, id, acting.actor);
    return view ? { kind: 'show', answer: { card: differenceCard(view) } } : refused('editionGone');
  }),
  'edition.compile': compile,
  'edition.submit': submit,
  'edition.approve': approve,
  'edition.return': sendBack,
  'edition.discard': discard,
  'edition.file': file,
};

export const renderEdition: CardRenderer = async (world, id, _params, viewer) => {
  const doc = viewer && mayOpen(world, viewer) ? await editionOf(world, id) : undefined;
  return doc && viewer ? editionCard(await editionView(world, doc, viewer)) : undefined;
};

/** Rights are asked again when the file is made. */
export const renderEditionFile =
  (write: WriteBook): FileRenderer =>
  async (world, id, _params, viewer) => {
    const doc = viewer ? await editionOf(world, id) : undefined;
    if (!doc || !viewer) return undefined;
    const units = exportUnits(
      world,
      viewer,
      doc.body.units.map((u) => u.unit),
    );
    return units.length > 0
      ? editionFile(world, doc, await editionRows(world, doc), units, write)
      : undefined;
  };
