import { z } from 'zod';
import { catalogueCard } from '../../../cards/catalogue/catalogue.ts';
import { editionRefusals } from '../../../cards/catalogue/edition-text.ts';
import { postCard } from '../../../cards/catalogue/post.ts';
import { catalogueRefusals, catalogueWords as words } from '../../../cards/catalogue/text.ts';
import type {
  Acting,
  Capability,
  ChatWord,
  Command,
  FileRenderer,
  Outcome,
} from '../../kernel/capability.ts';
import { editionCommands, renderEdition, renderEditionFile } from './edition.ts';
import { changesSchedule, editionLines } from './edition-changes.ts';
import { editionKinds } from './edition-model.ts';
import { excelFile } from './excel.ts';
import { catalogueCounts } from './importing.ts';
import { BUREAU } from './model.ts';
import { registerCommands, registerFiles, registerWord } from './register.ts';
import { catalogueView, exportable, maySee, postView, type Scope } from './view.ts';
import { type WriteBook, workbook } from './workbook.ts';

export { type Sheet, type WriteBook, workbook } from './workbook.ts';

const refused = (why: keyof typeof catalogueRefusals): Outcome => ({
  kind: 'refused',
  why: catalogueRefusals[why],
});
const number = z.coerce.number().int().catch(0);

/** The catalogue's card, or why this person can't see it. */
async function show(acting: Acting, at: Scope): Promise<Outcome> {
  if (at.scope !== BUREAU && !acting.org.units.has(at.scope)) return refused('noUnit');
  if (!maySee(acting.actor, at.scope, acting.org)) return refused('notVisible');
  return { kind: 'show', answer: { card: catalogueCard(await catalogueView(acting, at, acting.actor)) } };
}

const openCommand: Command<{ id: string; page: number; division: string }> = {
  input: z
    .object({ id: z.string(), value: z.object({ page: number, division: z.string().catch('') }) })
    .transform(({ id, value }) => ({ id, ...value })),
  action: 'catalogue.view',
  run: (acting, { id, page, division }) => show(acting, { scope: id, division, page }),
};

/** A unit (or the whole bureau) was chosen. */
const scopeCommand: Command<{ option: string }> = {
  input: z.object({ option: z.string() }),
  action: 'catalogue.view',
  run: (acting, { option }) => show(acting, { scope: option, division: '', page: 0 }),
};

const divisionCommand: Command<{ id: string; option: string }> = {
  input: z.object({ id: z.string(), option: z.string() }),
  action: 'catalogue.view',
  run: (acting, { id, option }) =>
    show(acting, { scope: id, division: option === 'all' ? '' : option, page: 0 }),
};

/** One row in detail. Its unit comes from the row's own key, so it is asked for again. */
const postCommand: Command<{ id: string; option: string; page: number; division: string }> = {
  input: z
    .object({
      id: z.string(),
      option: z.string(),
      value: z.object({ page: number, division: z.string().catch('') }),
    })
    .transform(({ id, option, value }) => ({ id, option, ...value })),
  action: 'catalogue.view',
  run: async (acting, { id, option, page, division }) => {
    const unit = option.split('|')[0] ?? '';
    if (!acting.org.units.has(unit)) return refused('noUnit');
    if (!maySee(acting.actor, unit, acting.org)) return refused('notVisible');
    return {
      kind: 'show',
      answer: { card: postCard(await postView(acting, option, { scope: id, division, page })) },
    };
  },
};

/** A button elsewhere that leads here, where nothing is chosen yet. */
const mineCommand: Command<unknown> = {
  input: z.unknown(),
  action: 'catalogue.view',
  run: (acting) => show(acting, { scope: acting.actor.unit ?? BUREAU, division: '', page: 0 }),
};

/** 导出 Excel: the file follows as a message; who exported what is an event. */
const exportCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'catalogue.export',
  run: async (acting, { id }) => {
    if (id !== BUREAU && !acting.org.units.has(id)) return refused('noUnit');
    if (!exportable(acting.actor, id, acting.org)) return refused('notExportable');
    const about = `catalogue:${id}`;
    return {
      kind: 'done',
      change: {
        events: [{ type: 'catalogue.exported', about, by: acting.actor.id, at: acting.now }],
        messages: [
          { to: { person: acting.actor.id }, card: 'catalogue.excel', about, when: 'now', asFile: true },
        ],
      },
      answer: async () => ({ toast: { type: 'success', text: words.exporting } }),
    };
  },
};

/** Rights are asked again when the file is made: they may have gone since the tap. */
const excel =
  (write: WriteBook): FileRenderer =>
  async (world, id, _params, viewer) => {
    const allowed = viewer && exportable(viewer, id, world.org);
    return allowed ? excelFile(world, id, allowed, write) : undefined;
  };

/** The own unit, found by its name, or the whole bureau for those without one. */
const catalogueWord: ChatWord = {
  words: ['目录', 'catalogue', 'catalog'],
  menuKey: 'catalogue',
  action: 'self.use',
  run: (acting, rest) => {
    const named =
      rest === ''
        ? undefined
        : [...acting.org.units.values()].find((u) => u.name === rest || u.name.includes(rest));
    return show(acting, { scope: named?.id ?? acting.actor.unit ?? BUREAU, division: '', page: 0 });
  },
};

/** 目录: what is in effect, by unit and division, with computed totals, and as an Excel file. `write`: where it is written. */
export const catalogue = (write: WriteBook = workbook): Capability => ({
  name: 'catalogue',
  kinds: editionKinds,
  commands: {
    'catalogue.open': openCommand,
    'catalogue.mine': mineCommand,
    'catalogue.scope': scopeCommand,
    'catalogue.division': divisionCommand,
    'catalogue.post': postCommand,
    'catalogue.export': exportCommand,
    ...editionCommands,
    ...registerCommands,
  },
  words: [catalogueWord, registerWord],
  cards: { 'catalogue.edition': renderEdition },
  files: {
    'catalogue.excel': excel(write),
    'catalogue.edition': renderEditionFile(write),
    ...registerFiles(write),
  },
  reads: { 'catalogue.excel': async () => true },
  lines: editionLines,
  imports: [catalogueCounts],
  schedules: [changesSchedule],
  refusals: { ...catalogueRefusals, ...editionRefusals },
});
