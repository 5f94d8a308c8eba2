import type { Settings } from '../kernel/settings.ts';
import { DEFAULTS, type Outcome, type Plan, simulate } from './simulate.ts';

/** The command that lives exactly this simulation again. */
export function commandOf(plan: Plan): string {
  const missing = DEFAULTS.faults.filter((f) => !plan.faults.includes(f));
  const parts = [
    `--seed ${plan.seed}`,
    `--days ${plan.days}`,
    `--people ${plan.people}`,
    `--units ${plan.units}`,
    ...(plan.pace === DEFAULTS.pace ? [] : [`--pace ${plan.pace}`]),
    ...(missing.length > 0 ? [`--without ${missing.join(',')}`] : []),
  ];
  return `npm run simulate -- ${parts.join(' ')}`;
}

/**
 * Looks for a shorter way to the same broken promise: no days after it, and every kind of fault left out that it does
 * not need. A kind is left out for good when the same rule breaks without it, often on an earlier day.
 */
export async function shortest(failed: Outcome, settings: Settings): Promise<Outcome> {
  const rule = failed.violations[0]?.rule;
  let best: Outcome = { ...failed, plan: { ...failed.plan, days: failed.days } };
  for (const kind of failed.plan.faults) {
    const plan = { ...best.plan, faults: best.plan.faults.filter((f) => f !== kind) };
    const outcome = await simulate(plan, settings);
    if (outcome.violations[0]?.rule === rule) best = { ...outcome, plan: { ...plan, days: outcome.days } };
  }
  return best;
}
