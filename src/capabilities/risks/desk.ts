import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import { holdersNow } from './holders.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';

/** Nobody reads on beyond this; the rest comes up as the first ones are done. */
export const DESK_LIMIT = 200;
/** Nearly always the first item of an index entry is still the person's: a page of few answers. */
const FEW = 5;

export type Desk = {
  /** Open steps this person holds now, gravest first, then by deadline. */
  readonly items: readonly RiskDoc[];
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

async function held(world: World, person: PersonId): Promise<readonly RiskDoc[]> {
  const { items } = await world.read.list<RiskBody, RiskTexts>('risk', {
    index: 'reviewer',
    prefix: `${person}|`,
    limit: DESK_LIMIT,
  });
  const mine = (d: RiskDoc): boolean =>
    holdersNow(d.body, world.org, world.settings.review.chains).includes(person);
  return items.filter(mine).toSorted(order);
}

async function countsOf(
  world: World,
  person: PersonId,
  items: readonly RiskDoc[],
): Promise<Record<Grade, number>> {
  const counts: Record<Grade, number> = { 1: 0, 2: 0, 3: 0 };
  if (items.length < DESK_LIMIT) for (const d of items) counts[d.body.grade] += 1;
  else {
    const tally = await world.read.tally('risk', { index: 'reviewer', prefix: `${person}|` });
    for (const grade of GRADES) counts[grade] = tally[`${person}|${grade}`] ?? 0;
  }
  return counts;
}

/** Everything that waits for a person: steps to decide and own risks to change. */
export async function deskOf(world: World, person: PersonId): Promise<Desk> {
  const items = await held(world, person);
  const own = { index: 'declarer', from: `${person}|returned`, to: `${person}|returned`, limit: 50 };
  const { items: returned } = await world.read.list<RiskBody, RiskTexts>('risk', own);
  const byGrade = await countsOf(world, person, items);
  return { items, returned, total: byGrade[1] + byGrade[2] + byGrade[3], byGrade };
}

/** Whether anything waits for a person, without reading the whole desk. */
export async function deskWaits(world: World, person: PersonId): Promise<boolean> {
  const own = { index: 'declarer', from: `${person}|returned`, to: `${person}|returned` };
  if (Object.keys(await world.read.tally('risk', own)).length > 0) return true;
  let cursor: string | undefined;
  do {
    const query = {
      index: 'reviewer',
      prefix: `${person}|`,
      limit: FEW,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = await world.read.list<RiskBody, RiskTexts>('risk', query);
    if (page.items.some((d) => holdersNow(d.body, world.org, world.settings.review.chains).includes(person)))
      return true;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return false;
}

export type Waiting = {
  readonly total: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
  /** Past their last day. */
  readonly overdue: number;
  /** Their last day is today. */
  readonly dueToday: number;
};

/** Numbers for the digest: steps this person holds now; own returned risks count as well, by their grade. */
export async function waitingFor(world: World, person: PersonId): Promise<Waiting> {
  const { items, returned, byGrade } = await deskOf(world, person);
  const counts = { ...byGrade };
  for (const d of returned) counts[d.body.grade] += 1;
  const dues = [...items, ...returned].flatMap((d) => d.body.due ?? []);
  return {
    total: counts[1] + counts[2] + counts[3],
    byGrade: counts,
    overdue: dues.filter((d) => d < world.today).length,
    dueToday: dues.filter((d) => d === world.today).length,
  };
}
