import { seedOrganization } from '../../capabilities/organization/index.ts';
import type { Settings } from '../../kernel/settings.ts';
import { Agenda } from '../agenda.ts';
import { type Bureau, bureau } from '../bureau.ts';
import { dateAt, msOf } from '../days.ts';
import { type Dice, dice } from '../dice.ts';
import { type Feishu, fakeFeishu } from '../feishu.ts';
import { type Host, host } from '../host.ts';
import { type Inspector, inspector } from '../inspector.ts';
import { type Line, line } from '../line.ts';
import { type Tape, tape } from '../tape.ts';
import { type Witness, witness } from '../witness.ts';

/** A bureau without faults, in which everybody does what the campaign asks of them. */
export type Size = { readonly people: number; readonly units: number };
export type Stage = {
  readonly size: Size;
  readonly chance: Dice;
  readonly bureau: Bureau;
  readonly settings: Settings;
  readonly tape: Tape;
  readonly feishu: Feishu;
  readonly witness: Witness;
  readonly host: Host;
  readonly line: Line;
  readonly agenda: Agenda;
  readonly inspector: Inspector;
  readonly nextId: () => string;
};

/** Nobody loses a card while it is being worked on. */
const KEPT = 400;

/** `from`: first local day, at midnight. */
export function raiseStage(
  size: Size & { readonly seed: string; readonly from: string },
  base: Settings,
): Stage {
  const chance = dice(size.seed);
  const made = bureau(size.people, size.units, chance.fork('bureau'));
  const settings = { ...base, organization: { unitParents: ['0'], bureauDepartments: [made.body] } };
  const log = tape(msOf(size.from, '00:00'));
  const kinds = new Set<never>();
  const seen = witness();
  const feishu = fakeFeishu({
    directory: made.directory,
    tape: log,
    dice: chance.fork('calls'),
    kinds,
    kept: KEPT,
  });
  const machine = host({ settings, tape: log, feishu, witness: seen, dice: chance.fork('host') });
  const agenda = new Agenda();
  const watch = inspector({ host: machine, feishu, witness: seen, tape: log, settings, bureau: made });
  const pushes = line({
    ...{ host: machine, agenda, tape: log, kinds },
    dice: chance.fork('line'),
    onAnswered: watch.answered,
  });
  let events = 0;
  return {
    ...{ size, chance, settings, feishu, agenda, bureau: made },
    tape: log,
    witness: seen,
    host: machine,
    line: pushes,
    inspector: watch,
    nextId: () => String(++events).padStart(7, '0'),
  };
}

/** The first start: people from the directory, then posts, steps, roles and groups. */
export async function openStage({ host: machine, bureau: made }: Stage): Promise<void> {
  await machine.wake();
  await machine.run(async (app) => {
    while (await app.syncPeople());
    await app.apply('seed', (world) => seedOrganization(world, made.seed));
    await app.tick();
  });
}

/** People with a role by the seed, in their order. */
export function withRole({ bureau: made, feishu }: Stage, role: string) {
  const { roles } = made.seed as { roles: readonly { person: string; role: string }[] };
  const numbers = roles.filter((r) => r.role === role).map((r) => r.person);
  return feishu.directory.users.filter((u) => numbers.includes(u.employeeNo ?? ''));
}

export const today = ({ tape: log }: Stage): string => dateAt(log.time);
