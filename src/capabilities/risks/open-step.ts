import { naturalHolders } from '../../kernel/chain.ts';
import type { Organization } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { Instant } from '../../kernel/time.ts';
import { deadline, type WorkCalendar } from '../../kernel/workdays.ts';
import { relativesIn, resolveStep } from './holders.ts';
import type { RiskBody } from './model.ts';
import { closed, withTrail } from './trail.ts';

/** What a pure decision about a review needs from outside. World has all of it. */
export type Given = {
  readonly now: Instant;
  readonly org: Organization;
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
};

/** Says in the history when a near relative would have held the step: who stayed out by rule, and who has it now. */
function ruledOut(risk: RiskBody, given: Given): RiskBody {
  const step = risk.chain[risk.step];
  const relatives = relativesIn(risk, given.org);
  if (!step || relatives.length === 0) return risk;
  const out = naturalHolders(step.name, risk.place, given.org)
    .map((p) => p.id)
    .filter((id) => relatives.includes(id));
  if (out.length === 0) return risk;
  const [from, to] = [out.join(','), step.holders.join(',')];
  return withTrail(risk, { what: 'ruledOut', by: 'system', at: given.now, step: step.name, from, to });
}

/** Opens step `index` of the risk's chain: holders as of now, a fresh deadline, nobody told yet. */
export function openStep(risk: RiskBody, index: number, given: Given): RiskBody {
  const { org, settings, calendar, now } = given;
  const step = resolveStep(risk, index, org, settings.review.chains);
  const opened: RiskBody = {
    ...closed(risk),
    status: 'inReview',
    chain: risk.chain.map((s, i) => (i === index ? step : s)),
    step: index,
    stepSince: now,
    due: deadline(now, settings.review.days[step.name], calendar, settings.zone),
  };
  return ruledOut(opened, given);
}
