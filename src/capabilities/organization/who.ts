import { refusals, said } from '../../../cards/organization/text.ts';
import type { Acting, ChatWord, Command, Outcome } from '../../kernel/capability.ts';
import type { RoleGrant } from '../../kernel/people.ts';
import type { Doc, Put } from '../../store/store.ts';
import { done, refused, type Screen, show } from './answer.ts';
import { organizationChange } from './change.ts';
import { edit, isActive } from './edit.ts';
import { type OnSubject, onSubject } from './inputs.ts';
import { type DivisionBody, grantId, type UnitBody } from './model.ts';
import { divisionView, rolesView, unitsView, unitView } from './who-view.ts';

const page = (n: number) => ({ page: n });
export const unitsScreen = (n = 0): Screen => ({
  card: 'organization.units',
  about: 'stamp:organization',
  params: page(n),
  draw: unitsView,
});
const unitScreen = (id: string, n = 0): Screen => ({
  card: 'organization.unit',
  about: `unit:${id}`,
  params: page(n),
  draw: unitView,
});
const divisionScreen = (id: string, n = 0): Screen => ({
  card: 'organization.division',
  about: `division:${id}`,
  params: page(n),
  draw: divisionView,
});
const rolesScreen = (n = 0): Screen => ({
  card: 'organization.roles',
  about: 'stamp:organization',
  params: page(n),
  draw: rolesView,
});

const setUnitBranch = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  edit<UnitBody>(
    acting,
    input,
    'unit',
    unitScreen(input.id),
    (body) =>
      isActive(acting, input.option) ? { ...body, branchLeader: input.option } : refusals.noSuchPerson,
    {
      people: input.option === undefined ? [] : [input.option],
    },
  );

const setDivisionBranch = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  edit<DivisionBody>(
    acting,
    input,
    'division',
    divisionScreen(input.id),
    (body) =>
      isActive(acting, input.option) ? { ...body, branchLeader: input.option } : refusals.noSuchPerson,
    { divisions: [input.id] },
  );

async function addOfficer(acting: Acting, input: OnSubject): Promise<Outcome> {
  const unit = acting.org.units.get(input.id);
  const person = acting.org.active(input.option);
  const screen = unitScreen(input.id);
  if (!unit) return { kind: 'invalid', why: refusals.gone };
  if (!person) return refused(acting, refusals.noSuchPerson, screen);
  if (unit.leader === person.id || acting.org.granted('office_admin').some((p) => p.id === person.id))
    return refused(acting, refusals.twoDuties, screen);
  const grant: RoleGrant = { person: person.id, role: 'discipline_officer', scope: unit.id };
  const ref = { kind: 'grant', id: grantId(grant) };
  if (await acting.read.get(ref)) return show(acting, screen);
  const put: readonly Put[] = [{ ...ref, rev: 0, body: grant }];
  const event = {
    type: 'role.granted',
    about: `grant:${ref.id}`,
    by: acting.actor.id,
    at: acting.now,
    data: { role: grant.role, scope: grant.scope },
  };
  const change = await organizationChange(acting, acting.actor.id, {
    put,
    moved: { people: [person.id] },
    events: [event],
    touches: [`unit:${unit.id}`],
  });
  return done(change, screen, said.saved);
}

async function revoke(acting: Acting, input: OnSubject, screen: Screen): Promise<Outcome> {
  const doc: Doc<RoleGrant> | undefined = await acting.read.get<RoleGrant>({ kind: 'grant', id: input.id });
  if (!doc) return refused(acting, refusals.gone, screen);
  const { role, scope, person } = doc.body;
  const left = acting.org.granted('office_admin').filter((p) => p.id !== person);
  if (role === 'office_admin' && left.length === 0) return refused(acting, refusals.lastAdmin, screen);
  const change = await organizationChange(acting, acting.actor.id, {
    remove: [{ kind: 'grant', id: doc.id, rev: doc.rev }],
    moved: { people: [person] },
    events: [
      {
        type: 'role.revoked',
        about: `grant:${doc.id}`,
        by: acting.actor.id,
        at: acting.now,
        data: { role, scope },
      },
    ],
    ...(scope === '*' ? {} : { touches: [`unit:${scope}`] }),
  });
  return done(change, screen, said.saved);
}

const command = (run: (acting: Acting, input: OnSubject) => Promise<Outcome>): Command<OnSubject> => ({
  input: onSubject,
  action: 'admin.office',
  run,
});

export const whoCommands = {
  'organization.units': command((acting, input) => show(acting, unitsScreen(input.page))),
  'organization.unit': command((acting, { id, option, page: n }) =>
    show(acting, unitScreen(option ?? id, n)),
  ),
  'organization.division': command((acting, { id, option, page: n }) =>
    show(acting, divisionScreen(option ?? id, n)),
  ),
  'organization.roles': command((acting, input) => show(acting, rolesScreen(input.page))),
  'organization.setUnitBranch': command(setUnitBranch),
  'organization.setDivisionBranch': command(setDivisionBranch),
  'organization.addOfficer': command(addOfficer),
  'organization.revokeOfficer': command((acting, input) =>
    revoke(acting, input, unitScreen(input.to ?? '-')),
  ),
  'organization.revokeRole': command((acting, input) => revoke(acting, input, rolesScreen())),
};

/** 谁是谁: units, divisions, posts and who holds them. */
export const whoWord: ChatWord = {
  words: ['谁是谁', '岗位与人员', 'who'],
  action: 'admin.office',
  run: (acting) => show(acting, unitsScreen()),
};
