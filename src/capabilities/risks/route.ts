import type { World } from '../../kernel/capability.ts';
import { type Chains, type ReviewStep, reviewChain } from '../../kernel/chain.ts';
import type { Organization } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { deadline } from '../../kernel/workdays.ts';
import { chainOf, excludedOf } from './holders.ts';
import type { RiskBody } from './model.ts';

/** A correction or retirement of something in force takes the short way whatever its grade. */
const SHORT: Chains = {
  '1': ['head', 'discipline'],
  '2': ['head', 'discipline'],
  '3': ['head', 'discipline'],
};

/** The review chain of a risk as the organisation stands now; what replaces a risk in force takes the short one. */
export const chainFor = (
  risk: Pick<RiskBody, 'place' | 'declarer' | 'recused' | 'grade' | 'replaces' | 'area' | 'powerItem'>,
  { org, settings }: { readonly org: Organization; readonly settings: Settings },
): readonly ReviewStep[] =>
  risk.replaces
    ? reviewChain({ place: risk.place, grade: 3, chains: SHORT, excluded: excludedOf(risk, org) }, org)
    : chainOf(risk, risk.grade, {
        org,
        chains: settings.review.chains,
        tender: settings.review.tender.areas,
      });

/** Last local day of a step that would open now; undefined when the chain has no such step. */
export function dueOf(
  { now, settings, calendar }: Pick<World, 'now' | 'settings' | 'calendar'>,
  chain: readonly ReviewStep[],
  step: number,
): LocalDate | undefined {
  const open = chain[step];
  return open && deadline(now, settings.review.days[open.name], calendar, settings.zone);
}
