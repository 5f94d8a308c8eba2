import type { Grade } from '../../kernel/grade.ts';
import type { Organization, Person, PersonId, Place } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import { type LocalDate, plusDays } from '../../kernel/time.ts';
import type { WorkCalendar } from '../../kernel/workdays.ts';
import { type Due, type Owner, ownerOfPlace } from './model.ts';

/** When re-checks fall due and whose they are. Pure. */
type Rules = Pick<Settings, 'rechecks'>;

/** The first day of the month `months` after the one of `date`. */
function monthAfter(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const at = year * 12 + month - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
}

/** All of a grade fall due on the first of a month, so that a leader has one list a month and not a trickle (W8). */
export const opensAfter = (date: LocalDate, grade: Grade, { rechecks }: Rules): LocalDate =>
  monthAfter(date, rechecks.months[grade]);
/** The first one leaves at least the whole span after the day it took effect. */
export const opensFirst = (effective: LocalDate, grade: Grade, { rechecks }: Rules): LocalDate =>
  monthAfter(effective, rechecks.months[grade] + 1);

/** The last day to answer: working days after the day it fell due. */
export const lastDay = (opens: LocalDate, calendar: WorkCalendar, { rechecks }: Rules): LocalDate =>
  calendar.addWorkdays(opens, rechecks.days);

/** The days on which a re-check must have fallen due so that `last` was its last day; undefined when there is none. */
export function openedFor(
  last: LocalDate,
  calendar: WorkCalendar,
  rules: Rules,
): { from: LocalDate; to: LocalDate } | undefined {
  let to = last;
  while (lastDay(to, calendar, rules) > last) to = plusDays(to, -1);
  if (lastDay(to, calendar, rules) !== last) return undefined;
  let from = to;
  while (lastDay(plusDays(from, -1), calendar, rules) === last) from = plusDays(from, -1);
  return { from, to };
}

/** The people behind an owner; a vacant post is its division's head's matter, then the unit leader's. */
export function ownersOf(owner: Owner, org: Organization): readonly PersonId[] {
  const [kind, id = ''] = owner.split('|');
  const post = kind === 'post' ? org.posts.get(id) : undefined;
  const division = org.divisions.get(kind === 'division' ? id : (post?.division ?? ''));
  const unit = org.units.get(kind === 'unit' ? id : (post?.unit ?? division?.unit ?? ''));
  const ladder = [
    org.actives(post?.holders ?? []),
    org.actives([division?.head]),
    org.actives([unit?.leader]),
  ];
  return (ladder.find((people) => people.length > 0) ?? []).map((p) => p.id);
}

/** Every owner this person stands behind. */
export function ownedBy(person: PersonId, org: Organization): readonly Owner[] {
  const owners = [
    ...org.data.posts.map((p) => `post|${p.id}`),
    ...org.data.divisions.map((d) => `division|${d.id}`),
    ...org.data.units.map((u) => `unit|${u.id}`),
  ];
  return owners.filter((o) => ownersOf(o, org).includes(person));
}

/** Whose duty a re-check is, nearest first, without those whose own measure it is (domain.md §2.4, §6.2). */
function ladder({ place, leader }: Pick<Due, 'place' | 'leader'>, org: Organization): readonly Person[] {
  const unit = org.units.get(place.unit);
  const head = place.division === undefined ? undefined : org.divisions.get(place.division)?.head;
  const branch = org.branchLeaderOf(place)?.id;
  const principal = org.principal()?.id;
  const top = unit?.kind === 'affiliated' ? [unit.leader, branch, principal] : [principal];
  const order: Readonly<Record<Grade, readonly (PersonId | undefined)[]>> = {
    1: top,
    2: [branch, principal],
    3: [head, unit?.leader, branch, principal],
  };
  const own = ownersOf(ownerOfPlace(place), org);
  const all = [...org.actives(order[leader]), ...org.granted('leading_group')];
  return all.filter((p, i) => !own.includes(p.id) && all.findIndex((q) => q.id === p.id) === i);
}
export const checkerOf = (due: Pick<Due, 'place' | 'leader'>, org: Organization): Person | undefined =>
  ladder(due, org)[0];

/** Who hears once that it is overdue: the next one up, of the bureau's head the discipline officers. */
export function aboveChecker(due: Pick<Due, 'place' | 'leader'>, org: Organization): readonly Person[] {
  const [checker, next] = ladder(due, org);
  const isTop = checker?.id === org.principal()?.id;
  return next && !isTop
    ? [next]
    : org.granted('discipline_officer', due.place.unit).filter((p) => p.id !== checker?.id);
}

/** Where a measure belongs: the post that was named responsible, else the place itself. */
export const responsible = (risk: { readonly place: Place; readonly ownerPost?: string }): Owner =>
  risk.ownerPost === undefined ? ownerOfPlace(risk.place) : `post|${risk.ownerPost}`;
