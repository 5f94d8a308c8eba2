import type { Organization } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { Instant } from '../../kernel/time.ts';
import { deadline, type WorkCalendar } from '../../kernel/workdays.ts';
import { resolveStep } from './holders.ts';
import type { RiskBody } from './model.ts';
import { closed } from './trail.ts';

/** What a pure decision about a review needs from outside. World has all of it. */
export type Given = {
  readonly now: Instant;
  readonly org: Organization;
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
};

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
  };
  return { ...opened, due: deadline(now, settings.review.days[step.name], calendar, settings.zone) };
}
