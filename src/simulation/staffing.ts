import type { DirectoryUser } from '../feishu/directory.ts';
import type { Bureau } from './bureau.ts';
import type { Dice } from './dice.ts';
import type { Line } from './line.ts';
import { nameOf } from './phrases.ts';
import type { Tape } from './tape.ts';

export type Staffing = {
  /** Who can sit down with the bot. Somebody who left keeps the app open for a while: they are in here too. */
  present(): readonly DirectoryUser[];
  readonly admins: ReadonlySet<string>;
  groupOf(user: DirectoryUser): string | undefined;
  /** Somebody leaves, joins or moves to another division; Feishu tells the bot. */
  change(dice: Dice): Promise<void>;
};

type Seed = { readonly roles: readonly { readonly person: string; readonly role: string }[] };
const unitOf = (department: string): string => department.replace(/d\d+$/, '');

export function staffing({
  bureau,
  push,
  tape,
}: {
  bureau: Bureau;
  push: Line['push'];
  tape: Tape;
}): Staffing {
  const { directory, chats } = bureau;
  const { departments, users } = directory;
  const numbers = new Set(
    (bureau.seed as Seed).roles.filter((r) => r.role === 'office_admin').map((r) => r.person),
  );
  let changes = 0;

  function move(index: number, dice: Dice): void {
    const user = users[index];
    const places = departments.filter((d) => /d\d\d+$/.test(d.id));
    if (!user || places.length === 0) return;
    const { id } = dice.pick(places);
    users[index] = { ...user, departmentIds: [id], primaryDepartmentId: id };
  }
  function join(dice: Dice): void {
    const n = users.length;
    const like = dice.pick(users);
    users.push({
      ...like,
      openId: `ou_${String(n).padStart(4, '0')}`,
      employeeNo: String(20000 + n),
      name: nameOf(n),
      active: true,
    });
  }

  return {
    present: () => users,
    admins: new Set(users.filter((u) => numbers.has(u.employeeNo ?? '')).map((u) => u.openId)),
    groupOf: (user) =>
      chats.find((c) => c.purpose === 'unit' && c.chat === `oc_${unitOf(user.primaryDepartmentId).slice(3)}`)
        ?.chat,
    async change(dice) {
      const index = dice.int(users.length);
      const user = users[index];
      const lot = dice.next();
      if (lot < 0.35 && user) {
        users[index] = { ...user, active: !user.active };
        if (user.active) tape.left.set(user.openId, tape.time);
        else tape.left.delete(user.openId);
      } else if (lot < 0.7) move(index, dice);
      else join(dice);
      changes += 1;
      await push({
        kind: 'contact',
        cause: `evt:contact${changes}`,
        what: 'contact.user.updated_v3',
        at: new Date(tape.now).toISOString(),
      });
    },
  };
}
