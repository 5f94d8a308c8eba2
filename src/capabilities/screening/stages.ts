import { type Instant, instantOf, type LocalDate } from '../../kernel/time.ts';
import type { WorkCalendar } from '../../kernel/workdays.ts';
import { type CampaignBody, STAGES, type Stage, type StageDates, type StageDays } from './model.ts';

/**
 * Working days of each stage when the office says nothing: two to read the notice, ten to fill in (domain.md §2.5),
 * as many as the longest review chain has, and the publicity period with the time to answer objections.
 */
export const DEFAULT_DAYS: StageDays = { deployed: 2, declaring: 10, reviewing: 21, publicising: 10 };
export const DEFAULT_SAMPLE = 5;
export const MAX_DAYS = 60;

/** First days of all stages from the deployment day (the next working day when it is none) and the lengths. */
export function planDates(start: LocalDate, days: StageDays, calendar: WorkCalendar): StageDates {
  const deployed = calendar.addWorkdays(start, 0);
  const declaring = calendar.addWorkdays(deployed, days.deployed);
  const reviewing = calendar.addWorkdays(declaring, days.declaring);
  const publicising = calendar.addWorkdays(reviewing, days.reviewing);
  return {
    deployed,
    declaring,
    reviewing,
    publicising,
    frozen: calendar.addWorkdays(publicising, days.publicising),
  };
}

/** Last working day of the declaring stage. */
export const lastDeclareDay = ({ dates, days }: CampaignBody, calendar: WorkCalendar): LocalDate =>
  calendar.addWorkdays(dates.declaring, days.declaring - 1);

export const nextStage = (stage: Stage): Exclude<Stage, 'planned'> | undefined => {
  const next = STAGES[STAGES.indexOf(stage) + 1];
  return next === 'planned' ? undefined : next;
};

/** When the next stage begins: at the start of work on its day. undefined: frozen, or the plan is not confirmed. */
export function nextMove(
  campaign: CampaignBody,
  at: { readonly workStart: string; readonly zone: string },
): { readonly stage: Exclude<Stage, 'planned'>; readonly at: Instant } | undefined {
  const stage = nextStage(campaign.stage);
  if (!stage || !campaign.confirmed) return undefined;
  return { stage, at: instantOf(campaign.dates[stage], at.workStart, at.zone) };
}

/** May answers still be given, and do they come late? */
export const answering = (stage: Stage): 'open' | 'late' | 'closed' =>
  stage === 'declaring' ? 'open' : stage === 'reviewing' ? 'late' : 'closed';
