import { composition } from './app.ts';
import { type OrganizationData, organization, type Person, type Role } from './kernel/people.ts';
import { may, type PolicyAction, type PolicyObject, policyActions, whomToAsk } from './kernel/policy.ts';

/** all: everywhere · area: at the own place · step: when holding it · own: the own ones only · no */
export type Reach = 'all' | 'area' | 'own+step' | 'step' | 'own' | 'no';
export type PermissionRow = {
  readonly action: PolicyAction;
  readonly reach: Readonly<Record<ShownRole, Reach>>;
  /** Commands of the bot that ask for it. */
  readonly commands: readonly string[];
};

const SHOWN = {
  staff: '人员 staff',
  division_head: '部门 head',
  unit_leader: '单位 unit',
  branch_leader: '分管 branch',
  principal_leader: '一把手 chief',
  leading_group: '领导小组 group',
  office_admin: '办公室 office',
  discipline_officer: '纪检 officer',
  auditor: '审计 auditor',
} as const satisfies Partial<Record<Role, string>>;
export type ShownRole = keyof typeof SHOWN;
export const shownRoles = Object.keys(SHOWN) as readonly ShownRole[];

/** A made-up bureau in which each role is one person: unit U with division D is theirs, V with E is not. */
const sampleOf = (role: ShownRole): Person => ({
  id: `ou_${role}`,
  name: role,
  unit: 'U',
  division: 'D',
  active: true,
});
const SAMPLE: OrganizationData = {
  people: [...shownRoles.map(sampleOf), { ...sampleOf('staff'), id: 'ou_else' }],
  units: [
    {
      id: 'U',
      name: 'U',
      kind: 'bureau',
      order: 0,
      leader: 'ou_unit_leader',
      branchLeader: 'ou_branch_leader',
    },
    { id: 'V', name: 'V', kind: 'affiliated', order: 1 },
  ],
  divisions: [
    { id: 'D', name: 'D', unit: 'U', order: 0, head: 'ou_division_head' },
    { id: 'E', name: 'E', unit: 'V', order: 0 },
  ],
  posts: [],
  steps: [],
  grants: (
    ['principal_leader', 'leading_group', 'office_admin', 'discipline_officer', 'auditor'] as const
  ).map((role) => ({ person: `ou_${role}`, role, scope: '*' })),
  chats: [],
};

const HERE: PolicyObject = {
  place: { level: 'division', unit: 'U', division: 'D' },
  declarer: 'ou_else',
  subjects: ['ou_else'],
  holders: ['ou_else'],
  signers: [],
  person: 'ou_else',
};
const AWAY: PolicyObject = { ...HERE, place: { level: 'division', unit: 'V', division: 'E' } };

function reachOf(role: ShownRole, action: PolicyAction): Reach {
  const org = organization(SAMPLE);
  const person = sampleOf(role);
  const asks = (on: PolicyObject): boolean => may(person, action, org, on);
  if (asks(AWAY)) return 'all';
  if (asks(HERE)) return 'area';
  const step = asks({ ...AWAY, holders: [person.id] });
  const own = asks({ ...AWAY, declarer: person.id, person: person.id });
  return step && own ? 'own+step' : step ? 'step' : own ? 'own' : 'no';
}

/** Every action with what each role may do, found by asking the policy itself, and the commands behind it. */
export function permissions(): readonly PermissionRow[] {
  const { registry } = composition();
  const asking = [
    ...[...registry.commands].map(([name, c]) => [c.action, name] as const),
    ...registry.words.map((w) => [w.action, `“${w.words[0]}”`] as const),
  ];
  return policyActions.map((action) => ({
    action,
    reach: Object.fromEntries(shownRoles.map((r) => [r, reachOf(r, action)])) as PermissionRow['reach'],
    commands: asking.filter(([a]) => a === action).map(([, name]) => name),
  }));
}

/** A column's width on a terminal: a Chinese character takes two cells. */
const widthOf = (s: string): number =>
  [...s].reduce((n, c) => n + ((c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
const pad = (s: string, width: number): string => s + ' '.repeat(Math.max(1, width - widthOf(s)));
const COLUMN = 15;
const NAMED = 20;

/** The table as `npm run check -- --permissions` prints it. */
export function permissionTable(): string {
  const rows = permissions();
  const line = (first: string, cells: readonly string[]): string =>
    pad(first, NAMED) +
    cells
      .map((c) => pad(c, COLUMN))
      .join('')
      .trimEnd();
  return [
    line(
      '',
      shownRoles.map((r) => SHOWN[r]),
    ),
    ...rows.map((row) =>
      line(
        row.action,
        shownRoles.map((r) => (row.reach[r] === 'no' ? '—' : row.reach[r])),
      ),
    ),
    '',
    'all 全部 everywhere · area 本人负责的范围 own place · step 承办该环节时 while holding the step · own 仅本人的 own ones only · — 否 no',
    '',
    ...rows.map(
      (row) =>
        `${pad(row.action, NAMED)}${row.commands.join(' ') || '—'}\n${pad('', NAMED)}否则 / else: ${whomToAsk(row.action)['zh-CN']} ${whomToAsk(row.action)['en-US']}`,
    ),
  ].join('\n');
}
