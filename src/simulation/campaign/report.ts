import type { CampaignOutcome } from './campaign.ts';

/** Taps that a task may take at the most (acceptance of the annual campaign). */
export const LIMITS: Readonly<Record<string, number>> = {
  declare: 10,
  'no change': 2,
  'review 30 of a list': 12,
};
const tooMany = ({ task, most }: CampaignOutcome['taps'][number]): boolean => most > (LIMITS[task] ?? most);

/** Everything could be done within its taps, every number agreed, nobody was written to out of hours or twice a day. */
export const heldUp = (o: CampaignOutcome): boolean =>
  o.failures.size === 0 &&
  o.sums.wrong.length === 0 &&
  o.violations.length === 0 &&
  o.traffic.outsideHours === 0 &&
  o.traffic.mostDigests <= 1 &&
  !o.taps.some(tooMany);

const pad = (text: string, width: number): string => text.padEnd(width);

/** The campaign in figures: taps per task, messages, numbers that were compared. */
export function campaignReport(outcome: CampaignOutcome, seconds: number): string {
  const { plan, years, traffic: t, sums, taps, failures, violations } = outcome;
  const lines = [
    `annual campaign, seed ${plan.seed}: ${outcome.people} people in ${plan.units} units, ${years.length} year(s), ${outcome.workingDays} working days, ${seconds.toFixed(0)} s`,
    ...years.map(
      (y) =>
        `  ${y.year}: ${y.answered} of ${y.asked} answered · edition ${y.edition}: ${y.risks} risk points (${y.grades.join(' / ')})`,
    ),
    `${pad('task', 40)}${pad('times', 8)}${pad('median taps', 13)}${pad('most', 6)}allowed`,
    ...taps.map(
      (l) =>
        `${pad(l.task, 40)}${pad(String(l.times), 8)}${pad(String(l.median), 13)}${pad(String(l.most), 6)}${LIMITS[l.task] ?? ''}${tooMany(l) ? ' EXCEEDED' : ''}`,
    ),
    `messages: ${t.unasked} unasked to people (${t.mean.toFixed(2)} a person and working day; at most ${t.mostUnasked} on one day), ${t.digests} digests (at most ${t.mostDigests} a person and day), ${t.toPeople - t.unasked} answers to their own taps and words, ${t.toGroups} to groups`,
    `outside working hours: ${t.outsideHours} unasked messages`,
    `numbers compared: ${sums.compared}, wrong: ${sums.wrong.length}`,
    ...sums.wrong.slice(0, 5).map((w) => `  ${w}`),
    ...[...failures].slice(0, 8).map(([what, who]) => `could not: ${what} (${who.length}, first ${who[0]})`),
    ...violations.slice(0, 5).map((v) => `BROKEN day ${v.day}, ${v.at}: ${v.rule}: ${v.what}`),
  ];
  return lines.join('\n');
}
