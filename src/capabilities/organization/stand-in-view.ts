import { type StandInView, standInCard, standInsCard } from '../../../cards/organization/stand-in.ts';
import type { CardRenderer, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Organization, Person, PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { StandInBody, StandInDoc, StandInSecret } from './model.ts';
import { labelOf } from './who-view.ts';

/** Entries on one card with their buttons. */
const SHOWN = 6;
/** Each option costs two of the 200 tagged objects. */
const CHOICES = 30;

const stateOf = ({ ended, from, to }: StandInBody, today: string): StandInView['state'] =>
  ended ? 'ended' : to < today ? 'over' : from > today ? 'ahead' : 'running';

export const mayEnd = (world: World, { body }: StandInDoc, viewer: Person): boolean =>
  may(viewer, 'standIn.end', world.org, { person: body.absent, holders: [body.person] });

function viewOf(world: World, doc: StandInDoc, viewer: Person): StandInView {
  const { body } = doc;
  const state = stateOf(body, world.today);
  return {
    id: doc.id,
    rev: doc.rev,
    person: labelOf(world.org, body.person),
    absent: labelOf(world.org, body.absent),
    basis: doc.sealed?.basis ?? '—',
    from: body.from,
    to: body.to,
    state,
    mayEnd: (state === 'ahead' || state === 'running') && mayEnd(world, doc, viewer),
  };
}

/** What has neither ended nor run out, the earliest first. */
export async function standing(world: Pick<World, 'read' | 'today'>): Promise<readonly StandInDoc[]> {
  const docs = await allOf<StandInBody, StandInSecret>(world.read, 'standIn', {
    index: 'live',
    from: world.today,
  });
  return docs.toSorted((a, b) => a.body.from.localeCompare(b.body.from) || (a.id < b.id ? -1 : 1));
}

/** Who could stand in for somebody: the own division, those who lead it, and peers in the same office. */
export function nearTo(org: Organization, person: Person): readonly PersonId[] {
  const unit = org.units.get(person.unit ?? '');
  const division = org.divisions.get(person.division ?? '');
  const roles = (['leading_group', 'discipline_officer', 'tender_committee'] as const).filter((r) =>
    org.hasRole(person, r),
  );
  const heads = org.divisionsOf(unit?.id ?? '').map((d) => d.head);
  const near = [
    division?.head,
    unit?.leader,
    ...roles.flatMap((r) => org.granted(r).map((p) => p.id)),
    ...heads,
    ...org.data.people
      .filter((p) => p.division !== undefined && p.division === person.division)
      .map((p) => p.id),
  ];
  return org
    .actives(near)
    .map((p) => p.id)
    .filter((id) => id !== person.id)
    .slice(0, CHOICES);
}

/** 代理, for one viewer: the own ones, for the office admin all of them, and the form. */
export const standInsView: CardRenderer = async (world, _id, _params, viewer) => {
  if (!viewer) return undefined;
  const admin = world.org.hasRole(viewer, 'office_admin');
  const concerns = ({ body }: StandInDoc): boolean => body.absent === viewer.id || body.person === viewer.id;
  const docs = (await standing(world)).filter((d) => admin || concerns(d));
  const own = docs.filter(concerns);
  const all = [...own, ...docs.filter((d) => !concerns(d))];
  return standInsCard({
    items: all.slice(0, SHOWN).map((d) => viewOf(world, d, viewer)),
    more: Math.max(0, all.length - SHOWN),
    admin,
    choices: nearTo(world.org, viewer).map((id) => ({ id, label: labelOf(world.org, id) })),
    today: world.today,
  });
};

/** `organization.standIn`, about `standIn:SI-…`, for the two it concerns. */
export const standInView: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await world.read.get<StandInBody, StandInSecret>({ kind: 'standIn', id });
  if (!doc || !viewer || !mayEnd(world, doc, viewer)) return undefined;
  return standInCard(viewOf(world, doc, viewer));
};
