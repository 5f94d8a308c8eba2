import { bindCard } from '../../../cards/organization/bind.ts';
import { chatsCard } from '../../../cards/organization/chats.ts';
import type { CardRenderer } from '../../kernel/capability.ts';
import { isAdmin } from './answer.ts';
import { allOf } from './load.ts';
import type { ChatBody } from './model.ts';

const pageOf = (params: Readonly<Record<string, unknown>>): number =>
  typeof params.page === 'number' ? params.page : 0;

/** Which purpose a group serves, and the choice of another. */
export const bindView: CardRenderer = async (world, id, params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const chat = await world.read.get<ChatBody>({ kind: 'chat', id });
  if (!chat) return undefined;
  const taken = new Map(world.org.data.chats.map((c) => [c.unit, c.name]));
  return bindCard({
    chat: id,
    rev: chat.rev,
    name: chat.body.name,
    inside: chat.body.inside,
    purpose: chat.body.purpose,
    unit: chat.body.unit === undefined ? undefined : world.org.units.get(chat.body.unit)?.name,
    units: world.org.data.units
      .filter((u) => !u.gone)
      .map((u) => ({ id: u.id, name: u.name, bound: taken.has(u.id) }))
      // A new group is nearly always for a unit that has none.
      .sort((a, b) => Number(a.bound) - Number(b.bound)),
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
      unit: d.body.unit === undefined ? undefined : world.org.units.get(d.body.unit)?.name,
    })),
    unitsWithout: without.map((u) => u.name),
    page: pageOf(params),
  });
};
