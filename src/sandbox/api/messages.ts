import type { StoredMessage } from '../world.ts';
import { viewOf } from '../world.ts';
import { type ApiRoute, type Call, page, param, requiredText } from './call.ts';
import { cardError, parseCard } from './content.ts';
import { ApiError, fieldError } from './error.ts';
import { apiMessage, receiverOf, replaceCard, sendTo } from './send.ts';

/** Cards of JSON 2.0 can be clicked and updated for 14 days. */
export const CARD_LIFE_MS = 14 * 86_400_000;

function find(call: Call): StoredMessage {
  const id = param(call, 'message_id');
  if (!/^om_[A-Za-z0-9_-]+$/.test(id)) throw new ApiError(99992354, `not a valid {message_id}: ${id}`);
  const message = call.box.world.message(id);
  if (!message)
    throw new ApiError(230001, 'Your request contains an invalid request parameter. message not found');
  return message;
}

function findVisible(call: Call): StoredMessage {
  const message = find(call);
  if (!call.box.world.data.chats[message.chatId]?.botInside)
    throw new ApiError(230002, 'Bot is NOT in the chat.');
  return message;
}

const create = (call: Call) => ({ data: apiMessage(call.box, sendTo(call, receiverOf(call))) });

function reply(call: Call) {
  const parent = findVisible(call);
  if (parent.recalled) throw new ApiError(230011, 'The message was recalled.');
  const chat = call.box.world.data.chats[parent.chatId];
  if (!chat) throw new ApiError(230002, 'Bot is NOT in the chat.');
  return { data: apiMessage(call.box, sendTo(call, chat, parent)) };
}

/** A new card for an old one: what has no schema 2.0 would be a card of JSON 1.0, which may not take its place. */
function parseUpdate(box: Call['box'], content: string): Record<string, unknown> {
  if (!/"schema"\s*:\s*"2\.0"/.test(content))
    throw cardError({
      code: 200830,
      path: 'ROOT',
      message: 'card of schema V2 can not be updated to schema V1',
    });
  return parseCard(box, content);
}

/** Rules of PATCH in the order a caller can mend them: own, a card, not recalled, young enough, not too fast, not locked. */
function patch(call: Call) {
  const message = findVisible(call);
  const { box } = call;
  const content = requiredText(call, 'content');
  if (message.from !== 'bot') throw new ApiError(230012, 'Bot is NOT the sender of the message.');
  if (message.msgType !== 'interactive')
    throw new ApiError(
      230001,
      'Your request contains an invalid request parameter. This message is NOT a card.',
    );
  if (message.recalled) throw new ApiError(230011, 'The message was recalled.');
  if (box.clock.now() - message.createdAt > CARD_LIFE_MS)
    throw new ApiError(230031, 'The message is beyond its updating period of 14 days.');
  if (!box.limits.business(message.messageId))
    throw new ApiError(230020, 'This operation triggers the frequency limit.');
  if (box.locked.has(message.messageId))
    throw cardError({ code: 11310, path: 'ROOT', message: 'card action is lock' });
  replaceCard(box, message, parseUpdate(box, content));
  return { data: {} };
}

/** What a card comes as: its title and nothing to click; beside it the sent JSON as a text, where that is asked for. */
const degraded = (m: StoredMessage, whole: boolean): string => {
  const card = JSON.parse(m.content) as { header?: { title?: { content?: string } } };
  return JSON.stringify({
    title: card.header?.title?.content ?? '',
    elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
    ...(whole ? { user_dsl: m.content } : {}),
  });
};

function shown(call: Call, m: StoredMessage) {
  if (m.recalled) return apiMessage(call.box, m, 'This message was recalled');
  const whole = call.query.get('card_msg_content_type') === 'user_card_content';
  return apiMessage(call.box, m, m.msgType === 'interactive' ? degraded(m, whole) : m.content);
}

const get = (call: Call) => ({ data: { items: [shown(call, findVisible(call))] } });

function list(call: Call) {
  const chatId = call.query.get('container_id') ?? '';
  if (call.query.get('container_id_type') !== 'chat') throw fieldError('container_id_type', 'one of chat');
  if (!call.box.world.data.chats[chatId]?.botInside) throw new ApiError(230002, 'Bot is NOT in the chat.');
  const from = Number(call.query.get('start_time') ?? 0) * 1000;
  const to = Number(call.query.get('end_time') ?? Number.MAX_SAFE_INTEGER) * 1000;
  const found = call.box.world.messagesOf(chatId).filter((m) => m.createdAt >= from && m.createdAt <= to);
  if (call.query.get('sort_type') === 'ByCreateTimeDesc') found.reverse();
  const cut = page(call, found, 20, 50);
  return { data: { ...cut, items: cut.items.map((m) => shown(call, m)) } };
}

function recall(call: Call) {
  const message = findVisible(call);
  if (message.from !== 'bot') throw new ApiError(230026, 'No permission to recall this message.');
  if (message.recalled) throw new ApiError(230011, 'The message was recalled.');
  message.recalled = true;
  message.updatedAt = call.box.clock.now();
  call.box.world.changed();
  call.box.stream.publish({ type: 'updated', message: viewOf(call.box.world, message) });
  return { data: {} };
}

/** Update of a clicked card by its callback token; the card comes as an object here. */
function updateByToken(call: Call) {
  const { box } = call;
  const token = String(call.body.token ?? '');
  const found = box.updateTokens.look(token);
  if ('code' in found)
    throw new ApiError(
      found.code,
      { 300020: 'token is invalid', 300030: 'token is expired', 300040: 'token is used up' }[found.code],
    );
  const message = box.world.message(found.messageId);
  if (!message || message.recalled) throw new ApiError(200000, 'message is recalled');
  if (box.locked.has(found.messageId)) throw new ApiError(11310, 'card action is lock');
  if (typeof call.body.card !== 'object' || call.body.card === null)
    throw new ApiError(10002, 'card parameter is invalid');
  const card = parseUpdate(box, JSON.stringify(call.body.card));
  box.updateTokens.use(token);
  replaceCard(box, message, card);
  return { flat: { code: 0, msg: 'ok' } };
}

/** Any one of them, as the vendor's page of each call lists them. */
const SEND = ['im:message', 'im:message:send_as_bot', 'im:message:send'];
const READ = ['im:message', 'im:message:readonly'];
const UPDATE = ['im:message', 'im:message:send_as_bot', 'im:message:update'];
const RECALL = ['im:message', 'im:message:send_as_bot', 'im:message:recall'];

export const messageRoutes: readonly ApiRoute[] = [
  { method: 'post', path: '/im/v1/messages', scopes: SEND, handle: create },
  { method: 'get', path: '/im/v1/messages', scopes: READ, handle: list },
  { method: 'post', path: '/im/v1/messages/:message_id/reply', scopes: SEND, handle: reply },
  { method: 'patch', path: '/im/v1/messages/:message_id', scopes: UPDATE, handle: patch },
  { method: 'get', path: '/im/v1/messages/:message_id', scopes: READ, handle: get },
  { method: 'delete', path: '/im/v1/messages/:message_id', scopes: RECALL, handle: recall },
  { method: 'post', path: '/interactive/v1/card/update', handle: updateByToken },
];
