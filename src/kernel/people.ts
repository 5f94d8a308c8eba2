import type { PostKind, RiskLevel, TripleMajor } from './grade.ts';
import type { LocalDate } from './time.ts';

/** open_id of the person in Feishu, `ou_…`. */
export type PersonId = string;

export type Role =
  | 'staff'
  | 'division_head'
  | 'unit_leader'
  | 'branch_leader'
  | 'principal_leader'
  | 'discipline_officer'
  | 'office_admin'
  | 'leading_group'
  | 'auditor'
  /** 招投标监察委员会: reviews risks of tendering and procurement beside the chain (S7). */
  | 'tender_committee'
  | 'system_admin';

export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly enName?: string;
  readonly employeeNo?: string;
  readonly jobTitle?: string;
  readonly division: string | undefined;
  readonly unit: string | undefined;
  /** leader_user_id of Feishu: used when nothing better is known. */
  readonly leader?: PersonId;
  /** False: resigned, frozen or out of the data range. An inactive person can do nothing. */
  readonly active: boolean;
  /** Feishu's code when a message could not be delivered (230013, 230053), cleared by the next success. */
  readonly unreachable?: number;
};
export type Unit = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'bureau' | 'affiliated';
  readonly order: number;
  /** First person responsible of the unit (第一责任人). */
  readonly leader?: PersonId;
  /** The bureau's leader in charge of this unit (分管领导). */
  readonly branchLeader?: PersonId;
  /** No longer in Feishu: kept, since risks and posts name it, but not offered any more. */
  readonly gone?: true;
};
export type Division = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly order: number;
  readonly head?: PersonId;
  readonly branchLeader?: PersonId;
  readonly gone?: true;
};
/** One person in one post (S61). Without `from`: since before it was kept; without `to`: still there. */
export type Term = { readonly person: PersonId; readonly from?: LocalDate; readonly to?: LocalDate };
export type Post = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly division: string;
  readonly kind: PostKind;
  /** 职责定位, 法定权限, 法律依据 (S61). */
  readonly duty?: string;
  readonly authority?: string;
  readonly basis?: string;
  readonly holders: readonly PersonId[];
  /** Who held it from when to when, oldest first. */
  readonly terms?: readonly Term[];
};
/** 突出问题 (S64) · 关键环节, 重点领域 (S4) · 经营, 服务保障 (S44). 重要岗位 follows from the post's kind. */
export const STEP_TAGS = ['prominent', 'keyStep', 'keyArea', 'operating', 'service'] as const;
export type StepTag = (typeof STEP_TAGS)[number];
/** 教育 / 制度 / 监督 / 技术 (S6, S80). */
export const MEASURE_KINDS = ['education', 'institution', 'supervision', 'technology'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];
/** A process step with its power item: of a post, or of a division or unit when `post` (and `division`) is missing. */
export type Step = {
  readonly id: string;
  readonly unit: string;
  readonly division?: string;
  readonly post?: string;
  readonly powerItem: string;
  readonly name: string;
  /** Typical risk of this step, offered as title. */
  readonly title?: string;
  readonly measure?: string;
  readonly tripleMajor: readonly TripleMajor[];
  readonly area?: string;
  readonly tags?: readonly StepTag[];
  /** What the usual measure works by. */
  readonly measureKinds?: readonly MeasureKind[];
};
/** A role that Feishu does not know. `scope`: a unit id, or '*' for the whole bureau. */
export type RoleGrant = { readonly person: PersonId; readonly role: Role; readonly scope: string };
/** `person` decides what `absent` holds, from the one day to the other, both included (代理, domain.md §6.4). */
export type StandIn = {
  readonly id: string;
  readonly absent: PersonId;
  readonly person: PersonId;
  readonly from: LocalDate;
  readonly to: LocalDate;
};
export type ChatPurpose = 'unit' | 'division' | 'leading_group' | 'discipline' | 'other';
/** Most figures a group may be shown, least first: none, counts of its own unit, of the whole bureau, also by unit. */
export const CHAT_CEILINGS = ['none', 'own', 'bureau', 'units'] as const;
export type ChatCeiling = (typeof CHAT_CEILINGS)[number];
/** A group bound to a unit or division (publicity, monthly summary), to a purpose of the whole bureau, or for notices only. */
export type ChatBinding = {
  readonly chat: string;
  readonly purpose: ChatPurpose;
  readonly unit?: string;
  readonly division?: string;
  readonly name: string;
  /** What the office admin allowed; without it the config's ceiling of the purpose holds. */
  readonly ceiling?: ChatCeiling;
};

export type OrganizationData = {
  readonly people: readonly Person[];
  readonly units: readonly Unit[];
  readonly divisions: readonly Division[];
  readonly posts: readonly Post[];
  readonly steps: readonly Step[];
  readonly grants: readonly RoleGrant[];
  readonly chats: readonly ChatBinding[];
  /** Not ended; the days decide which of them count. */
  readonly standIns?: readonly StandIn[];
  /** Pairs that may not review one another's risks: spouses and near relatives as the office knows them. */
  readonly relations?: readonly (readonly [PersonId, PersonId])[];
};

/** Where a risk hangs: what decides who reviews it and who may see it. */
export type Place = {
  readonly level: RiskLevel;
  readonly unit: string;
  readonly division?: string;
  readonly post?: string;
};

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((i) => [i.id, i]));

/** Items by key, in their order; asked thousands of times for each time the organisation changes. */
function grouped<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): (key: string) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return (key) => groups.get(key) ?? [];
}

/** Answers each question once; the data never changes. */
function remembered<T>(answer: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = answer(key);
    known.set(key, found);
    return found;
  };
}

/** Who leads what by the organisation's own documents, and what was granted. */
function rolesIn(data: OrganizationData): (person: PersonId) => ReadonlySet<Role> {
  const held = new Map<PersonId, Set<Role>>();
  const add = (person: PersonId | undefined, role: Role): void => {
    if (person === undefined) return;
    const roles = held.get(person) ?? new Set<Role>(['staff']);
    held.set(person, roles.add(role));
  };
  for (const d of data.divisions) add(d.head, 'division_head');
  for (const u of data.units) add(u.leader, 'unit_leader');
  for (const place of [...data.units, ...data.divisions]) add(place.branchLeader, 'branch_leader');
  for (const g of data.grants) add(g.person, g.role);
  const staff: ReadonlySet<Role> = new Set<Role>(['staff']);
  return (person) => held.get(person) ?? staff;
}

/** Read model of who is who, made from stored documents; immutable, so one snapshot serves a whole handling. */
export type Organization = ReturnType<typeof organization>;

/** Who stands in for whom on a day. Looked up once each way: nobody reaches further than that, so it never chains. */
function standingIn(standIns: readonly StandIn[], today: LocalDate | undefined) {
  const current = standIns.filter((s) => today !== undefined && s.from <= today && today <= s.to);
  const ofAbsent = grouped(current, (s) => [s.absent]);
  const ofPerson = grouped(current, (s) => [s.person]);
  return {
    standInsFor: (absent: PersonId): readonly PersonId[] => ofAbsent(absent).map((s) => s.person),
    absentFor: (person: PersonId): readonly PersonId[] => ofPerson(person).map((s) => s.absent),
    standIn: (person: PersonId, absent: PersonId): StandIn | undefined =>
      ofPerson(person).find((s) => s.absent === absent),
  };
}

/** `today`: the local day that says which stand-ins count; without it none does. */
export function organization(data: OrganizationData, today?: LocalDate) {
  const people = byId(data.people);
  const units = byId(data.units);
  const divisions = byId(data.divisions);
  const posts = byId(data.posts);
  const steps = byId(data.steps);
  const active = (id: PersonId | undefined): Person | undefined => {
    const person = id === undefined ? undefined : people.get(id);
    return person?.active ? person : undefined;
  };
  const actives = (ids: readonly (PersonId | undefined)[]): readonly Person[] =>
    [...new Set(ids)].map(active).filter((p): p is Person => p !== undefined);
  const grantsOf = grouped(data.grants, (g) => [g.role]);
  const grantedIn = remembered((asked): readonly Person[] => {
    const [role = '', unit] = asked.split('|');
    const fits = (g: RoleGrant): boolean => unit === undefined || g.scope === unit || g.scope === '*';
    return actives(
      grantsOf(role)
        .filter(fits)
        .map((g) => g.person),
    );
  });
  const granted = (role: Role, unit?: string): readonly Person[] =>
    grantedIn(unit === undefined ? role : `${role}|${unit}`);
  const postsOf: (person: PersonId) => readonly Post[] = grouped(data.posts, (p) => p.holders);
  const rolesById = rolesIn(data);
  const rolesOf = (person: Person): ReadonlySet<Role> => rolesById(person.id);
  const stepsIn = grouped(data.steps, (s) => [s.unit]);
  const divisionsIn = grouped(
    data.divisions.filter((d) => !d.gone),
    (d) => [d.unit],
  );
  const postsIn = grouped(data.posts, (p) => [p.division]);
  const related = grouped(data.relations ?? [], (pair) => pair);
  const { standInsFor, ...standing } = standingIn(data.standIns ?? [], today);
  return {
    data,
    people,
    units,
    divisions,
    posts,
    steps,
    active,
    actives,
    granted,
    postsOf,
    rolesOf,
    ...standing,
    /** Who may decide today in place of an absent person; a stand-in's own stand-in may not. */
    standInsFor: (absent: PersonId): readonly PersonId[] => actives(standInsFor(absent)).map((p) => p.id),
    /** Near relatives as the office declared them. */
    relativesOf: (person: PersonId): readonly PersonId[] =>
      related(person).flatMap((pair) => pair.filter((id) => id !== person)),
    hasRole: (person: Person, role: Role, unit?: string): boolean =>
      granted(role, unit).some((p) => p.id === person.id) ||
      (unit === undefined && rolesOf(person).has(role)),
    /** Steps that a risk at this place can name: the post's own first, then the division's, then the unit's. */
    stepsAt: (place: Place): readonly Step[] => {
      const there = stepsIn(place.unit);
      const own = there.filter((s) => s.division === place.division && s.post === place.post);
      if (place.level === 'post' || own.length > 0) return own;
      return there.filter((s) => place.division === undefined || s.division === place.division);
    },
    unitChat: (unit: string): ChatBinding | undefined =>
      data.chats.find((c) => c.purpose === 'unit' && c.unit === unit),
    divisionChat: (division: string): ChatBinding | undefined =>
      data.chats.find((c) => c.purpose === 'division' && c.division === division),
    chatFor: (purpose: ChatPurpose): ChatBinding | undefined => data.chats.find((c) => c.purpose === purpose),
    bindingOf: (chat: string): ChatBinding | undefined => data.chats.find((c) => c.chat === chat),
    divisionsOf: (unit: string): readonly Division[] => divisionsIn(unit),
    postsIn: (division: string): readonly Post[] => postsIn(division),
    /** The division's branch leader, else the unit's. */
    branchLeaderOf: (place: Place): Person | undefined =>
      active(place.division === undefined ? undefined : divisions.get(place.division)?.branchLeader) ??
      active(units.get(place.unit)?.branchLeader),
    principal: (): Person | undefined => granted('principal_leader')[0],
    placeName: (place: Place): string =>
      [
        units.get(place.unit)?.name,
        place.division === undefined ? undefined : divisions.get(place.division)?.name,
        place.post === undefined ? undefined : posts.get(place.post)?.name,
      ]
        .filter((n) => n !== undefined)
        .join(' · '),
  };
}
