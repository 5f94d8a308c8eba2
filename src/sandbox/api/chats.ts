import type { SandboxChat } from '../protocol.ts';
import { type ApiRoute, type Call, page, param } from './call.ts';
import { ApiError } from './error.ts';

function chatOf(call: Call): SandboxChat {
  const chat = call.box.world.data.chats[param(call, 'chat_id')];
  if (!chat) throw new ApiError(232006, 'Your request specifies a chat_id which is invalid.');
  return chat;
}

function insideOf(call: Call): SandboxChat {
  const chat = chatOf(call);
  if (call.box.world.data.dissolved.includes(chat.chatId))
    throw new ApiError(232009, 'The chat has been dissolved.');
  if (!chat.botInside) throw new ApiError(232011, 'Operator can NOT be out of the chat.');
  return chat;
}

const summary = (call: Call, chat: SandboxChat) => ({
  avatar: '',
  name: chat.name,
  description: '',
  owner_id: chat.members[0] ?? '',
  owner_id_type: 'open_id',
  external: false,
  tenant_key: call.box.app.tenantKey,
  chat_status: 'normal',
});

/** Groups the bot is in; p2p chats are not listed. */
function list(call: Call) {
  const groups = Object.values(call.box.world.data.chats).filter((c) => c.type === 'group' && c.botInside);
  return {
    data: page(
      call,
      groups.map((c) => ({ chat_id: c.chatId, ...summary(call, c) })),
      20,
      100,
    ),
  };
}

function get(call: Call) {
  const chat = insideOf(call);
  const active = chat.members.filter((id) => call.box.world.data.people[id]?.active);
  const mode = {
    chat_mode: chat.type,
    chat_type: 'private',
    chat_tag: chat.type === 'p2p' ? 'p2p' : 'inner',
  };
  const counts = { user_count: String(active.length), bot_count: '1' };
  const rules = {
    moderation_permission: 'all_members',
    urgent_setting: 'all_members',
    restricted_mode_setting: {},
  };
  return { data: { ...summary(call, chat), ...mode, ...counts, ...rules } };
}

/** People only, no bots. */
function members(call: Call) {
  const chat = insideOf(call);
  const items = chat.members
    .map((id) => call.box.world.data.people[id])
    .filter((p) => p?.active)
    .map((p) => ({
      member_id_type: 'open_id',
      member_id: p?.openId,
      name: p?.name,
      tenant_key: call.box.app.tenantKey,
    }));
  return { data: { ...page(call, items, 20, 100), member_total: items.length } };
}

const isInChat = (call: Call) => ({ data: { is_in_chat: chatOf(call).botInside } });

const CHAT = ['im:chat', 'im:chat:readonly', 'im:chat:read'];
const MEMBERS = ['im:chat.members:read', 'im:chat', 'im:chat:readonly'];

export const chatRoutes: readonly ApiRoute[] = [
  { method: 'get', path: '/im/v1/chats', scopes: CHAT, handle: list },
  { method: 'get', path: '/im/v1/chats/:chat_id', scopes: CHAT, handle: get },
  { method: 'get', path: '/im/v1/chats/:chat_id/members/is_in_chat', scopes: MEMBERS, handle: isInChat },
  { method: 'get', path: '/im/v1/chats/:chat_id/members', scopes: MEMBERS, handle: members },
];
