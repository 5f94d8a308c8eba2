import type {
  SandboxChat,
  SandboxClickResult,
  SandboxMessage,
  SandboxPerson,
  SandboxState,
} from '../sandbox/protocol.ts';
import { linesOf, optionValue, pressesOf } from './screen.ts';

/** What a person of the sandbox can do, over the sandbox's own control routes. */
export type Phone = {
  readonly person: SandboxPerson;
  open(): Promise<SandboxMessage | undefined>;
  say(text: string, chat?: SandboxChat): Promise<SandboxMessage>;
  menu(key: string): Promise<SandboxMessage>;
  upload(name: string, bytes: Uint8Array): Promise<SandboxMessage>;
  /** Presses a button by its label, filling form fields by name or by their label. Confirm dialogues are answered with yes. */
  tap(
    on: SandboxMessage,
    label: string,
    fill?: Readonly<Record<string, unknown>>,
    option?: string,
  ): Promise<Tapped>;
  /** Newest message of the private chat (or a group), as it looks now. */
  newest(chat?: SandboxChat): Promise<SandboxMessage | undefined>;
  messages(chat?: SandboxChat): Promise<readonly SandboxMessage[]>;
};
export type Tapped = {
  readonly toast: string;
  readonly message: SandboxMessage;
  readonly result: SandboxClickResult;
};

/** Polls are bounded: an answer that takes longer than this is a failed step. */
const PATIENCE_MS = 15_000;
const POLL_MS = 50;

export type Sandbox = {
  readonly state: SandboxState;
  phone(name: string, at?: string): Phone;
  phoneOf(openId: string): Phone;
  group(nameContains: string): SandboxChat;
  moveClock(move: object): Promise<number>;
  bytes(fileKey: string): Promise<Uint8Array>;
  pause(ms: number): Promise<void>;
};

async function ask<T>(url: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(
    `${url}/sandbox/${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  return (await answer.json()) as T;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `look` gives something; throws with `what` when patience runs out. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  for (const end = performance.now() + patienceMs; ; ) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end)
      throw new Error(
        `${what}: 等了 ${patienceMs / 1000} 秒没有结果 / nothing came within ${patienceMs / 1000} s`,
      );
    await pause(POLL_MS);
  }
}

function phoneFor(url: string, person: SandboxPerson): Phone {
  const { openId } = person;
  let own: SandboxChat | undefined;
  const list = (chat: SandboxChat): Promise<SandboxMessage[]> =>
    ask<SandboxMessage[]>(url, `chats/${chat.chatId}/messages`);
  /** The first look into the private chat is greeted by a card; it is waited for, so that it can't be taken for an answer. */
  const privateChat = async (): Promise<SandboxChat> => {
    if (own) return own;
    const chat = await ask<SandboxChat>(url, 'open', { openId });
    own = chat;
    await until(`${person.name} 的欢迎卡片`, async () =>
      (await list(chat)).some((m) => JSON.stringify(m.card ?? '').includes('欢迎')) ? true : undefined,
    );
    return chat;
  };
  const messages = async (chat?: SandboxChat): Promise<readonly SandboxMessage[]> =>
    list(chat ?? (await privateChat()));
  const fromBot = async (chat?: SandboxChat) => (await messages(chat)).filter((m) => m.from === 'bot');
  /** Does something and gives the next message of the bot that follows it. */
  const answered = async (
    what: string,
    act: () => Promise<unknown>,
    chat?: SandboxChat,
  ): Promise<SandboxMessage> => {
    const before = (await fromBot(chat)).length;
    await act();
    return until(`${person.name} ${what}`, async () => (await fromBot(chat)).at(before));
  };
  const current = async (id: string, chatId: string): Promise<SandboxMessage> => {
    const all = await ask<SandboxMessage[]>(url, `chats/${chatId}/messages`);
    const found = all.find((m) => m.messageId === id);
    if (!found) throw new Error(`message ${id} is gone`);
    return found;
  };
  return {
    person,
    messages,
    async open() {
      const first = own === undefined;
      const chat = await privateChat();
      if (!first) await ask(url, 'open', { openId });
      return (await fromBot(chat)).at(-1);
    },
    say: async (text, chat) => {
      const chatId = (chat ?? (await privateChat())).chatId;
      return answered(`说“${text}”`, () => ask(url, 'say', { openId, chatId, text }), chat);
    },
    menu: async (key) => {
      await privateChat();
      return answered(`点菜单 ${key}`, () => ask(url, 'menu', { openId, key }));
    },
    async upload(name, bytes) {
      const { chatId } = await privateChat();
      const form = new FormData();
      form.set('openId', openId);
      form.set('chatId', chatId);
      form.set('file', new File([Buffer.from(bytes)], name));
      return answered(`发送文件 ${name}`, async () => {
        const answer = await fetch(`${url}/sandbox/upload`, { method: 'POST', body: form });
        if (!answer.ok) throw new Error(`upload: ${answer.status}`);
      });
    },
    async tap(on, label, fill = {}, option) {
      const shown = await current(on.messageId, on.chatId);
      const target =
        pressesOf(shown.card).find((p) => p.label === label) ??
        pressesOf(shown.card).find((p) => p.label.includes(label));
      if (!target)
        throw new Error(`${person.name}: 卡片上没有“${label}”。卡片：\n${linesOf(shown.card).join('\n')}`);
      const chosen = option === undefined ? undefined : (optionValue(shown.card, label, option) ?? option);
      const click = {
        openId,
        messageId: on.messageId,
        path: target.path,
        form: fill,
        ...(chosen === undefined ? {} : { option: chosen }),
        confirmed: true,
      };
      const result = await ask<SandboxClickResult>(url, 'click', click);
      const toast = result.ok
        ? (result.toast?.content ?? '')
        : `（客户端：${result.why}${result.fields ? ` ${result.fields.join('、')}` : ''}）`;
      return { toast, result, message: await current(on.messageId, on.chatId) };
    },
    newest: async (chat) => (await fromBot(chat)).at(-1),
  };
}

/** A sandbox that listens at `url`. */
export async function sandboxAt(url: string): Promise<Sandbox> {
  const state = await ask<SandboxState>(url, 'state');
  const named = (name: string, at?: string): SandboxPerson => {
    const found = state.people.find(
      (p) =>
        (p.name === name || p.title === name) &&
        p.active &&
        (at === undefined || p.departmentPath.join('/').includes(at)),
    );
    if (!found) throw new Error(`nobody called ${name}${at ? ` at ${at}` : ''}`);
    return found;
  };
  return {
    state,
    phone: (name, at) => phoneFor(url, named(name, at)),
    phoneOf: (openId) => {
      const found = state.people.find((p) => p.openId === openId);
      if (!found) throw new Error(`nobody has the id ${openId}`);
      return phoneFor(url, found);
    },
    group(part) {
      const found = state.chats.find((c) => c.type === 'group' && c.name.includes(part));
      if (!found) throw new Error(`no group named ${part}`);
      return found;
    },
    moveClock: async (move) => (await ask<{ now: number }>(url, 'clock', move)).now,
    bytes: async (key) => new Uint8Array(await (await fetch(`${url}/sandbox/files/${key}`)).arrayBuffer()),
    pause,
  };
}
