import { z } from 'zod';
import { catalogueRefusals, catalogueWords as words } from '../../../cards/catalogue/text.ts';
import type { Acting, ChatWord, Command, FileRenderer, Outcome, World } from '../../kernel/capability.ts';
import { giveWay, mapInTurns } from '../../kernel/turns.ts';
import type { RiskDoc } from '../risks/index.ts';
import { sheetNames } from './edition-excel.ts';
import { listedRisks, RISK_COLUMNS, riskLine, SIGNATURE } from './excel.ts';
import { BUREAU, type Counts, countOf, noCounts, placeKey } from './model.ts';
import { exportable } from './view.ts';
import type { CellInput, Sheet, SheetColumn, WriteBook } from './workbook.ts';

/** 台账: what is in force in the columns of the screening table, a summary and one sheet a unit (domain.md §3.1, §7.4). */
const column = (name: string, width: number): SheetColumn => ({ name, width });
export const REGISTER_SUMMARY: readonly SheetColumn[] = [
  column('序号', 8),
  column('单位', 34),
  column('岗位（部门）数', 16),
  column('风险点数', 14),
  column('一级数', 14),
  column('二级数', 14),
  column('三级数', 14),
];

type UnitPart = { readonly name: string; readonly risks: readonly RiskDoc[] };
function byUnit(world: World, risks: readonly RiskDoc[]): readonly UnitPart[] {
  const parts = new Map<string, RiskDoc[]>();
  for (const risk of risks) {
    const part = parts.get(risk.body.place.unit);
    if (part) part.push(risk);
    else parts.set(risk.body.place.unit, [risk]);
  }
  return [...parts].map(([id, own]) => ({ name: world.org.units.get(id)?.name ?? '', risks: own }));
}

function countsOf(risks: readonly RiskDoc[]): Counts {
  const counts = { ...noCounts } as { -readonly [G in keyof Counts]: number };
  for (const { body } of risks) counts[body.grade] += 1;
  return counts;
}
const numbers = (risks: readonly RiskDoc[]): readonly CellInput[] => {
  const c = countsOf(risks);
  return [new Set(risks.map((r) => placeKey(r.body.place))).size, countOf(c), c[1], c[2], c[3]];
};

const TITLE = '岗位廉政风险点排查及防控措施表';
const unitSheet = async (world: World, { name, risks }: UnitPart, tab: string): Promise<Sheet> => ({
  name: tab,
  title: `${name}${TITLE}（${world.today.slice(0, 4)} 年）`,
  subtitle: `单位：${name}　　截至：${world.today}`,
  columns: RISK_COLUMNS,
  rows: await mapInTurns(risks, (r, i) => riskLine(r, i + 1, world)),
  signature: SIGNATURE,
});
const summarySheet = (world: World, whose: string, parts: readonly UnitPart[], tab: string): Sheet => ({
  name: tab,
  title: `${whose}${TITLE}（${world.today.slice(0, 4)} 年）汇总`,
  subtitle: `截至：${world.today}`,
  columns: REGISTER_SUMMARY,
  rows: parts.map((p, i) => [i + 1, p.name, ...numbers(p.risks)]),
  totals: ['合计', '', ...numbers(parts.flatMap((p) => p.risks))],
  signature: SIGNATURE,
});

/** The register of a unit or of the bureau. `allowed`: all of it, or the divisions the reader leads. */
export async function registerFile(
  world: World,
  scope: string,
  allowed: 'all' | readonly string[],
  write: WriteBook,
): Promise<{ name: string; bytes: Uint8Array }> {
  const parts = byUnit(world, await listedRisks(world, scope, allowed));
  await giveWay();
  const whose = scope === BUREAU ? world.settings.bureau : (world.org.units.get(scope)?.name ?? '');
  const named = sheetNames();
  const sheets = [summarySheet(world, whose, parts, named('汇总'))];
  for (const part of parts) sheets.push(await unitSheet(world, part, named(part.name)));
  const bytes = await write(sheets);
  return { name: `${whose}廉政风险点台账_${world.today}.xlsx`, bytes };
}

/** The file follows as a message; who exported what is an event. */
function send(acting: Acting, scope: string): Outcome {
  if (!exportable(acting.actor, scope, acting.org))
    return { kind: 'refused', why: catalogueRefusals.notExportable };
  const about = `catalogue:${scope}`;
  return {
    kind: 'done',
    change: {
      events: [{ type: 'catalogue.registerExported', about, by: acting.actor.id, at: acting.now }],
      messages: [
        { to: { person: acting.actor.id }, card: 'catalogue.register', about, when: 'now', asFile: true },
      ],
    },
    answer: async () => ({ toast: { type: 'success', text: words.exporting } }),
  };
}

/** The unit that was named, else as much as the person may take along: the bureau, or the own unit. */
function scopeFor({ actor, org }: Acting, rest: string): string {
  const named = rest === '' ? undefined : org.data.units.find((u) => !u.gone && u.name.includes(rest));
  return named?.id ?? (exportable(actor, BUREAU, org) ? BUREAU : (actor.unit ?? BUREAU));
}

/** Rights are asked again when the file is made: they may have gone since the tap. */
const renderRegister =
  (write: WriteBook): FileRenderer =>
  async (world, id, _params, viewer) => {
    const allowed = viewer && exportable(viewer, id, world.org);
    return allowed ? registerFile(world, id, allowed, write) : undefined;
  };
const registerCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'catalogue.export',
  run: async (acting, { id }) => send(acting, id === '-' ? scopeFor(acting, '') : id),
};

export const registerCommands = { 'catalogue.register': registerCommand };
export const registerFiles = (write: WriteBook) => ({ 'catalogue.register': renderRegister(write) });
export const registerWord: ChatWord = {
  words: ['台账', '导出', '导出台账', 'register', 'export'],
  action: 'self.use',
  run: async (acting, rest) => send(acting, scopeFor(acting, rest)),
};
