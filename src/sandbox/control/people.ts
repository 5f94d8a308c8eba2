import type { SandboxContext } from '../context.ts';
import { freshId } from '../ids.ts';
import type { SandboxChat } from '../protocol.ts';
import { botMembership, departmentObject, userObject } from '../push/events.ts';
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

export type DepartmentChange = { id: string; name?: string; leaderOpenId?: string };

export async function changeDepartment(box: SandboxContext, change: DepartmentChange): Promise<void> {
  const before = box.world.data.departments[change.id];
  if (!before) throw new ControlError(404, `no department ${change.id}`);
  const after = { ...before, ...change };
  box.world.data.departments[change.id] = after;
  box.world.changed();
  const order = Object.keys(box.world.data.departments).indexOf(change.id) + 1;
  const [was, is] = [before, after].map((d) =>
    box.grants.fields('department', departmentObject(d, order)),
  ) as [Fields, Fields];
  await box.push.event('contact.department.updated_v3', { object: is, old_object: changedFields(was, is) });
}

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

/** Tells the bot that its visible range changed. */
export async function changeScope(box: SandboxContext): Promise<void> {
  const none = { departments: [], users: [], user_groups: [] };
  await box.push.event('contact.scope.updated_v3', { added: none, removed: none });
}
