import { basisKindWord, policyKindWord, policyStatusWord } from '../../../cards/powers/text.ts';
import type { Acting } from '../../kernel/capability.ts';
import { fault, type ImportKind, keyNamed, type RawRow, RowFault, readDate } from '../../kernel/importing.ts';
import { allOf } from '../../kernel/pages.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { Doc } from '../../store/store.ts';
import { lookupOf, splitCell } from '../organization/index.ts';
import { type Before, type Entry, planKeyed } from './import-keyed.ts';
import { BASIS_SHEET, POLICY_SHEET } from './import-sheets.ts';
import type { BasisBody, PolicyBody } from './model.ts';

const byKey = <B>(docs: readonly Doc<B>[], key: (body: B) => string): ReadonlyMap<string, Doc<B>> =>
  new Map(docs.map((d) => [key(d.body), d]));
/** Brackets of a title are how it is quoted, not part of it. */
export const bareTitle = (title: string): string => title.replace(/^《(.*)》$/, '$1').trim();

function wordOf<K extends string>(words: Readonly<Record<K, Text>>, cell: string, what: string, other: K): K {
  if (cell === '') return other;
  const all = (Object.keys(words) as K[]).map((k) => words[k]['zh-CN']).join(' / ');
  return keyNamed(words, cell) ?? fault(`${what}“${cell}”应为 ${all}`, `"${cell}" must be one of ${all}`);
}

const basisKey = ({ title, number }: Pick<BasisBody, 'title' | 'number'>): string => `${title}|${number}`;
function judgeBasis({ cells }: RawRow, acting: Acting): Entry {
  const body: BasisBody = {
    title: bareTitle(cells.title ?? ''),
    number: cells.number ?? '',
    issuer: cells.issuer ?? '',
    date: readDate(cells.date ?? '', acting.today) ?? '',
    kind: wordOf(basisKindWord, cells.kind ?? '', '文件类型', 'other'),
  };
  return { key: basisKey(body), label: `${body.title} ${body.number}`, kind: 'basis', body };
}

/** 依据文件 (S1). */
export const basisImport: ImportKind = {
  name: 'basis',
  label: BASIS_SHEET.label,
  sheets: [BASIS_SHEET],
  plan: async (acting, rows) =>
    planKeyed(acting, rows, {
      spec: BASIS_SHEET,
      naming: new Set(['number', 'issuer']),
      known: byKey(await allOf<BasisBody>(acting.read, 'basis'), basisKey),
      judge: (row) => judgeBasis(row, acting),
    }),
  settle: async (acting, docs) => ({ events: changed(acting, docs, 'basis') }),
};

const policyKey = ({ title, unit }: Pick<PolicyBody, 'title' | 'unit'>): string => `${unit}|${title}`;
const MAX_LINK = 500;
function linkIn(cell: string): string {
  if (cell !== '' && (!/^https?:\/\/[^\s"<>]+$/i.test(cell) || cell.length > MAX_LINK))
    fault(`链接“${cell.slice(0, 40)}”应以 http 或 https 开头`, 'the link must start with http or https');
  return cell;
}

function judgePolicy(
  { cells }: RawRow,
  acting: Acting,
  find: ReturnType<typeof lookupOf>,
  before: Before,
): Entry {
  const { org } = acting;
  const bureau = org.data.units.find((u) => u.kind === 'bureau' && !u.gone);
  const found = cells.unit ? find.unit(cells.unit) : undefined;
  if (found && !found.ok) throw new RowFault(found.why);
  const unit = found?.value ?? bureau ?? fault('请填写归口单位', 'fill in the unit that keeps the policy');
  const title = bareTitle(cells.title ?? '');
  const known = before(policyKey({ title, unit: unit.id }))?.body as PolicyBody | undefined;
  const link = linkIn(cells.link ?? '') || known?.link;
  const items = splitCell(cells.items ?? '');
  const unknown = items.find((i) => !org.data.steps.some((s) => s.powerItem === i));
  if (unknown !== undefined)
    fault(
      `权力事项“${unknown}”不在权力清单中，请先导入权力清单或改正名称`,
      `the power item "${unknown}" is not in the power list; import that first or correct the name`,
    );
  const body: PolicyBody = {
    title,
    kind: wordOf(policyKindWord, cells.kind ?? '', '制度类别', known?.kind ?? 'other'),
    unit: unit.id,
    effective: readDate(cells.effective ?? '') ?? '',
    status: wordOf(policyStatusWord, cells.status ?? '', '状态', known?.status ?? 'inForce'),
    items: items.length > 0 ? items : (known?.items ?? []),
    ...(link === undefined || link === '' ? {} : { link }),
  };
  return { key: policyKey(body), label: title, kind: 'policy', body };
}

const changed = (acting: Acting, docs: readonly { kind: string; id: string }[], kind: string) =>
  docs
    .filter((d) => d.kind === kind)
    .map((d) => ({
      type: `${kind}.imported`,
      about: `${kind}:${d.id}`,
      by: acting.actor.id,
      at: acting.now,
    }));

/** 制度 (S5). */
export const policyImport: ImportKind = {
  name: 'policies',
  label: text('制度', 'Policies'),
  sheets: [POLICY_SHEET],
  plan: async (acting, rows) => {
    const find = lookupOf(acting.org);
    return planKeyed(acting, rows, {
      spec: POLICY_SHEET,
      naming: new Set(['unit']),
      known: byKey(await allOf<PolicyBody>(acting.read, 'policy'), policyKey),
      judge: (row, before) => judgePolicy(row, acting, find, before),
    });
  },
  settle: async (acting, docs) => ({ events: changed(acting, docs, 'policy') }),
};
