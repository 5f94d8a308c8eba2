import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { loadSettings } from '../config.ts';
import { FAULTS } from '../simulation/faults.ts';
import { shortest } from '../simulation/replay.ts';
import { report } from '../simulation/report.ts';
import { DEFAULTS, type Plan, simulate } from '../simulation/simulate.ts';
import { slopeOf, type Vitals, vitalsOn, vitalsText } from '../simulation/vitals.ts';

const HELP = `simulate [--seed N] [--days 365] [--people 150] [--units 6] [--pace 0.08] [--without ${FAULTS.join(',')}] [--soak] [--minutes 45]
  整个机器人在内存中按种子度过若干天，期间注入各类故障，每天核对全部承诺；失败时给出最短的重现命令。
  The whole bot lives seeded days in memory, with faults; every promise is checked each day. A failure prints the shortest command that repeats it.`;

/** A year of a whole bureau: 1,500 people in 22 units. */
const SOAK = { people: 1500, units: 22, pace: 0.08 } as const;

type Asked = { readonly plan: Plan; readonly soak: boolean; readonly minutes: number };

function planOf(args: readonly string[]): Asked | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      days: { type: 'string' },
      people: { type: 'string' },
      units: { type: 'string' },
      pace: { type: 'string' },
      without: { type: 'string', default: '' },
      soak: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const base = values.soak ? { ...DEFAULTS, ...SOAK } : DEFAULTS;
  const without = new Set(values.without.split(','));
  const plan: Plan = {
    seed: values.seed ?? randomBytes(4).toString('hex'),
    days: Number(values.days ?? base.days),
    people: Number(values.people ?? base.people),
    units: Number(values.units ?? base.units),
    pace: Number(values.pace ?? base.pace),
    turnover: base.turnover,
    faults: FAULTS.filter((f) => !without.has(f)),
  };
  return { plan, soak: values.soak, minutes: Number(values.minutes ?? Number.POSITIVE_INFINITY) };
}

/** Days between two looks at what a soak costs the machine. */
const LOOK_EVERY = 5;

/** Exit 0 when every promise held, 1 when one broke. */
export async function run(args: readonly string[]): Promise<number> {
  const asked = planOf(args);
  if (!asked) {
    console.log(HELP);
    return 0;
  }
  const { plan, soak, minutes } = asked;
  const settings = loadSettings();
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const vitals: Vitals[] = [];
  const outcome = await simulate(plan, settings, {
    onDay(day, { crashes }) {
      if (soak && day % LOOK_EVERY === 0) {
        const now = vitalsOn(day, seconds(), crashes);
        vitals.push(now);
        console.log(vitalsText(now));
      }
      return seconds() < minutes * 60;
    },
  });
  console.log(report(outcome, seconds()));
  if (soak)
    console.log(
      `slope    RSS ${slopeOf(vitals, 'rssMb').toFixed(2)} MB a day, heap ${slopeOf(vitals, 'heapMb').toFixed(2)}`,
    );
  if (outcome.violations.length === 0) return 0;
  console.log('looking for a shorter replay …');
  const short = await shortest(outcome, settings);
  console.log(`\n${report(short, seconds())}`);
  return 1;
}
