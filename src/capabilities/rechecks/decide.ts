import type { Score } from '../../kernel/grade.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { WorkCalendar } from '../../kernel/workdays.ts';
import type { Found } from '../risks/index.ts';
import { type Owner, ownerOfPlace, type RecheckBody, type RecheckDoc } from './model.ts';
import { checkerOf, opensAfter, ownersOf } from './rules.ts';

export type RecheckRefusal = 'gone' | 'alreadyDone' | 'changedSinceCard' | 'notYours' | 'nothingToRectify';
export type Finding = { readonly found: Found; readonly said: string; readonly residual?: Score };
type Given = {
  readonly by: Person;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly org: Organization;
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
};
type Subject = Pick<RecheckDoc, 'rev' | 'body'>;
type Decided =
  | { readonly ok: true; readonly body: RecheckBody }
  | { readonly ok: false; readonly refusal: RecheckRefusal };
const no = (refusal: RecheckRefusal): Decided => ({ ok: false, refusal });

/** Why this person can't say what was found, or undefined. */
export function obstacle(
  { rev, body }: Subject,
  cardRev: number,
  { by, today, org }: Given,
): RecheckRefusal | undefined {
  if (body.opens === undefined || body.opens > today)
    return body.last?.by === by.id ? 'alreadyDone' : 'changedSinceCard';
  if (rev !== cardRev) return 'changedSinceCard';
  const checker = checkerOf(body, org);
  const on = {
    place: body.place,
    holders: checker ? [checker.id] : [],
    subjects: ownersOf(ownerOfPlace(body.place), org),
  };
  return may(by, 'recheck.answer', org, on) ? undefined : 'notYours';
}

/** What was found, and when the next one is due. A measure not carried out is looked at again when its time is over. */
export function answer(
  plan: Subject,
  cardRev: number,
  { found }: Pick<Finding, 'found'>,
  owner: Owner,
  given: Given,
): Decided {
  const why = obstacle(plan, cardRev, given);
  if (why) return no(why);
  const { settings, calendar, today } = given;
  const { rectify: _before, ...kept } = plan.body;
  const due = calendar.addWorkdays(today, settings.rechecks.rectifyDays);
  const missing = found === 'notCarriedOut';
  return {
    ok: true,
    body: {
      ...kept,
      opens: missing ? calendar.addWorkdays(due, 1) : opensAfter(today, plan.body.grade, settings),
      checks: plan.body.checks + 1,
      last: { found, by: given.by.id, at: given.now },
      ...(missing ? { rectify: { owner, due } } : {}),
    },
  };
}

/** What was done about it: the re-check falls due at once, so that somebody looks. */
export function rectified({ rev, body }: Subject, cardRev: number, given: Given): Decided {
  if (!body.rectify) return no('nothingToRectify');
  if (rev !== cardRev) return no('changedSinceCard');
  const subjects = ownersOf(body.rectify.owner, given.org);
  if (!may(given.by, 'recheck.rectify', given.org, { place: body.place, subjects })) return no('notYours');
  const { rectify: _done, ...kept } = body;
  return { ok: true, body: { ...kept, opens: given.today } };
}
