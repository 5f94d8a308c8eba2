import type { SandboxChat, SandboxEvent, SandboxMessage, SandboxState, SandboxToast } from '../protocol.ts';
import { noteAct } from './acted.ts';
import * as api from './api.ts';
import { botChatOf, chatsOf, currentChat } from './select.ts';
import { address, bare, change, getView } from './store.ts';
import { type Lang, say } from './words.ts';

/** Feishu shows a toast for three seconds. */
const TOAST_MS = 3000;
let toastCount = 0;

export function showToast(toast: SandboxToast): void {
  // The answer to a click and the stream may both bring the same toast.
  const same = (other: SandboxToast) =>
    other.openId === toast.openId &&
    (toast.code === undefined ? other.content === toast.content : other.code === toast.code);
  const twin = getView().toasts.some((t) => same(t.toast));
  if (twin) return;
  toastCount += 1;
  const id = toastCount;
  change((v) => ({ toasts: [...v.toasts, { id, toast }] }));
  setTimeout(() => change((v) => ({ toasts: v.toasts.filter((t) => t.id !== id) })), TOAST_MS);
}

/** Runs an action of a person; a failure becomes a toast on their phone. */
export async function attempt<T>(openId: string, action: () => Promise<T>): Promise<T | undefined> {
  noteAct(openId);
  try {
    return await action();
  } catch (fault) {
    console.error(fault);
    showToast({ openId, type: 'error', content: say(getView().lang, 'failed') });
    return undefined;
  }
}

function putChat(chat: SandboxChat): void {
  change(({ state }) => {
    if (!state) return {};
    const known = state.chats.some((c) => c.chatId === chat.chatId);
    const chats = known
      ? state.chats.map((c) => (c.chatId === chat.chatId ? chat : c))
      : [...state.chats, chat];
    return { state: { ...state, chats } };
  });
}

export function putMessage(message: SandboxMessage): void {
  change(({ messages }) => {
    const all = messages[message.chatId] ?? [];
    const at = all.findIndex((m) => m.messageId === message.messageId);
    const next = at < 0 ? [...all, message] : all.with(at, message);
    return { messages: { ...messages, [message.chatId]: next } };
  });
}

/** Fetches a chat's messages; what the stream brought meanwhile wins when newer. */
async function loadMessages(chatId: string): Promise<void> {
  const loaded = await api.getMessages(chatId);
  change(({ messages }) => {
    const known = new Map((messages[chatId] ?? []).map((m) => [m.messageId, m]));
    const merged = loaded.map((m) => {
      const mine = known.get(m.messageId);
      known.delete(m.messageId);
      return mine && mine.updatedAt > m.updatedAt ? mine : m;
    });
    return { messages: { ...messages, [chatId]: [...merged, ...known.values()] } };
  });
}

async function loadPerson(openId: string): Promise<void> {
  const state = getView().state;
  if (!state) return;
  if (!botChatOf(state, openId)) {
    const chat = await attempt(openId, () => api.openChat(openId));
    if (chat?.chatId) putChat(chat);
  }
  const fresh = getView().state ?? state;
  await Promise.all(chatsOf(fresh, openId).map((c) => loadMessages(c.chatId)));
}

function keepOpen(open: readonly string[]): void {
  change(({ front }) => ({ open, front: front && open.includes(front) ? front : open[0] }));
  if (!bare) localStorage.setItem('open', JSON.stringify(open));
}

export async function addPerson(openId: string): Promise<void> {
  const { open } = getView();
  if (!open.includes(openId)) keepOpen([...open, openId]);
  change(() => ({ front: openId }));
  await loadPerson(openId);
}

export const removePerson = (openId: string): void => keepOpen(getView().open.filter((id) => id !== openId));

export const bringToFront = (openId: string): void => change(() => ({ front: openId }));

export function setLang(lang: Lang): void {
  localStorage.setItem('lang', lang);
  change(() => ({ lang }));
}

export async function chooseChat(openId: string, chat: SandboxChat): Promise<void> {
  const entered = currentChat(getView(), openId)?.chatId !== chat.chatId;
  change((v) => ({ current: { ...v.current, [openId]: chat.chatId } }));
  // Entering the chat with the bot is an event on Feishu's wire, each time.
  if (entered && chat.type === 'p2p') await attempt(openId, () => api.openChat(openId));
}

export function markSeen(openId: string, chatId: string): void {
  const last = getView().messages[chatId]?.at(-1)?.messageId;
  const key = `${openId}/${chatId}`;
  if (last === undefined || getView().seen[key] === last) return;
  change((v) => ({ seen: { ...v.seen, [key]: last } }));
}

export async function moveClock(openId: string, next: api.ClockMove['next']): Promise<void> {
  change(() => ({ clockMoving: true }));
  const moved = await attempt(openId, () => api.moveClock({ next }));
  change(({ state }) => ({
    clockMoving: false,
    state: state && moved ? { ...state, now: moved.now } : state,
  }));
}

function onEvent(event: SandboxEvent): void {
  if (event.type === 'message' || event.type === 'updated') putMessage(event.message);
  else if (event.type === 'chat') {
    putChat(event.chat);
    if (getView().open.some((id) => event.chat.members.includes(id))) void loadMessages(event.chat.chatId);
  } else if (event.type === 'toast') showToast(event.toast);
  else change(({ state }) => (state ? { state: { ...state, now: event.now } } : {}));
}

/** How many people a first visit shows when the server suggests nobody. */
const FIRST_PEOPLE = 3;

function firstPeople(state: SandboxState): readonly string[] {
  const known = (ids: readonly string[]) => ids.filter((id) => state.people.some((p) => p.openId === id));
  const asked = known([address.get('person') ?? '']);
  if (asked.length > 0) return asked;
  const kept = JSON.parse(localStorage.getItem('open') ?? '[]') as readonly string[];
  if (known(kept).length > 0) return known(kept);
  const anybody = state.people.filter((p) => p.active).map((p) => p.openId);
  return known(state.suggested ?? anybody.slice(0, FIRST_PEOPLE));
}

async function loadAll(): Promise<void> {
  const state = await api.getState();
  change(() => ({ state }));
  if (getView().open.length === 0) keepOpen(firstPeople(state));
  const person = address.get('person');
  const chat = address.get('chat');
  if (person && chat && !getView().current[person])
    change((v) => ({ current: { ...v.current, [person]: chat } }));
  await Promise.all(getView().open.map(loadPerson));
}

/** The sandbox clock may run with real time: read this often while the page is looked at (ms). */
const CLOCK_MS = 10_000;

async function readClock(): Promise<void> {
  if (document.hidden) return;
  const read = await api.getClock().catch(() => undefined);
  if (read) change(({ state }) => (state ? { state: { ...state, now: read.now } } : {}));
}

/** Connects the page to its server: state at every (re)connection, then the stream. */
export function start(): void {
  setInterval(() => void readClock(), CLOCK_MS);
  api.listen(onEvent, (up) => {
    change(() => ({ up }));
    if (up) void loadAll().catch(() => change(() => ({ up: false })));
  });
}
