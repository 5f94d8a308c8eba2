import type { SandboxChat, SandboxPerson, SandboxState } from '../protocol.ts';
import type { View } from './store.ts';
import type { Lang } from './words.ts';

export const personOf = (state: SandboxState, openId: string): SandboxPerson | undefined =>
  state.people.find((p) => p.openId === openId);

export function personName(state: SandboxState, openId: string, lang: Lang): string {
  if (openId === 'bot' || openId === state.botOpenId) return state.botName;
  const person = personOf(state, openId);
  return person ? (lang === 'en' && person.enName ? person.enName : person.name) : openId;
}

/** Innermost department. */
export const unitOf = (person: SandboxPerson): string => person.departmentPath.at(-1) ?? '';

/** Chats a person sees: the one with the bot first, then groups. */
export const chatsOf = (state: SandboxState, openId: string): readonly SandboxChat[] =>
  state.chats
    .filter((c) => c.members.includes(openId))
    .sort((a, b) => Number(b.type === 'p2p') - Number(a.type === 'p2p'));

export const botChatOf = (state: SandboxState, openId: string): SandboxChat | undefined =>
  state.chats.find((c) => c.type === 'p2p' && c.members.includes(openId));

/** The chat a person has open, if it is still theirs. */
export function currentChat(view: View, openId: string): SandboxChat | undefined {
  if (!view.state) return undefined;
  const mine = chatsOf(view.state, openId);
  return mine.find((c) => c.chatId === view.current[openId]) ?? mine[0];
}

/** Messages after the last one seen that others wrote. */
export function unreadIn(view: View, openId: string, chatId: string): number {
  const all = view.messages[chatId] ?? [];
  const seenAt = all.findIndex((m) => m.messageId === view.seen[`${openId}/${chatId}`]);
  return all.slice(seenAt + 1).filter((m) => m.from !== openId && m.type !== 'system').length;
}

export const unreadOf = (view: View, openId: string): number =>
  view.state ? chatsOf(view.state, openId).reduce((n, c) => n + unreadIn(view, openId, c.chatId), 0) : 0;
