import type { SandboxContext } from '../context.ts';
import type { SandboxChat, SandboxMessage } from '../protocol.ts';
import { type Mention, menuPressed, messageReceived, p2pEntered } from '../push/events.ts';
import type { SeedPerson } from '../seed.ts';
import { type StoredMessage, viewOf } from '../world.ts';
import { ControlError } from './error.ts';

/** Gives the person, or throws 404; people who left can do nothing (409). */
export function personOf(box: SandboxContext, openId: string): SeedPerson {
  const person = box.world.data.people[openId];
  if (!person) throw new ControlError(404, `no person ${openId}`);
  if (!person.active) throw new ControlError(409, `${openId} has left`);
  return person;
}

export function chatOf(box: SandboxContext, chatId: string, openId: string): SandboxChat {
  const chat = box.world.data.chats[chatId];
  if (!chat) throw new ControlError(404, `no chat ${chatId}`);
  if (!chat.members.includes(openId)) throw new ControlError(409, `${openId} is not in ${chatId}`);
  return chat;
}

/** Replaces `@name` by the platform's keys, in the order of appearance; the bot is `@<its name>` or `@bot`. */
export function mentionsIn(
  box: SandboxContext,
  chat: SandboxChat,
  text: string,
): { text: string; mentions: Mention[] } {
  const bot: Mention = { openId: box.app.botOpenId, name: box.app.botName, bot: true };
  const people = chat.members
    .map((id) => box.world.data.people[id])
    .filter((p) => p !== undefined)
    .map((p): Mention => ({ openId: p.openId, name: p.name, bot: false }));
  const named = [...people, ...(chat.botInside ? [bot, { ...bot, name: 'bot' }] : [])].sort(
    (a, b) => b.name.length - a.name.length,
  );
  const mentions: Mention[] = [];
  const replaced = text.replace(/@(\S+)/g, (whole, rest: string) => {
    const hit = named.find((m) => rest.startsWith(m.name));
    if (!hit) return whole;
    mentions.push(hit.bot ? bot : hit);
    return `@_user_${mentions.length}${rest.slice(hit.name.length)}`;
  });
  return { text: replaced, mentions };
}

/** Stores what a person sent, shows it, and tells the bot when it may hear it: always in p2p, in a group only when mentioned. */
async function post(
  box: SandboxContext,
  chat: SandboxChat,
  message: { openId: string; msgType: string; content: object; mentions: readonly Mention[] },
): Promise<SandboxMessage> {
  const stored = box.world.add({
    chatId: chat.chatId,
    from: message.openId,
    msgType: message.msgType,
    content: JSON.stringify(message.content),
    createdAt: box.clock.now(),
    mentions: message.mentions.map((m) => m.name),
  });
  const view = viewOf(box.world, stored);
  box.stream.publish({ type: 'message', message: view });
  if (chat.type === 'p2p' || (chat.botInside && message.mentions.some((m) => m.bot)))
    await box.push.event(
      'im.message.receive_v1',
      messageReceived(stored, chat, message.mentions, box.app.tenantKey),
    );
  return view;
}

/** A person writes. Waits for the first delivery to the bot. */
export function say(
  box: SandboxContext,
  openId: string,
  chatId: string,
  text: string,
): Promise<SandboxMessage> {
  personOf(box, openId);
  const chat = chatOf(box, chatId, openId);
  if (text.trim() === '') throw new ControlError(400, 'text is empty');
  const found = chat.type === 'group' ? mentionsIn(box, chat, text) : { text, mentions: [] };
  return post(box, chat, {
    openId,
    msgType: 'text',
    content: { text: found.text },
    mentions: found.mentions,
  });
}

/** A person sends a file; pictures go as files too. */
export function upload(
  box: SandboxContext,
  openId: string,
  chatId: string,
  file: { name: string; bytes: Buffer },
): Promise<SandboxMessage> {
  personOf(box, openId);
  const chat = chatOf(box, chatId, openId);
  if (file.bytes.length === 0) throw new ControlError(400, 'the file is empty');
  const stored = box.world.putFile({
    owner: openId,
    kind: 'stream',
    name: file.name,
    base64: file.bytes.toString('base64'),
  });
  return post(box, chat, {
    openId,
    msgType: 'file',
    content: { file_key: stored.key, file_name: file.name },
    mentions: [],
  });
}

/** Opens the p2p chat with the bot; the bot hears of every opening. */
export async function open(box: SandboxContext, openId: string): Promise<SandboxChat> {
  personOf(box, openId);
  const { chat, isNew } = box.world.p2pChat(openId);
  if (isNew) box.stream.publish({ type: 'chat', chat });
  const last: StoredMessage | undefined = box.world.messagesOf(chat.chatId).at(-1);
  await box.push.event('im.chat.access_event.bot_p2p_chat_entered_v1', p2pEntered(chat.chatId, openId, last));
  return chat;
}

export async function pressMenu(box: SandboxContext, openId: string, key: string): Promise<void> {
  const person = personOf(box, openId);
  if (!box.menu.some((entry) => entry.key === key)) throw new ControlError(404, `no menu entry ${key}`);
  const { chat, isNew } = box.world.p2pChat(openId);
  if (isNew) box.stream.publish({ type: 'chat', chat });
  await box.push.event('application.bot.menu_v6', menuPressed(person, key, box.clock.now()));
}
