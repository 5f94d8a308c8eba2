import { pageOf } from '../../../cards/organization/paged.ts';
import type { ItemView } from '../../../cards/powers/item.ts';
import type { PowersView } from '../../../cards/powers/list.ts';
import type { ReadinessRow, ReadinessView } from '../../../cards/powers/readiness.ts';
import {
  disclosureWord,
  policyStatusWord,
  powerTypeWord,
  standingWord,
  powerWords as words,
} from '../../../cards/powers/text.ts';
import type { World } from '../../kernel/capability.ts';
import { tripleMajorWord } from '../../kernel/grade.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, text } from '../../kernel/text.ts';
import { checkItem, ownerPost, policiesOf, type Readiness, readinessOf } from './checks.ts';
import { type PowerItem, placeOfItem, powerItems } from './items.ts';
import {
  atStep,
  inOrder,
  liesIn,
  loadItemDoc,
  loadNoted,
  loadPolicies,
  marksOf,
  risksInEffect,
} from './load.ts';
import { versionsOf } from './versions.ts';

/** Rows of a table on a phone. */
const ROWS = 10;
/** Steps of a flow on one card. */
const FLOW = 8;
/** Every option costs two of a card's 200 elements; there are up to three lists on the card. */
const MAX_OPTIONS = 30;

/** A unit's power list is open to its own people, to those who lead it and to those who see everything. */
export const maySee = (person: Person, unit: string, org: Organization): boolean =>
  org.units.has(unit) && may(person, 'catalogue.view', org, { place: { level: 'unit', unit } });
export const mayEdit = (person: Person, item: PowerItem, org: Organization): boolean =>
  may(person, 'power.edit', org, { place: placeOfItem(item) });

const visibleUnits = (person: Person, org: Organization) =>
  org.data.units.filter((u) => !u.gone && maySee(person, u.id, org));
const divisionName = (org: Organization, item: PowerItem): string =>
  org.divisions.get(item.division ?? '')?.name ?? org.units.get(item.unit)?.name ?? '';

/** Where a person's list opens: the division one heads, else the own unit, else the first one may see. */
export function homeOf(person: Person, org: Organization): { unit: string; division: string } | undefined {
  const headed = [...org.divisions.values()].find((d) => d.head === person.id && !d.gone);
  if (headed && powerItems(org, headed.unit, headed.id).length > 0)
    return { unit: headed.unit, division: headed.id };
  const unit = visibleUnits(person, org).find((u) => u.id === person.unit) ?? visibleUnits(person, org)[0];
  return unit && { unit: unit.id, division: '' };
}

export type ListAt = {
  readonly unit: string;
  readonly division: string;
  readonly gapsOnly: boolean;
  readonly page: number;
};

/** One page of the power list of a unit or division. */
export async function powersView(world: World, at: ListAt, viewer: Person): Promise<PowersView> {
  const { org } = world;
  const division = at.division === '' ? undefined : at.division;
  const items = powerItems(org, at.unit, division);
  const [policies, noted, risks] = await Promise.all([
    loadPolicies(world),
    loadNoted(world, at.unit),
    risksInEffect(world, at.unit, division),
  ]);
  const governed = items.map((item) => ({
    item,
    policies: policiesOf(item, noted.get(item.id), policies, org).length,
  }));
  const shown = at.gapsOnly ? governed.filter((g) => g.policies === 0) : governed;
  const { items: rows, page, pages } = pageOf(shown, at.page, ROWS);
  const divisions = org.divisionsOf(at.unit).map((d) => ({ value: d.id, label: same(d.name) }));
  return {
    unit: { id: at.unit, name: org.units.get(at.unit)?.name ?? '' },
    division: { id: at.division, name: org.divisions.get(at.division)?.name ?? '' },
    gapsOnly: at.gapsOnly,
    rows: rows.map(({ item, policies: n }) => ({
      id: item.id,
      name: item.name,
      division: divisionName(org, item),
      steps: item.steps.length,
      marks: marksOf(risks.filter((r) => liesIn(r, item))),
      policies: n,
    })),
    page,
    pages,
    total: governed.length,
    gaps: governed.filter((g) => g.policies === 0).length,
    units: visibleUnits(viewer, org)
      .map((u) => ({ value: u.id, label: same(u.name) }))
      .slice(0, MAX_OPTIONS),
    divisions: [{ value: 'all', label: words.allDivisions }, ...divisions].slice(0, MAX_OPTIONS),
  };
}

/** One power item with a page of its flow, for a viewer who may see it. */
export async function itemView(
  world: World,
  item: PowerItem,
  page: number,
  viewer: Person,
): Promise<ItemView> {
  const { org } = world;
  const [doc, versions, policies, risks] = await Promise.all([
    loadItemDoc(world, item.id),
    versionsOf(world, item.id),
    loadPolicies(world),
    risksInEffect(world, item.unit, item.division ?? ''),
  ]);
  const noted = doc?.body;
  const own = risks.filter((r) => liesIn(r, item));
  const flow = inOrder(item, noted).map((step, i) => ({
    id: step.id,
    no: i + 1,
    name: step.name,
    owner: org.posts.get(step.post ?? '')?.name,
    days: noted?.steps[step.id]?.days,
    input: doc?.sealed?.flow?.[step.id]?.input ?? '',
    output: doc?.sealed?.flow?.[step.id]?.output ?? '',
    marks: marksOf(own.filter((r) => atStep(r, step))),
  }));
  const paged = pageOf(flow, page, FLOW);
  const majors = [...new Set(item.steps.flatMap((s) => s.tripleMajor))];
  return {
    id: item.id,
    rev: doc?.rev ?? 0,
    unit: item.unit,
    division: item.division ?? '',
    place: org.placeName(placeOfItem(item)),
    name: item.name,
    type: noted?.type && powerTypeWord[noted.type],
    owner: ownerPost(item, noted, org)?.name,
    days: noted?.days,
    disclosure: noted?.disclosure && disclosureWord[noted.disclosure],
    form: doc?.sealed?.form ?? '',
    discretion: doc?.sealed?.discretion ?? '',
    records: doc?.sealed?.records ?? '',
    standardised: noted?.standardised ?? false,
    recorded: noted?.recorded ?? false,
    tripleMajor: majors.map((m) => tripleMajorWord[m]),
    policies: policiesOf(item, noted, policies, org).map((p) => ({
      title: p.title,
      status: policyStatusWord[p.status],
    })),
    flow: paged.items,
    page: paged.page,
    pages: paged.pages,
    checks: checkItem(item, noted, policies, org),
    mayEdit: mayEdit(viewer, item, org),
    loop: {
      version: versions.at(-1)?.body.no ?? 1,
      risks: own.length,
      revised: versions.filter((v) => v.body.policy !== undefined).length,
    },
  };
}

const unitLevel = text('单位层面', 'Unit level');
const rowOf = (name: ReadinessRow['name'], r: Readiness): ReadinessRow => {
  const { standing, ...counts } = r;
  return { name, ...counts, standing: standingWord[standing] };
};

/** Checks and readiness of a unit by division, in office order; the total is the sum of the rows. */
export async function readinessView(world: World, unit: string, page: number): Promise<ReadinessView> {
  const { org } = world;
  const [policies, noted] = await Promise.all([loadPolicies(world), loadNoted(world, unit)]);
  const of = (items: readonly PowerItem[]): Readiness =>
    readinessOf(items.map((i) => checkItem(i, noted.get(i.id), policies, org)));
  const all = powerItems(org, unit);
  const own = all.filter((i) => i.division === undefined);
  const rows = [
    ...(own.length > 0 ? [rowOf(unitLevel, of(own))] : []),
    ...org.divisionsOf(unit).map((d) => rowOf(same(d.name), of(all.filter((i) => i.division === d.id)))),
  ];
  const paged = pageOf(rows, page, ROWS);
  return {
    unit: { id: unit, name: org.units.get(unit)?.name ?? '' },
    rows: paged.items,
    page: paged.page,
    pages: paged.pages,
    total: rowOf(same(''), of(all)),
  };
}
