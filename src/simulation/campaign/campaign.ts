import type { Settings } from '../../kernel/settings.ts';
import type { Violation } from '../tape.ts';
import { notes, type TapLine } from './notes.ts';
import { openStage, raiseStage } from './stage.ts';
import { noSums, type Sums } from './sums.ts';
import { type Traffic, traffic } from './traffic.ts';
import { playQuietDays, playYear, type Year } from './year.ts';

export type CampaignPlan = {
  readonly seed: string;
  readonly people: number;
  readonly units: number;
  /** The first year everybody declares; later ones start from what is in force. */
  readonly years: number;
};
export type CampaignOutcome = {
  readonly plan: CampaignPlan;
  readonly people: number;
  readonly workingDays: number;
  readonly years: readonly Year[];
  readonly taps: readonly TapLine[];
  readonly traffic: Traffic;
  readonly sums: Sums;
  /** What somebody came for and could not do, with who it was. */
  readonly failures: ReadonlyMap<string, readonly string[]>;
  readonly violations: readonly Violation[];
};
export const CAMPAIGN = { people: 1500, units: 22, years: 2 } as const;

/** Working days in spring, as in the bureau's own paper, of the years whose holidays are known. */
const STARTS = ['2025-03-03', '2026-03-02'] as const;

/** Everybody of a bureau does what an annual campaign asks of them, through cards only. `onYear` hears of each year. */
export async function runCampaign(
  plan: CampaignPlan,
  settings: Settings,
  onYear: (year: Year) => void = () => {},
): Promise<CampaignOutcome> {
  const stage = raiseStage({ ...plan, from: STARTS[0] }, settings);
  const kept = notes();
  const sums = noSums();
  const sent = traffic(stage);
  await openStage(stage);
  const years: Year[] = [];
  for (const start of STARTS.slice(0, plan.years)) {
    await playQuietDays(stage, start, kept);
    const year = await playYear(stage, start, kept, sums);
    years.push(year);
    onYear(year);
    if (stage.tape.violations.length > 0) break;
  }
  await stage.inspector.audit();
  await stage.host.stop();
  return {
    plan,
    people: stage.feishu.directory.users.length,
    workingDays: stage.tape.counts.workingDays,
    years,
    taps: kept.tapLines(),
    traffic: sent(),
    sums,
    failures: kept.failures,
    violations: stage.tape.violations,
  };
}
