import { adminCard } from '../../../cards/organization/admin.ts';
import type { CardRenderer, ChatWord, Command } from '../../kernel/capability.ts';
import { isAdmin, type Screen, show } from './answer.ts';
import { stuckRows, unreachablePeople } from './delivery.ts';
import { type OnSubject, onSubject } from './inputs.ts';

/** The office admin's start card: what waits, and the way to everything. */
export const adminView: CardRenderer = async (world, _id, _params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const units = world.org.data.units.filter((u) => !u.gone);
  return adminCard({
    people: world.org.data.people.filter((p) => p.active).length,
    units: units.length,
    posts: world.org.data.posts.length,
    emptyPosts: world.org.data.posts.filter((p) => world.org.actives(p.holders).length === 0).length,
    unitsWithoutGroup: units.filter((u) => !world.org.unitChat(u.id)).length,
    unreachable: (await unreachablePeople(world)).length,
    undelivered: (await stuckRows(world)).length,
  });
};

const adminScreen: Screen = { card: 'organization.admin', about: 'stamp:organization', draw: adminView };

export const adminCommands = {
  'organization.admin': {
    input: onSubject,
    action: 'admin.office',
    run: (acting) => show(acting, adminScreen),
  } satisfies Command<OnSubject>,
};
export const adminWord: ChatWord = {
  words: ['管理', 'admin', 'administration'],
  action: 'admin.office',
  run: (acting) => show(acting, adminScreen),
};
