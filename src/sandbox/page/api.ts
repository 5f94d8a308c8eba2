import type {
  SandboxChat,
  SandboxClick,
  SandboxClickResult,
  SandboxEvent,
  SandboxMessage,
  SandboxState,
} from '../protocol.ts';

export type ClockMove = { readonly next: 'hour' | 'workday' | 'workday10' };

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const text = await answer.text();
  return (text === '' ? {} : JSON.parse(text)) as T;
}

export const getState = (): Promise<SandboxState> => read('/sandbox/state');
export const getMessages = (chatId: string): Promise<readonly SandboxMessage[]> =>
  read(`/sandbox/chats/${encodeURIComponent(chatId)}/messages`);
export const getClock = (): Promise<{ readonly now: number }> => read('/sandbox/clock');
export const openChat = (openId: string): Promise<SandboxChat> => post('/sandbox/open', { openId });
export const sayText = (openId: string, chatId: string, text: string): Promise<unknown> =>
  post('/sandbox/say', { openId, chatId, text });
export const pressMenu = (openId: string, key: string): Promise<unknown> =>
  post('/sandbox/menu', { openId, key });
export const sendClick = (click: SandboxClick): Promise<SandboxClickResult> => post('/sandbox/click', click);
export const moveClock = (move: ClockMove): Promise<{ readonly now: number }> => post('/sandbox/clock', move);
export const fileHref = (key: string): string => `/sandbox/files/${encodeURIComponent(key)}`;

export async function uploadFile(openId: string, chatId: string, file: File): Promise<void> {
  const form = new FormData();
  form.append('openId', openId);
  form.append('chatId', chatId);
  form.append('file', file);
  const answer = await fetch('/sandbox/upload', { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`upload: ${answer.status}`);
}

/** Listens until the page goes. The browser reconnects by itself; `onUp(true)` comes with every (re)connection. */
export function listen(onEvent: (event: SandboxEvent) => void, onUp: (up: boolean) => void): void {
  const source = new EventSource('/sandbox/stream');
  source.onopen = () => onUp(true);
  source.onerror = () => onUp(false);
  source.onmessage = (message) => onEvent(JSON.parse(message.data) as SandboxEvent);
}
