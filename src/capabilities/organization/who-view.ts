import { divisionCard } from '../../../cards/organization/division.ts';
import { rolesCard } from '../../../cards/organization/roles.ts';
import { unitCard } from '../../../cards/organization/unit.ts';
import { unitsCard } from '../../../cards/organization/units.ts';
import type { CardRenderer, World } from '../../kernel/capability.ts';
import type { Organization, PersonId } from '../../kernel/people.ts';
import type { Json } from '../../store/store.ts';
import { isAdmin } from './answer.ts';
import { revOf } from './change.ts';
import { grantId } from './model.ts';

type Params = Readonly<Record<string, Json>>;
export const pageOf = (params: Params): number => (typeof params.page === 'number' ? params.page : 0);
const nameOf = (org: Organization, id: PersonId | undefined): string | undefined => org.active(id)?.name;

/** Name with what tells namesakes apart: employee number, else the unit. */
export const labelOf = (org: Organization, id: PersonId): string => {
  const person = org.people.get(id);
  if (!person) return id.slice(0, 8);
  return `${person.name}（${person.employeeNo ?? org.units.get(person.unit ?? '')?.name ?? '—'}）`;
};
export const choice = (org: Organization, id: PersonId) => ({ id, label: labelOf(org, id) });

/** Who may be in charge of units and divisions: the leading group, who is in charge already, and the bureau's leaders. */
const branchChoices = (org: Organization) => {
  const bureau = org.data.units.filter((u) => u.kind === 'bureau');
  const top = org.data.divisions.filter((d) =>
    bureau.some((u) => u.leader !== undefined && u.leader === d.head && u.id === d.unit),
  );
  const ids = new Set([
    ...org.granted('leading_group').map((p) => p.id),
    ...org.granted('principal_leader').map((p) => p.id),
    ...org.data.units.flatMap((u) => u.branchLeader ?? []),
    ...org.data.people.filter((p) => p.active && top.some((d) => d.id === p.division)).map((p) => p.id),
  ]);
  return org.actives([...ids]).map((p) => choice(org, p.id));
};

const admin =
  (draw: (world: World, id: string, params: Params) => ReturnType<CardRenderer>): CardRenderer =>
  async (world, id, params, viewer) =>
    isAdmin(world, viewer) ? draw(world, id, params) : undefined;

export const unitsView = admin(async ({ org }, _id, params) =>
  unitsCard({
    units: org.data.units
      .filter((u) => !u.gone)
      .map((u) => ({ id: u.id, name: u.name, posts: org.data.posts.filter((p) => p.unit === u.id).length })),
    page: pageOf(params),
  }),
);

export const unitView = admin(async ({ org, read }, id, params) => {
  const unit = org.units.get(id);
  if (!unit) return undefined;
  const officers = org.data.grants.filter(
    (g) => g.role === 'discipline_officer' && g.scope === id && org.active(g.person),
  );
  const candidates = org.data.people.filter(
    (p) => p.active && p.unit === id && p.id !== unit.leader && !officers.some((g) => g.person === p.id),
  );
  return unitCard({
    id,
    rev: await revOf(read, { kind: 'unit', id }),
    name: unit.name,
    leader: nameOf(org, unit.leader),
    branchLeader: nameOf(org, unit.branchLeader),
    officers: officers.map((g) => ({ grant: grantId(g), label: labelOf(org, g.person) })),
    chat: org.unitChat(id)?.name,
    divisions: org.divisionsOf(id).map((d) => ({ id: d.id, name: d.name, posts: org.postsIn(d.id).length })),
    branchChoices: branchChoices(org),
    officerChoices: candidates.map((p) => choice(org, p.id)),
    page: pageOf(params),
  });
});

export const divisionView = admin(async ({ org, read }, id, params) => {
  const division = org.divisions.get(id);
  if (!division) return undefined;
  const posts = org.postsIn(id);
  const people = org.data.people.filter((p) => p.active && p.division === id);
  const holders = new Set(posts.flatMap((p) => p.holders));
  return divisionCard({
    id,
    rev: await revOf(read, { kind: 'division', id }),
    unit: { id: division.unit, name: org.units.get(division.unit)?.name ?? '' },
    name: division.name,
    head: nameOf(org, division.head),
    branchLeader: nameOf(org, division.branchLeader),
    posts: posts.map((p) => ({
      id: p.id,
      name: p.name,
      kind: p.kind,
      holders: org.actives(p.holders).map((h) => h.name),
    })),
    withoutPost: people.filter((p) => !holders.has(p.id) && p.id !== division.head).map((p) => p.name),
    branchChoices: branchChoices(org),
    page: pageOf(params),
  });
});

const BUREAU_ROLES = [
  'principal_leader',
  'leading_group',
  'office_admin',
  'system_admin',
  'discipline_officer',
  'auditor',
  'tender_committee',
] as const;

/** Bureau-wide roles and who holds them. */
export const rolesView = admin(async ({ org }, _id, params) =>
  rolesCard({
    grants: BUREAU_ROLES.flatMap((role) =>
      org.data.grants
        .filter((g) => g.role === role && g.scope === '*')
        .map((g) => ({
          id: grantId(g),
          role,
          label: labelOf(org, g.person),
          active: org.active(g.person) !== undefined,
        })),
    ),
    page: pageOf(params),
  }),
);
