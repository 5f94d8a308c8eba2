import type { ImportPlan, PlannedDoc, RawRow, RowError, Tally } from '../../kernel/importing.ts';
import type { Organization } from '../../kernel/people.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { canonical } from './change.ts';
import { type GoodRow, judge } from './judge.ts';
import { lookupOf } from './lookup.ts';
import { grantId } from './model.ts';
import type { SheetKey } from './rows.ts';
import { withHolders } from './terms.ts';

export type OrganizationPlan = ImportPlan & { readonly tally: Readonly<Record<SheetKey, Tally>> };

type Draft = Map<string, PlannedDoc & { readonly before: unknown }>;
type PostRow = Extract<GoodRow, { sheet: 'posts' }>;
type StepRow = Extract<GoodRow, { sheet: 'steps' }>;
type RoleRow = Extract<GoodRow, { sheet: 'roles' }>;
type Verdict = 'fresh' | 'changed' | 'unchanged' | Text;
type Desk = {
  readonly org: Organization;
  readonly today: LocalDate;
  readonly newId: (prefix: string) => string;
  readonly draft: Draft;
  /** Natural key → id of posts and steps, known and planned. */
  readonly posts: Map<string, string>;
  readonly steps: Map<string, string>;
  /** Natural key of a row → its line, to find repeated rows. */
  readonly seen: Map<string, number>;
};

const postKey = (unit: string, division: string, name: string): string => `${unit}|${division}|${name}`;
const stepKey = (s: {
  unit: string;
  division?: string | undefined;
  post?: string | undefined;
  powerItem: string;
  name: string;
}): string => [s.unit, s.division ?? '', s.post ?? '', s.powerItem, s.name].join('|');

function settle(desk: Desk, kind: PlannedDoc['kind'], id: string, body: unknown, before: unknown): Verdict {
  const now = desk.draft.get(`${kind}:${id}`)?.body ?? before;
  if (now !== undefined && canonical(now) === canonical(body)) return 'unchanged';
  desk.draft.set(`${kind}:${id}`, { kind, id, body, before, isNew: before === undefined });
  return before === undefined ? 'fresh' : 'changed';
}

const without = <T extends { readonly id: string }>({ id: _id, ...body }: T): Omit<T, 'id'> => body;
/** What a row says; empty cells keep what is there. */
const given = (cells: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(cells).filter(([, v]) => v !== undefined));
const repeated = (line: number): Text => text(`与第 ${line} 行重复`, `the same as row ${line}`);

function once(desk: Desk, key: string, line: number): Text | undefined {
  const before = desk.seen.get(key);
  desk.seen.set(key, before ?? line);
  return before === undefined ? undefined : repeated(before);
}

function planPost(desk: Desk, row: PostRow): Verdict {
  const key = postKey(row.unit, row.division, row.name);
  const twice = once(desk, `post|${key}`, row.line);
  if (twice) return twice;
  const known = desk.org.posts.get(desk.posts.get(key) ?? '');
  const id = known?.id ?? desk.newId('P');
  desk.posts.set(key, id);
  const { unit, division, name, kind } = row;
  const body = {
    ...(known ? without(known) : { holders: [] }),
    ...given({ duty: row.duty, authority: row.authority, basis: row.basis }),
    ...{ name, unit, division, kind },
  };
  const held = withHolders(body, row.holders ?? body.holders, desk.today, row.since);
  return settle(desk, 'post', id, held, known && without(known));
}

function planStep(desk: Desk, row: StepRow): Verdict {
  const post =
    row.postName === undefined
      ? undefined
      : desk.posts.get(postKey(row.unit, row.division ?? '', row.postName));
  if (row.postName !== undefined && post === undefined)
    return text(
      `部门中没有岗位“${row.postName}”，请先在“岗位”表中填写`,
      `the division has no post "${row.postName}"; add it on the posts sheet first`,
    );
  const place = {
    unit: row.unit,
    ...(row.division === undefined ? {} : { division: row.division }),
    ...(post === undefined ? {} : { post }),
  };
  const key = stepKey({ ...place, powerItem: row.powerItem, name: row.name });
  const twice = once(desk, `step|${key}`, row.line);
  if (twice) return twice;
  const known = desk.org.steps.get(desk.steps.get(key) ?? '');
  const body = {
    ...(known ? without(known) : {}),
    ...place,
    powerItem: row.powerItem,
    name: row.name,
    tripleMajor: row.tripleMajor ?? known?.tripleMajor ?? [],
    ...given({
      title: row.title,
      measure: row.measure,
      area: row.area,
      tags: row.tags,
      measureKinds: row.measureKinds,
    }),
  };
  const id = known?.id ?? desk.newId('S');
  desk.steps.set(key, id);
  return settle(desk, 'step', id, body, known && without(known));
}

function planRole(desk: Desk, row: RoleRow): Verdict {
  if (row.role !== 'branch_leader') {
    const grant = { person: row.person, role: row.role, scope: row.unit ?? '*' };
    const twice = once(desk, `grant|${grantId(grant)}`, row.line);
    if (twice) return twice;
    const known = desk.org.data.grants.find((g) => grantId(g) === grantId(grant));
    return settle(desk, 'grant', grantId(grant), grant, known);
  }
  const kind = row.division === undefined ? 'unit' : 'division';
  const place =
    kind === 'unit' ? desk.org.units.get(row.unit ?? '') : desk.org.divisions.get(row.division ?? '');
  if (!place) return text('单位或部门不存在', 'no such unit or division');
  const twice = once(desk, `branch|${place.id}`, row.line);
  if (twice) return twice;
  const before = without(place);
  return settle(desk, kind, place.id, { ...before, branchLeader: row.person }, before);
}

const planRow = (desk: Desk, row: GoodRow): Verdict =>
  row.sheet === 'posts'
    ? planPost(desk, row)
    : row.sheet === 'steps'
      ? planStep(desk, row)
      : planRole(desk, row);

const ORDER: readonly SheetKey[] = ['posts', 'steps', 'roles'];

/**
 * What an import would do: documents to put, errors by row, counts by sheet. Pure, changes nothing. Posts come before
 * the steps that name them, whatever their order in the file. Empty cells keep what is there; nothing is ever removed.
 */
export function planImport(
  rows: readonly RawRow[],
  org: Organization,
  newId: (prefix: string) => string,
  today: LocalDate,
): OrganizationPlan {
  const desk: Desk = {
    org,
    today,
    newId,
    draft: new Map(),
    posts: new Map(org.data.posts.map((p) => [postKey(p.unit, p.division, p.name), p.id])),
    steps: new Map(org.data.steps.map((s) => [stepKey(s), s.id])),
    seen: new Map(),
  };
  const find = lookupOf(org);
  const errors: RowError[] = [];
  const counts = Object.fromEntries(
    ORDER.map((k) => [k, { fresh: 0, changed: 0, unchanged: 0, errors: 0 }]),
  ) as Record<SheetKey, { fresh: number; changed: number; unchanged: number; errors: number }>;
  for (const sheet of ORDER)
    for (const raw of rows.filter((r) => r.sheet === sheet)) {
      const judged = judge(raw, find, org);
      const verdict = 'error' in judged ? judged.error.why : planRow(desk, judged.ok);
      if (typeof verdict === 'string') counts[sheet][verdict] += 1;
      else {
        counts[sheet].errors += 1;
        errors.push({ no: raw.no, why: verdict });
      }
    }
  const docs = [...desk.draft.values()].map(({ before: _before, ...doc }) => doc);
  return { docs, errors, tally: counts };
}
