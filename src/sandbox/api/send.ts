import type { SandboxContext } from '../context.ts';
import { unionIdOf, userIdOf } from '../ids.ts';
import type { SandboxChat, SandboxMessage } from '../protocol.ts';
import { type StoredMessage, viewOf } from '../world.ts';
import { type Call, requiredText } from './call.ts';
import { checkContent } from './content.ts';
import { ApiError, fieldError } from './error.ts';

const ID_TYPES = ['open_id', 'union_id', 'user_id', 'email', 'chat_id'];
/** A uuid sends at most one message within an hour. */
const UUID_LIFE_MS = 3_600_000;

/** The chat a `receive_id` means; a person's p2p chat is made when it is the first message. */
export function receiverOf(call: Call): SandboxChat {
  const type = call.query.get('receive_id_type') ?? '';
  if (!ID_TYPES.includes(type)) throw fieldError('receive_id_type', `one of ${ID_TYPES.join(', ')}`, type);
  const id = requiredText(call, 'receive_id');
  if (type === 'chat_id') return chatOf(call.box, id);
  if (type === 'open_id' && !id.startsWith('ou_'))
    throw new ApiError(99992351, `not a valid {open_id}, Invalid ids: [${id}]`);
  const idOf = { open_id: (o: string) => o, union_id: unionIdOf, user_id: userIdOf, email: () => '' }[type];
  const person = Object.values(call.box.world.data.people).find((p) => idOf?.(p.openId) === id);
  if (!person && type === 'open_id') throw new ApiError(99992361, `open_id cross app, Invalid ids: [${id}]`);
  if (!person) throw new ApiError(230034, 'The receive_id is invalid.');
  if (!person.active) throw new ApiError(230013, 'Bot has NO availability to this user.');
  return newOrKnownP2p(call.box, person.openId);
}

function newOrKnownP2p(box: SandboxContext, openId: string): SandboxChat {
  const { chat, isNew } = box.world.p2pChat(openId);
  if (isNew) box.stream.publish({ type: 'chat', chat });
  return chat;
}

function chatOf(box: SandboxContext, chatId: string): SandboxChat {
  const chat = box.world.data.chats[chatId];
  if (!chat) throw new ApiError(230034, 'The receive_id is invalid.');
  if (box.world.data.dissolved.includes(chatId)) throw new ApiError(232009, 'The chat has been dissolved.');
  if (!chat.botInside) throw new ApiError(230002, 'Bot is NOT in the chat.');
  return chat;
}

/** Checks and stores a message of the bot. The same uuid gives the message of the first time. */
export function sendTo(call: Call, chat: SandboxChat, parent?: StoredMessage): StoredMessage {
  const { box } = call;
  const msgType = requiredText(call, 'msg_type');
  const content = requiredText(call, 'content');
  const uuid = call.body.uuid === undefined ? '' : String(call.body.uuid);
  if (uuid.length > 50) throw fieldError('uuid', 'the max len is 50', uuid);
  if (!box.limits.business(chat.chatId))
    throw new ApiError(230020, 'This operation triggers the frequency limit.');
  const now = box.clock.now();
  const earlier = box.world.data.messages.find(
    (m) => uuid !== '' && m.uuid === uuid && m.from === 'bot' && now - m.createdAt < UUID_LIFE_MS,
  );
  if (earlier) return earlier;
  checkContent(box, msgType, content);
  const stored = box.world.add({
    chatId: chat.chatId,
    from: 'bot',
    msgType,
    content,
    createdAt: now,
    ...(uuid === '' ? {} : { uuid }),
    ...(parent ? { parentId: parent.messageId, rootId: parent.rootId ?? parent.messageId } : {}),
  });
  box.stream.publish({ type: 'message', message: viewOf(box.world, stored) });
  return stored;
}

/** A message in the shape of the API's answers. `content` may replace what was sent (degraded card, recalled text). */
export function apiMessage(
  box: SandboxContext,
  m: StoredMessage,
  content = m.content,
): Record<string, unknown> {
  const sender =
    m.from === 'bot'
      ? { id: box.app.appId, id_type: 'app_id', sender_type: 'app', tenant_key: box.app.tenantKey }
      : { id: m.from, id_type: 'open_id', sender_type: 'user', tenant_key: box.app.tenantKey };
  return {
    message_id: m.messageId,
    ...(m.rootId ? { root_id: m.rootId, parent_id: m.parentId } : {}),
    msg_type: m.msgType,
    create_time: String(m.createdAt),
    update_time: String(m.updatedAt),
    deleted: m.recalled === true,
    updated: m.updatedAt !== m.createdAt,
    chat_id: m.chatId,
    sender,
    body: { content },
  };
}

/** Replaces the card of a message and tells every page. */
export function replaceCard(box: SandboxContext, m: StoredMessage, card: unknown): SandboxMessage {
  m.content = JSON.stringify(card);
  m.updatedAt = box.clock.now();
  box.world.changed();
  const message = viewOf(box.world, m);
  box.stream.publish({ type: 'updated', message });
  return message;
}
