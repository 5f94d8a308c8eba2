import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import { allOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { type Due, type RecheckBody, type RecheckDoc, readDue } from './model.ts';
import { checkerOf, lastDay, ownedBy } from './rules.ts';

/** What fell due in [from, to], counted by place and leader; no document is read. */
export async function duesIn(
  { read }: Pick<World, 'read'>,
  to: LocalDate,
  from?: LocalDate,
): Promise<readonly Due[]> {
  const counts = await read.tally('recheck', { index: 'due', from: from ?? '', to: `${to}~` });
  return Object.entries(counts)
    .map(([key, count]) => readDue(key, count))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

export type Duties = {
  readonly dues: readonly Due[];
  readonly total: number;
  readonly overdue: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
  /** The nearest last day. */
  readonly last?: LocalDate;
};
const sum = (dues: readonly Due[]): number => dues.reduce((n, d) => n + d.count, 0);

/** Everything that waits for a person's re-check today, the oldest first, then the gravest. */
export async function dutiesOf(world: World, person: PersonId): Promise<Duties> {
  const { org, today, calendar, settings } = world;
  const dues = (await duesIn(world, today)).filter((d) => checkerOf(d, org)?.id === person);
  const late = (d: Due): boolean => lastDay(d.opens, calendar, settings) < today;
  const of = (grade: Grade): number => sum(dues.filter((d) => d.grade === grade));
  const [first] = dues;
  return {
    dues,
    total: sum(dues),
    overdue: sum(dues.filter(late)),
    byGrade: { 1: of(1), 2: of(2), 3: of(3) },
    ...(first ? { last: lastDay(first.opens, calendar, settings) } : {}),
  };
}

/** Documents of a person's list from position `skip` on; no more of a day's are read than lie before the page's end. */
export async function duePage(
  { read }: Pick<World, 'read'>,
  { dues }: Duties,
  skip: number,
  limit: number,
): Promise<readonly RecheckDoc[]> {
  const found: RecheckDoc[] = [];
  let before = 0;
  for (const { key, count } of dues) {
    if (found.length >= limit) break;
    if (before + count > skip) {
      const left = Math.max(0, skip - before);
      const most = Math.min(count, left + limit - found.length);
      const query = { index: 'due', from: key, to: key, limit: most };
      const { items } = await read.list<RecheckBody>('recheck', query);
      found.push(...items.slice(left));
    }
    before += count;
  }
  return found;
}

/** Of one person's measures those that a re-check found not carried out. */
export async function toRectify(world: World, person: PersonId): Promise<readonly RecheckDoc[]> {
  const open = await world.read.tally('recheck', { index: 'rectify' });
  const mine = ownedBy(person, world.org).filter((o) => (open[o] ?? 0) > 0);
  const pages = await Promise.all(
    mine.map((o) => allOf<RecheckBody>(world.read, 'recheck', { index: 'rectify', from: o, to: o })),
  );
  return pages
    .flat()
    .toSorted((a, b) => ((a.body.rectify?.due ?? '') < (b.body.rectify?.due ?? '') ? -1 : 1));
}
