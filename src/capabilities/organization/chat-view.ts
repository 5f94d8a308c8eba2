import { bindCard } from '../../../cards/organization/bind.ts';
import { bindDivisionCard } from '../../../cards/organization/bind-division.ts';
import { chatsCard } from '../../../cards/organization/chats.ts';
import type { CardRenderer, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { ceilingOf, ceilingsFor } from '../../kernel/policy.ts';
import { isAdmin } from './answer.ts';
import type { ChatBody } from './model.ts';

const pageOf = (params: Readonly<Record<string, unknown>>): number =>
  typeof params.page === 'number' ? params.page : 0;

/** Unit, or unit and division, of a bound group. */
function boundTo({ org }: World, { unit, division }: ChatBody): string | undefined {
  const names = [
    unit === undefined ? undefined : org.units.get(unit)?.name,
    division === undefined ? undefined : org.divisions.get(division)?.name,
  ].filter((n) => n !== undefined);
  return names.length > 0 ? names.join(' · ') : undefined;
}

/** Which purpose a group serves, and the choice of another. */
export const bindView: CardRenderer = async (world, id, params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const chat = await world.read.get<ChatBody>({ kind: 'chat', id });
  if (!chat) return undefined;
  const taken = new Set(world.org.data.chats.filter((c) => c.purpose === 'unit').map((c) => c.unit));
  return bindCard({
    chat: id,
    rev: chat.rev,
    name: chat.body.name,
    inside: chat.body.inside,
    purpose: chat.body.purpose,
    unit: boundTo(world, chat.body),
    ceiling: ceilingOf(world.org.bindingOf(id), world.settings.summary.ceilings),
    ceilings: chat.body.purpose ? ceilingsFor(chat.body.purpose) : [],
    units: world.org.data.units
      .filter((u) => !u.gone)
      .map((u) => ({ id: u.id, name: u.name, bound: taken.has(u.id) }))
      // A new group is nearly always for a unit that has none.
      .sort((a, b) => Number(a.bound) - Number(b.bound)),
    page: pageOf(params),
  });
};

/** Divisions to bind a group to, in the organisation's order. */
export const bindDivisionView: CardRenderer = async (world, id, params, viewer) => {
  const chat = isAdmin(world, viewer) ? await world.read.get<ChatBody>({ kind: 'chat', id }) : undefined;
  if (!chat) return undefined;
  const { org } = world;
  return bindDivisionCard({
    chat: id,
    rev: chat.rev,
    name: chat.body.name,
    divisions: [...org.units.keys()].flatMap((unit) =>
      org.divisionsOf(unit).map((d) => ({
        id: d.id,
        name: d.name,
        unit: org.units.get(unit)?.name ?? '',
        bound: org.divisionChat(d.id) !== undefined,
      })),
    ),
    page: pageOf(params),
  });
};

/** All groups the bot is in, and the units that have none yet. */
export const chatsView: CardRenderer = async (world, _id, params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const docs = (await allOf<ChatBody>(world.read, 'chat')).filter((d) => d.body.inside);
  const without = world.org.data.units.filter((u) => !u.gone && !world.org.unitChat(u.id));
  return chatsCard({
    chats: docs.map((d) => ({
      id: d.id,
      name: d.body.name,
      purpose: d.body.purpose,
      unit: boundTo(world, d.body),
    })),
    unitsWithout: without.map((u) => u.name),
    page: pageOf(params),
  });
};
