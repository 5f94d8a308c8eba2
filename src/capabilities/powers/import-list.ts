import { cleanText } from '../../../cards/kit/clean.ts';
import { disclosureWord, powerTypeWord } from '../../../cards/powers/text.ts';
import type { Acting } from '../../kernel/capability.ts';
import type { TripleMajor } from '../../kernel/grade.ts';
import {
  type Answers,
  fault,
  type ImportKind,
  type ImportPlan,
  keyNamed,
  type PlannedDoc,
  type Question,
  type RawRow,
  RowFault,
} from '../../kernel/importing.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Place } from '../../kernel/people.ts';
import { text } from '../../kernel/text.ts';
import { organizationChange, readMajors, splitCell } from '../organization/index.ts';
import { placeFinder } from '../risks/index.ts';
import type { Policy } from './checks.ts';
import { type Entry, planKeyed } from './import-keyed.ts';
import { bareTitle } from './import-registers.ts';
import { POWER_SHEET } from './import-sheets.ts';
import { powerItemId } from './items.ts';
import { loadPolicies } from './load.ts';
import {
  type Disclosure,
  MAX_DAYS,
  type PowerItemBody,
  type PowerItemDoc,
  type PowerItemTexts,
} from './model.ts';

/** The official power list (职权目录, domain.md §3.2): items with owner, time limit, disclosure and governing policies. */
const NAMING = new Set(['no', 'unit', 'division', 'owner', 'handler', 'supervision']);
const KEPT = ['handler', 'conditions', 'supervision', 'chart', 'remark', 'basis'] as const;

function daysIn(cell: string): number | undefined {
  if (cell === '') return undefined;
  const days = Number(/^(\d{1,4})\s*(个)?(工作日|日|天)?(内)?$/.exec(cell.normalize('NFKC'))?.[1]);
  return days >= 1 && days <= MAX_DAYS
    ? days
    : fault(
        `办理时限“${cell}”请填 1 至 ${MAX_DAYS} 的工作日数`,
        `write the time limit "${cell}" as 1 to ${MAX_DAYS} working days`,
      );
}
function disclosureIn(cell: string): Disclosure | undefined {
  if (cell === '') return undefined;
  const first = splitCell(cell.replaceAll('/', '；'))[0] ?? '';
  const found = keyNamed(disclosureWord, first.replace(/^(全部|主动|依申请)/, ''));
  return (
    found ??
    fault(
      `公开范围“${first}”应以公开、部分公开或不公开开头`,
      `"${first}" must start with open, partly open or not open`,
    )
  );
}
function typeIn(cell: string): PowerItemBody['type'] {
  if (cell === '') return undefined;
  const all = Object.values(powerTypeWord)
    .map((w) => w['zh-CN'])
    .join(' / ');
  return (
    keyNamed(powerTypeWord, cell) ??
    fault(`权力类型“${cell}”应为 ${all}`, `type "${cell}" must be one of ${all}`)
  );
}
function majorsIn(cell: string): readonly TripleMajor[] {
  const majors = readMajors(cell);
  return 'unknown' in majors
    ? fault(
        `涉及三重一大“${majors.unknown}”请写明是四类中的哪一类`,
        `say which of the four major matters "${majors.unknown}" is`,
      )
    : majors;
}

function ownerIn(cell: string, place: Place, { org }: Acting): string | undefined {
  if (cell === '') return undefined;
  const posts =
    place.division === undefined
      ? org.data.posts.filter((p) => p.unit === place.unit)
      : org.postsIn(place.division);
  return (
    posts.find((p) => p.name === cell)?.id ??
    fault(`没有找到责任岗位“${cell}”`, `there is no post "${cell}" in that division`)
  );
}

type Lists = { readonly acting: Acting; readonly policies: readonly Policy[]; readonly steps: PlannedDoc[] };

/** An item exists by its steps; one that has none yet gets itself as its first. */
function firstStep(
  { acting, steps }: Lists,
  place: Place,
  name: string,
  majors: readonly TripleMajor[],
  post: string | undefined,
): void {
  const there = acting.org.data.steps.some(
    (s) => s.unit === place.unit && s.division === place.division && s.powerItem === name,
  );
  if (there) return;
  const at =
    place.division === undefined ? {} : { division: place.division, ...(post === undefined ? {} : { post }) };
  const body = { unit: place.unit, ...at, powerItem: name, name, tripleMajor: majors };
  steps.push({ kind: 'step', id: acting.newId('S'), body, isNew: true, label: name });
}

const given = (all: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined && v !== ''));

function judgeItem(
  row: RawRow,
  place: Place,
  lists: Lists,
  before: (key: string) => PowerItemDoc | undefined,
): Entry {
  const { cells } = row;
  const name = cleanText(cells.name ?? '');
  const id = powerItemId(place.unit, place.division, name);
  const known = before(id);
  const owner = ownerIn(cells.owner ?? '', place, lists.acting);
  const majors = majorsIn(cells.majors ?? '');
  const named = splitCell(cells.basis ?? '').map(bareTitle);
  const linked = lists.policies.filter((p) => named.includes(p.title)).map((p) => p.id);
  const body: PowerItemBody = {
    steps: {},
    standardised: false,
    recorded: false,
    ...known?.body,
    unit: place.unit,
    ...(place.division === undefined ? {} : { division: place.division }),
    name,
    policies: [...new Set([...(known?.body.policies ?? []), ...linked])],
    ...given({
      type: typeIn(cells.type ?? ''),
      owner,
      days: daysIn(cells.days ?? ''),
      disclosure: disclosureIn(cells.form ?? ''),
    }),
  };
  const listed = {
    ...known?.sealed?.listed,
    ...given(Object.fromEntries(KEPT.map((k) => [k, cleanText(cells[k] ?? '')]))),
  };
  const sealed: PowerItemTexts = {
    ...known?.sealed,
    ...given({ form: cleanText(cells.form ?? '').slice(0, 100) }),
    ...(Object.keys(listed).length > 0 ? { listed } : {}),
  };
  firstStep(lists, place, name, majors, owner);
  return {
    key: id,
    id,
    label: `${lists.acting.org.placeName(place)} · ${name}`,
    kind: 'powerItem',
    body,
    sealed,
  };
}

async function planList(acting: Acting, rows: readonly RawRow[], answers: Answers): Promise<ImportPlan> {
  const lists: Lists = { acting, policies: await loadPolicies(acting), steps: [] };
  const find = placeFinder(acting.org, answers);
  const questions = new Map<string, Question>();
  const placed = (row: RawRow): Place => {
    const { unit = '', division = '' } = row.cells;
    // 行使主体 may be the unit itself.
    const whole = acting.org.data.units.some((u) => !u.gone && u.name === division);
    const cells: Record<string, string> = whole ? { unit: division } : { unit, division };
    const where = find({ ...row, cells });
    if ('place' in where) return where.place;
    if (where.question) questions.set(where.question.key, where.question);
    throw new RowFault(where.why);
  };
  const known = await allOf<PowerItemBody, PowerItemTexts>(acting.read, 'powerItem');
  const plan = await planKeyed(acting, rows, {
    spec: POWER_SHEET,
    naming: NAMING,
    known: new Map(known.map((d) => [d.id, d])),
    judge: (row, before) =>
      judgeItem(row, placed(row), lists, before as (key: string) => PowerItemDoc | undefined),
  });
  const n = lists.steps.length;
  return {
    ...plan,
    docs: [...lists.steps, ...plan.docs],
    questions: [...questions.values()],
    notes:
      n === 0
        ? []
        : [
            text(
              `${n} 项还没有业务环节，先以事项本身作为一个环节。`,
              `${n} items have no steps yet: each is taken as one step for now.`,
            ),
          ],
  };
}

export const powerListImport: ImportKind = {
  name: 'powerList',
  label: POWER_SHEET.label,
  sheets: [POWER_SHEET],
  plan: planList,
  // The steps are the organisation's: its read model must notice.
  settle: (acting, docs) =>
    organizationChange(acting, acting.actor.id, {
      moved: {},
      events: docs
        .filter((d) => d.kind === 'powerItem')
        .map((d) => ({
          type: 'powerItem.changed',
          about: `powerItem:${d.id}`,
          by: acting.actor.id,
          at: acting.now,
        })),
    }),
};
