import { freshId, p2pChatIdOf } from './ids.ts';
import type { SandboxChat, SandboxMessage } from './protocol.ts';
import type { BureauSeed, SeedDepartment, SeedPerson } from './seed.ts';

/** A message as the platform keeps it: `content` is the JSON text that was sent. */
export type StoredMessage = {
  readonly messageId: string;
  readonly chatId: string;
  /** `bot`, or the open id of the person who wrote it. */
  readonly from: string;
  readonly msgType: string;
  content: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly rootId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly uuid?: string | undefined;
  /** Names behind `@_user_N` of the text, in order. */
  readonly mentions?: readonly string[] | undefined;
  recalled?: boolean;
};
export type StoredFile = {
  readonly key: string;
  readonly owner: string;
  readonly kind: string;
  readonly name: string;
  readonly base64: string;
};
/** An event that got no 200 yet. */
export type PendingPush = { readonly body: string; readonly due: number; readonly attempt: number };

/** Everything that survives a restart of the sandbox. */
export type WorldData = {
  bureau: string;
  /** Who a first visit of the page shows. */
  suggested?: readonly string[] | undefined;
  departments: Record<string, SeedDepartment>;
  people: Record<string, SeedPerson>;
  chats: Record<string, SandboxChat>;
  messages: StoredMessage[];
  files: Record<string, StoredFile>;
  /** Chat ids of groups that were dissolved. */
  dissolved: string[];
  pending: PendingPush[];
};

export function worldOf(seed: BureauSeed): WorldData {
  return {
    bureau: seed.bureau,
    ...(seed.suggested ? { suggested: seed.suggested } : {}),
    departments: Object.fromEntries(seed.departments.map((d) => [d.id, d])),
    people: Object.fromEntries(seed.people.map((p) => [p.openId, p])),
    chats: Object.fromEntries(
      seed.groups.map((g) => [
        g.chatId,
        { chatId: g.chatId, type: 'group', name: g.name, members: g.members, botInside: g.botInside },
      ]),
    ),
    messages: [],
    files: {},
    dissolved: [],
    pending: [],
  };
}

/** The world with the few operations that both sides of the sandbox need. `changed` is called after every change. */
export class World {
  readonly data: WorldData;
  readonly changed: () => void;
  readonly #byId = new Map<string, StoredMessage>();

  constructor(data: WorldData, changed: () => void) {
    this.data = data;
    this.changed = changed;
    for (const m of data.messages) this.#byId.set(m.messageId, m);
  }

  message(messageId: string): StoredMessage | undefined {
    return this.#byId.get(messageId);
  }

  add(message: Omit<StoredMessage, 'messageId' | 'updatedAt'>): StoredMessage {
    const stored: StoredMessage = { ...message, messageId: freshId('om_'), updatedAt: message.createdAt };
    this.data.messages.push(stored);
    this.#byId.set(stored.messageId, stored);
    this.changed();
    return stored;
  }

  messagesOf(chatId: string): StoredMessage[] {
    return this.data.messages.filter((m) => m.chatId === chatId);
  }

  /** The p2p chat of a person with the bot; made at first use, `isNew` then. */
  p2pChat(openId: string): { chat: SandboxChat; isNew: boolean } {
    const chatId = p2pChatIdOf(openId);
    const known = this.data.chats[chatId];
    if (known) return { chat: known, isNew: false };
    const name = this.data.people[openId]?.name ?? openId;
    const chat: SandboxChat = { chatId, type: 'p2p', name, members: [openId], botInside: true };
    this.data.chats[chatId] = chat;
    this.changed();
    return { chat, isNew: true };
  }

  putFile(file: Omit<StoredFile, 'key'>, prefix: 'file_' | 'img_v3_' = 'file_'): StoredFile {
    const stored = { ...file, key: freshId(prefix) };
    this.data.files[stored.key] = stored;
    this.changed();
    return stored;
  }
}

const parsed = (content: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** A message as the page and the tests see it. */
export function viewOf(world: World, m: StoredMessage): SandboxMessage {
  const content = parsed(m.content);
  const common = {
    messageId: m.messageId,
    chatId: m.chatId,
    from: m.from,
    createdAt: m.createdAt,
    updatedAt: m.updatedAt,
    ...(m.recalled ? { recalled: true } : {}),
  };
  if (m.recalled) return { ...common, type: 'system', text: '此消息已撤回 This message was recalled' };
  if (m.msgType === 'interactive') return { ...common, type: 'interactive', card: content };
  const file = world.data.files[String(content.file_key)];
  if (file) {
    const bytes = Buffer.byteLength(file.base64, 'base64');
    return { ...common, type: 'file', file: { key: file.key, name: file.name, bytes } };
  }
  if (m.msgType === 'system') return { ...common, type: 'system', text: String(content.text ?? '') };
  const text = typeof content.text === 'string' ? content.text : m.content;
  return {
    ...common,
    type: 'text',
    text: text.replace(/@_user_(\d+)/g, (key, n) => (m.mentions?.[n - 1] ? `@${m.mentions[n - 1]}` : key)),
  };
}
