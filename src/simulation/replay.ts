import type { Settings } from '../kernel/settings.ts';
import { DEFAULTS, type Outcome, type Plan, simulate, type Tools } from './simulate.ts';

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

/** Smaller bureaus to try: other people, but often the same broken promise, and a quicker one. */
const SMALLER = [
  { people: 24, units: 2 },
  { people: 60, units: 4 },
] as const;

/**
 * Looks for a shorter way to the same broken promise: no days after it, and every kind of fault left out that it does
 * not need. A kind is left out for good when the same rule breaks without it, often on an earlier day. A small bureau
 * is tried first.
 */
export async function shortest(failed: Outcome, settings: Settings, tools: Tools = {}): Promise<Outcome> {
  const rule = failed.violations[0]?.rule;
  let best: Outcome = { ...failed, plan: { ...failed.plan, days: failed.days } };
  const attempt = async (plan: Plan): Promise<boolean> => {
    const outcome = await simulate(plan, settings, tools);
    const same = outcome.violations[0]?.rule === rule;
    if (same) best = { ...outcome, plan: { ...plan, days: outcome.days } };
    return same;
  };
  for (const size of SMALLER.filter((s) => s.people < failed.plan.people))
    if (await attempt({ ...best.plan, ...size })) break;
  for (const kind of best.plan.faults)
    await attempt({ ...best.plan, faults: best.plan.faults.filter((f) => f !== kind) });
  return best;
}
