import type { SandboxContext } from '../context.ts';
import { freshId } from '../ids.ts';
import type { SandboxChat } from '../protocol.ts';
import { botMembership, departmentObject, userObject } from '../push/events.ts';
import type { SeedDepartment } from '../seed.ts';
import { systemWords } from '../words.ts';
import { viewOf } from '../world.ts';
import { ControlError } from './error.ts';

type Fields = Record<string, unknown>;
export type PersonChange = {
  openId: string;
  active?: boolean;
  departmentId?: string;
  leaderOpenId?: string | null;
};

/** Changes a person and fires contact.user.created, updated or deleted; waits for the first delivery. */
export async function changePerson(box: SandboxContext, change: PersonChange): Promise<void> {
  const before = box.world.data.people[change.openId];
  if (!before) throw new ControlError(404, `no person ${change.openId}`);
  if (change.departmentId !== undefined && !box.world.data.departments[change.departmentId])
    throw new ControlError(404, `no department ${change.departmentId}`);
  const after = {
    ...before,
    ...(change.active === undefined ? {} : { active: change.active }),
    ...(change.departmentId === undefined
      ? {}
      : { departmentIds: [change.departmentId], primaryDepartmentId: change.departmentId }),
    ...(change.leaderOpenId === undefined ? {} : { leaderOpenId: change.leaderOpenId ?? undefined }),
  };
  box.world.data.people[change.openId] = after;
  box.world.changed();
  const [was, is] = [before, after].map((p) => box.grants.fields('user', userObject(p))) as [Fields, Fields];
  if (before.active && !after.active) {
    const old = { department_ids: before.departmentIds, open_id: before.openId };
    await box.push.event('contact.user.deleted_v3', { object: is, old_object: old });
  } else if (!before.active && after.active) await box.push.event('contact.user.created_v3', { object: is });
  else await box.push.event('contact.user.updated_v3', { object: is, old_object: changedFields(was, is) });
}

/** Only the fields that differ, with their old values. */
const changedFields = (was: Fields, is: Fields): Fields =>
  Object.fromEntries(
    Object.entries(was).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(is[key])),
  );

export type DepartmentChange = {
  id: string;
  name?: string;
  parentId?: string;
  leaderOpenId?: string;
  deleted?: boolean;
};

/** Makes, changes or deletes a department and fires the event of it; a new one needs a name and a parent. */
export async function changeDepartment(box: SandboxContext, change: DepartmentChange): Promise<void> {
  const { departments } = box.world.data;
  const { deleted, ...rest } = change;
  const before = departments[change.id];
  const after = { ...before, ...rest };
  if (!isDepartment(after)) throw new ControlError(404, `no department ${change.id}`);
  if (deleted) delete departments[change.id];
  else departments[change.id] = after;
  box.world.changed();
  const order = Object.keys(departments).indexOf(change.id) + 1;
  const object = (d: SeedDepartment) => box.grants.fields('department', departmentObject(d, order));
  const status = { is_deleted: true };
  if (deleted) {
    const old = { status, open_department_id: change.id };
    await box.push.event('contact.department.deleted_v3', {
      object: { ...object(after), status },
      old_object: old,
    });
  } else if (!before) await box.push.event('contact.department.created_v3', { object: object(after) });
  else {
    const old = changedFields(object(before), object(after));
    await box.push.event('contact.department.updated_v3', { object: object(after), old_object: old });
  }
}

const isDepartment = (d: Partial<SeedDepartment>): d is SeedDepartment =>
  d.id !== undefined && d.name !== undefined && d.parentId !== undefined;

export type GroupChange = {
  chatId?: string;
  name?: string;
  members?: string[];
  botInside?: boolean;
  operator?: string;
};

/** Makes a group or changes one; when the bot comes in or goes out it hears of it. */
export async function changeGroup(box: SandboxContext, change: GroupChange): Promise<SandboxChat> {
  const chatId = change.chatId ?? freshId('oc_');
  const before = box.world.data.chats[chatId];
  if (!before && change.name === undefined) throw new ControlError(404, `no chat ${chatId}`);
  const chat: SandboxChat = {
    chatId,
    type: 'group',
    name: change.name ?? before?.name ?? '',
    members: change.members ?? before?.members ?? [],
    botInside: change.botInside ?? before?.botInside ?? false,
  };
  box.world.data.chats[chatId] = chat;
  box.world.changed();
  box.stream.publish({ type: 'chat', chat });
  if (chat.botInside !== (before?.botInside ?? false)) await tellMembership(box, chat, change.operator);
  return chat;
}

async function tellMembership(box: SandboxContext, chat: SandboxChat, by: string | undefined): Promise<void> {
  const operator = by ?? chat.members[0] ?? '';
  const text = chat.botInside
    ? systemWords.botAdded(box.app.botName)
    : systemWords.botRemoved(box.app.botName);
  const content = JSON.stringify({ text });
  const note = box.world.add({
    chatId: chat.chatId,
    from: 'bot',
    msgType: 'system',
    content,
    createdAt: box.clock.now(),
  });
  box.stream.publish({ type: 'message', message: viewOf(box.world, note) });
  const type = chat.botInside ? 'im.chat.member.bot.added_v1' : 'im.chat.member.bot.deleted_v1';
  await box.push.event(type, botMembership(chat, operator, box.app.tenantKey));
}

/** Dissolves a group: nobody can be reached in it any more. The bot hears of it when it was inside. */
export async function disbandGroup(box: SandboxContext, chatId: string, operator?: string): Promise<void> {
  const chat = box.world.data.chats[chatId];
  if (chat?.type !== 'group') throw new ControlError(404, `no group ${chatId}`);
  const empty: SandboxChat = { ...chat, members: [], botInside: false };
  box.world.data.chats[chatId] = empty;
  box.world.data.dissolved.push(chatId);
  box.world.changed();
  box.stream.publish({ type: 'chat', chat: empty });
  const by = operator ?? chat.members[0] ?? '';
  if (chat.botInside)
    await box.push.event('im.chat.disbanded_v1', botMembership(chat, by, box.app.tenantKey));
}

/** Tells the bot that its visible range changed. */
export async function changeScope(box: SandboxContext): Promise<void> {
  const none = { departments: [], users: [], user_groups: [] };
  await box.push.event('contact.scope.updated_v3', { added: none, removed: none });
}
