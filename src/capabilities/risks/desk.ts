import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import { allOf, docsOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { canHold, handsNow } from './holders.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';

/** Nobody reads on beyond this; the rest comes up as the first ones are done. */
export const DESK_LIMIT = 200;
/** Nearly always the first item of an index entry is still the person's: a page of few answers. */
const FEW = 5;

/** Why an item stands by itself instead of in the list that is approved together. */
export type Apart = 'discussed' | 'cosign' | 'waiting';
export type Desk = {
  /** Open steps this person decides now, gravest first, then by deadline. */
  readonly items: readonly RiskDoc[];
  /** To be opened one by one; `waiting`: somebody else was asked to sign first. */
  readonly apart: readonly { readonly doc: RiskDoc; readonly why: Apart }[];
  /** The person's own risks that wait for changes. */
  readonly returned: readonly RiskDoc[];
  readonly total: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
};

const GRADES: readonly Grade[] = [1, 2, 3];
const order = (a: RiskDoc, b: RiskDoc): number =>
  a.body.grade - b.body.grade ||
  (a.body.due ?? '9').localeCompare(b.body.due ?? '9') ||
  (a.id < b.id ? -1 : 1);

/** Whose steps this person decides today: the own ones, and those of whom he stands in for. */
const desksOf = (world: World, person: PersonId): readonly PersonId[] => [
  person,
  ...world.org.absentFor(person),
];

/** Is it this person's to decide now, alone with a list or by itself? undefined: not his at all. */
function placeOn(world: World, person: PersonId, { body }: RiskDoc): Apart | 'list' | undefined {
  const asked = body.asked?.person === person && canHold(body, person, world.org);
  if (body.status === 'inReview' && asked) return 'cosign';
  const mine = handsNow(body, world.org, world.settings.review.chains).some((h) => h.person === person);
  if (!mine) return undefined;
  if (body.asked) return 'waiting';
  return body.discussed ? 'discussed' : 'list';
}

type Placed = { readonly doc: RiskDoc; readonly why: Apart | 'list' };
/** As many as are read at once of each desk; what is not this person's, or waits for others, stands before nothing. */
async function near(world: World, person: PersonId): Promise<readonly Placed[]> {
  const found = new Map<string, Placed>();
  for (const whose of desksOf(world, person)) {
    const own = { index: 'reviewer', prefix: `${whose}|` };
    let decides = 0;
    for await (const doc of docsOf<RiskBody, RiskTexts>(world.read, 'risk', own, DESK_LIMIT)) {
      if (decides === DESK_LIMIT) break;
      const why = placeOn(world, person, doc);
      if (why !== undefined) found.set(doc.id, { doc, why });
      if (why !== undefined && why !== 'waiting') decides += 1;
    }
  }
  return [...found.values()].toSorted((a, b) => order(a.doc, b.doc));
}

async function countsOf(
  world: World,
  person: PersonId,
  items: readonly RiskDoc[],
): Promise<Record<Grade, number>> {
  const counts: Record<Grade, number> = { 1: 0, 2: 0, 3: 0 };
  if (items.length < DESK_LIMIT) for (const d of items) counts[d.body.grade] += 1;
  else
    for (const whose of desksOf(world, person)) {
      const tally = await world.read.tally('risk', { index: 'reviewer', prefix: `${whose}|` });
      for (const grade of GRADES) counts[grade] += tally[`${whose}|${grade}`] ?? 0;
    }
  return counts;
}

/** Everything that waits for a person: steps to decide, signatures asked for, and own risks to change. */
export async function deskOf(world: World, person: PersonId): Promise<Desk> {
  const placed = await near(world, person);
  const items = placed.flatMap(({ doc, why }) => (why === 'list' ? [doc] : []));
  const apart = placed.flatMap(({ doc, why }) => (why === 'list' ? [] : [{ doc, why }]));
  const own = { index: 'declarer', from: `${person}|returned`, to: `${person}|returned` };
  const returned = await allOf<RiskBody, RiskTexts>(world.read, 'risk', own);
  const toDecide = [...items, ...apart.flatMap((a) => (a.why === 'waiting' ? [] : [a.doc]))];
  const byGrade = await countsOf(world, person, toDecide);
  return { items, apart, returned, total: byGrade[1] + byGrade[2] + byGrade[3], byGrade };
}

async function waitsIn(world: World, person: PersonId, whose: PersonId): Promise<boolean> {
  const decides = (d: RiskDoc): boolean => {
    const place = placeOn(world, person, d);
    return place !== undefined && place !== 'waiting';
  };
  const own = { index: 'reviewer', prefix: `${whose}|` };
  for await (const doc of docsOf<RiskBody, RiskTexts>(world.read, 'risk', own, FEW))
    if (decides(doc)) return true;
  return false;
}

/** Whether anything waits for a person, without reading the whole desk. */
export async function deskWaits(world: World, person: PersonId): Promise<boolean> {
  const own = { index: 'declarer', from: `${person}|returned`, to: `${person}|returned` };
  if (Object.keys(await world.read.tally('risk', own)).length > 0) return true;
  for (const whose of desksOf(world, person)) if (await waitsIn(world, person, whose)) return true;
  return false;
}

export type Waiting = {
  readonly total: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
  /** Past their last day. */
  readonly overdue: number;
  /** Their last day is today. */
  readonly dueToday: number;
  /** Due after today, until the day that was asked for. */
  readonly soon: number;
};

/**
 * Numbers for the digest: steps this person decides now, in the own name or for somebody absent; own returned risks
 * count as well, by their grade. `until`: the last day that is soon.
 */
export async function waitingFor(world: World, person: PersonId, until?: LocalDate): Promise<Waiting> {
  const { items, apart, returned, byGrade } = await deskOf(world, person);
  const counts = { ...byGrade };
  for (const d of returned) counts[d.body.grade] += 1;
  const single = apart.flatMap((a) => (a.why === 'waiting' ? [] : [a.doc]));
  const dues = [...items, ...single, ...returned].flatMap((d) => d.body.due ?? []);
  return {
    total: counts[1] + counts[2] + counts[3],
    byGrade: counts,
    overdue: dues.filter((d) => d < world.today).length,
    dueToday: dues.filter((d) => d === world.today).length,
    soon: dues.filter((d) => d > world.today && until !== undefined && d <= until).length,
  };
}
