import { commandOf } from './replay.ts';
import type { Outcome } from './simulate.ts';

/** Broken promises shown; more of them have one cause. */
const SHOWN = 5;

/** What a simulation was like, in a few lines. */
export function report(outcome: Outcome, seconds: number): string {
  const { plan, from, days, people, counts: c, risks, ledger, violations, unused } = outcome;
  const each = c.toPeople / Math.max(1, people * c.workingDays);
  const lines = [
    `seed ${plan.seed}: ${days} days from ${from} (${c.workingDays} working days), ${people} people, ${plan.units} units, ${seconds.toFixed(1)} s`,
    `people   ${c.words} words, ${c.clicks} clicks, ${c.declared} declarations, ${c.decided} decisions, ${c.voted} votes, ${c.cosigned} more signatures, ${c.rated} joint ratings, ${risks} risks`,
    `bot      ${c.messages} messages (${each.toFixed(2)} a person and working day), ${c.digests} digests, ${c.redraws} redraws, ${ledger.seq} ledger lines, head ${ledger.hash.slice(0, 12)}`,
    `faults   ${c.outages} outages, ${c.refusedCalls} refused calls, ${c.lostAnswers} lost answers, ${c.duplicates} events twice, ${c.reordered} late, ${c.crashes} crashes, ${c.jumps} clock jumps`,
    ...(unused.length > 0 ? [`unused   ${unused.join(' ')}`] : []),
  ];
  if (violations.length === 0) return [...lines, 'every promise held'].join('\n');
  const broken = violations.slice(0, SHOWN).map((v) => `  day ${v.day}, ${v.at}: ${v.rule}: ${v.what}`);
  return [...lines, 'BROKEN', ...broken, `again: ${commandOf({ ...plan, days })}`].join('\n');
}
