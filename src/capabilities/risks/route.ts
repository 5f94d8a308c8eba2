import { type Chains, type ReviewStep, reviewChain } from '../../kernel/chain.ts';
import type { Grade } from '../../kernel/grade.ts';
import type { Organization, PersonId, Place } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { World } from '../../kernel/capability.ts';
import { deadline } from '../../kernel/workdays.ts';
import type { RiskBody } from './model.ts';

/** Whom a risk is about: the holders of its post, else the head of the division or the leader of the unit. */
export function subjectsOf(org: Organization, place: Place): readonly PersonId[] {
  if (place.post !== undefined) return org.posts.get(place.post)?.holders ?? [];
  const lead =
    place.division !== undefined ? org.divisions.get(place.division)?.head : org.units.get(place.unit)?.leader;
  return lead === undefined ? [] : [lead];
}

/** Nobody reviews their own: declarer, subjects and the recused (domain.md §6.4). */
export const excludedOf = (org: Organization, risk: Pick<RiskBody, 'place' | 'declarer' | 'recused'>): readonly PersonId[] => [
  ...new Set([risk.declarer, ...subjectsOf(org, risk.place), ...risk.recused]),
];

/** A correction or retirement of something in force takes the short way whatever its grade. */
const SHORT: Chains = { '1': ['head', 'discipline'], '2': ['head', 'discipline'], '3': ['head', 'discipline'] };

/** The review chain of a risk as the organisation stands now. `grade` defaults to the grade in force. */
export function chainFor(
  org: Organization,
  settings: Settings,
  risk: Pick<RiskBody, 'place' | 'declarer' | 'recused' | 'grade' | 'replaces'>,
  grade: Grade = risk.grade,
): readonly ReviewStep[] {
  const excluded = excludedOf(org, risk);
  return risk.replaces
    ? reviewChain({ place: risk.place, grade: 3, chains: SHORT, excluded }, org)
    : reviewChain({ place: risk.place, grade, chains: settings.review.chains, excluded }, org);
}

/** Last local day of a step that opens now; undefined when the chain has no such step. */
export function dueOf(
  { now, settings, calendar }: Pick<World, 'now' | 'settings' | 'calendar'>,
  chain: readonly ReviewStep[],
  step: number,
): LocalDate | undefined {
  const open = chain[step];
  return open && deadline(now, settings.review.days[open.name], calendar, settings.zone);
}
