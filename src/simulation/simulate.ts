import { composition } from '../app.ts';
import { seedOrganization } from '../capabilities/organization/index.ts';
import type { Settings } from '../kernel/settings.ts';
import { Agenda } from './agenda.ts';
import { type Bureau, bureau } from './bureau.ts';
import { sittingsOf, ticksOf } from './day.ts';
import { DAY, dateAt, firstDay, isWorkingDay, msOf } from './days.ts';
import { type Dice, dice } from './dice.ts';
import { FAULTS, type Fault, mishapsOf } from './faults.ts';
import { type Feishu, fakeFeishu } from './feishu.ts';
import { type Host, host, type Sabotage } from './host.ts';
import { type Inspector, inspector } from './inspector.ts';
import { line } from './line.ts';
import { people } from './people.ts';
import { staffing } from './staffing.ts';
import { type Counts, type Tape, tape, type Violation } from './tape.ts';
import { witness } from './witness.ts';

export type Plan = {
  readonly seed: string;
  readonly days: number;
  readonly people: number;
  readonly units: number;
  readonly faults: readonly Fault[];
  /** Sittings per person and working day. */
  readonly pace: number;
  /** Somebody joins, leaves or moves so often, per person and day. */
  readonly turnover: number;
};
export type Outcome = {
  readonly plan: Plan;
  readonly from: string;
  readonly days: number;
  readonly people: number;
  readonly counts: Counts;
  readonly risks: number;
  readonly ledger: { readonly seq: number; readonly hash: string };
  readonly violations: readonly Violation[];
  /** Commands of the bot that nobody pressed, words that nobody said. */
  readonly unused: readonly string[];
};
export const DEFAULTS = {
  days: 365,
  people: 150,
  units: 6,
  pace: 0.08,
  turnover: 0.0015,
  faults: FAULTS,
} as const;

/** Everything the bot can be asked. */
const KNOWN = composition().registry;

type Stage = {
  readonly plan: Plan;
  readonly chance: Dice;
  readonly made: Bureau;
  readonly tape: Tape;
  readonly feishu: Feishu;
  readonly host: Host;
  readonly agenda: Agenda;
  readonly words: readonly string[];
  readonly inspector: Inspector;
  readonly sit: (label: string) => Promise<void>;
  readonly restaff: (label: string) => Promise<void>;
};

/** Days between two audits: every item and every line of the ledger anew. */
const AUDIT_EVERY = 30;
const BACK_AFTER = 3 * 3_600_000;
/** The office works with the bot all day long, the others now and then. */
const OFFICE_ODDS = 0.08;
/** People who look at their phone at one time. */
const COMERS = 8;

/** Everything of one simulation, before its first day. */
function raise(plan: Plan, base: Settings, sabotage: Sabotage): Stage {
  const chance = dice(plan.seed);
  const made = bureau(plan.people, plan.units, chance.fork('bureau'));
  // How the leading group decides is the seed's: one member, all of them, or a majority (ADR 0010).
  const group = chance.fork('group').pick(['any', 'all', 'majority'] as const);
  const settings = {
    ...base,
    organization: { unitParents: ['0'], bureauDepartments: [made.body] },
    review: { ...base.review, group },
  };
  const kinds = new Set(plan.faults);
  const start = msOf(firstDay(chance.fork('start').int(340)), '00:00');
  const log = tape(start);
  const seen = witness();
  const feishu = fakeFeishu({ directory: made.directory, tape: log, dice: chance.fork('calls'), kinds });
  const machine = host({ settings, tape: log, feishu, witness: seen, dice: chance.fork('host'), sabotage });
  const agenda = new Agenda();
  const watch = inspector({ host: machine, feishu, witness: seen, tape: log, settings, bureau: made });
  const pushes = line({
    ...{ host: machine, agenda, tape: log, kinds },
    dice: chance.fork('line'),
    onAnswered: watch.answered,
  });
  const staff = staffing({ bureau: made, push: pushes.push, tape: log });
  const words = KNOWN.words.flatMap(({ words: [first] }) => first ?? []);
  let events = 0;
  const nextId = (): string => String(++events).padStart(7, '0');
  return {
    ...{ plan, chance, made, feishu, agenda, words },
    tape: log,
    host: machine,
    inspector: watch,
    async sit(label) {
      const own = chance.fork(`sitting ${label}`);
      const { admins, groupOf } = staff;
      const parts = { feishu, line: pushes, tape: log, dice: own, admins, groupOf, words, nextId };
      const all = staff.present();
      // Whoever has something waiting comes more often: three times out of four it is the first such of eight.
      const some = Array.from({ length: COMERS }, () => own.pick(all));
      const busy = own.chance(0.75)
        ? some.find((u) => feishu.inbox(u.openId).some((m) => m.card?.waits))
        : undefined;
      const office = own.chance(OFFICE_ODDS) ? all.filter((u) => admins.has(u.openId)) : [];
      const who = office.length > 0 ? own.pick(office) : (busy ?? own.pick(all));
      await people({ ...parts, onReply: watch.replied }).act(who);
    },
    restaff: (label) => staff.change(chance.fork(`staff ${label}`)),
  };
}

/** The first start: people from the directory, then posts, steps, roles and groups. */
async function open({ host: machine, made }: Stage): Promise<void> {
  await machine.wake();
  await machine.run(async (app) => {
    while (await app.syncPeople());
    await app.apply('seed', (world) => seedOrganization(world, made.seed));
    await app.tick();
  });
}

async function tickNow({ host: machine }: Stage): Promise<void> {
  await machine.wake();
  await machine.run((app) => app.tick());
  await machine.drain();
}

/** Puts a day's mishaps on the agenda; says whether the day is calm. */
function planMishaps(stage: Stage, midnight: number): boolean {
  const { feishu, agenda, host: machine, inspector: watch, tape: log, plan, chance } = stage;
  const date = dateAt(midnight);
  const before = feishu.mishaps.outage;
  const mishaps = mishapsOf(midnight, log.day, new Set(plan.faults), chance.fork(`mishaps ${date}`));
  // An outage may last into the next day.
  feishu.mishaps =
    before && before.to > midnight && !mishaps.outage ? { ...mishaps, outage: before } : mishaps;
  for (const { at, steps, down } of mishaps.crashes)
    agenda.add(at, async () => machine.crashAfter(steps, down));
  if (mishaps.outage) log.counts.outages += 1;
  const { jump } = mishaps;
  if (jump) {
    agenda.add(jump.at, async () => {
      log.counts.jumps += 1;
      if (jump.by > 0) log.time += jump.by;
      else log.offset = jump.by;
    });
    agenda.add(jump.at + BACK_AFTER, async () => {
      log.offset = 0;
    });
  }
  const calm = !feishu.mishaps.outage && mishaps.crashes.length === 0 && !jump;
  if (!calm)
    for (const day of [date, dateAt(midnight + DAY), dateAt(midnight + 2 * DAY)]) watch.disturbed(day);
  return calm;
}

function planDay(stage: Stage, midnight: number): void {
  const { agenda, chance, plan } = stage;
  const date = dateAt(midnight);
  const own = chance.fork(`day ${date}`);
  for (const at of ticksOf(date)) agenda.add(at, () => tickNow(stage));
  for (const [n, at] of sittingsOf(date, plan.people, plan.pace, own.fork('sittings')).entries())
    agenda.add(at, () => stage.sit(`${date} ${n}`));
  const moves = own.fork('moves');
  for (let n = 0; n < plan.people; n += 1)
    if (moves.chance(plan.turnover)) {
      const at = midnight + moves.int(DAY);
      agenda.add(at, () => stage.restaff(`${date} ${n}`));
    }
}

/** Plays the agenda until an instant. Stops at the first broken rule. */
async function playUntil({ agenda, tape: log }: Stage, until: number): Promise<void> {
  while (log.violations.length === 0) {
    const entry = agenda.next(until);
    if (!entry) break;
    log.time = Math.max(log.time, entry.at);
    await entry.run();
  }
  log.time = Math.max(log.time, until);
}

async function playDay(stage: Stage, wasCalm: boolean, { disk }: Sabotage): Promise<boolean> {
  const { tape: log, host: machine, inspector: watch } = stage;
  const midnight = msOf(dateAt(log.time), '00:00');
  const calm = planMishaps(stage, midnight);
  planDay(stage, midnight);
  if (isWorkingDay(dateAt(midnight))) log.counts.workingDays += 1;
  const end = midnight + DAY;
  await playUntil(stage, end - 60_000);
  if (log.violations.length > 0) return calm;
  await machine.wake();
  await disk?.(machine.disk);
  await watch.endOfDay(calm && wasCalm);
  if (log.day % AUDIT_EVERY === 0) await watch.audit();
  await playUntil(stage, Math.max(end, log.time));
  return calm;
}

export type Tools = {
  /** Hears of every day that is over; false ends the simulation there. */
  readonly onDay?: (day: number, counts: Counts) => boolean;
  readonly sabotage?: Sabotage;
};

/** Lives the days of a plan, or until a promise is broken. */
export async function simulate(
  plan: Plan,
  settings: Settings,
  { onDay, sabotage = {} }: Tools = {},
): Promise<Outcome> {
  const stage = raise(plan, settings, sabotage);
  const { tape: log, host: machine, inspector: watch } = stage;
  const from = dateAt(log.time);
  await open(stage);
  let calm = true;
  for (let going = true; going && log.day < plan.days && log.violations.length === 0; ) {
    log.day += 1;
    calm = await playDay(stage, calm, sabotage);
    going = onDay?.(log.day, log.counts) ?? true;
  }
  if (log.violations.length === 0) await watch.audit();
  const { seq = 0, hash = '' } = machine.store()?.status() ?? {};
  await machine.stop();
  return {
    ...{ plan, from, days: log.day, counts: log.counts, violations: log.violations },
    people: stage.made.directory.users.length,
    risks: watch.risks(),
    unused: [...KNOWN.commands.keys(), ...stage.words].filter((name) => !log.used.has(name)),
    ledger: { seq, hash },
  };
}
