import type { SandboxContext } from '../context.ts';
import type {
  Fault,
  SandboxChat,
  SandboxClick,
  SandboxClickResult,
  SandboxEvent,
  SandboxMessage,
  SandboxState,
} from '../protocol.ts';
import { viewOf } from '../world.ts';
import { click } from './click.ts';
import { ControlError } from './error.ts';
import {
  changeDepartment,
  changeGroup,
  changePerson,
  changeScope,
  type DepartmentChange,
  disbandGroup,
  type GroupChange,
  type PersonChange,
} from './people.ts';
import { stateOf } from './state.ts';
import { open, pressMenu, say, upload } from './talk.ts';
import { type ClockMove, moveClock } from './time.ts';

/** What people, tests and the page can do; the control routes are these over HTTP. All wait for the first delivery. */
export type SandboxActions = {
  state(): SandboxState;
  /** Messages of a chat, oldest first. */
  messages(chatId: string): SandboxMessage[];
  listen(listener: (event: SandboxEvent) => void): () => void;
  say(openId: string, chatId: string, text: string): Promise<SandboxMessage>;
  open(openId: string): Promise<SandboxChat>;
  menu(openId: string, key: string): Promise<void>;
  click(click: SandboxClick): Promise<SandboxClickResult>;
  upload(openId: string, chatId: string, file: { name: string; bytes: Buffer }): Promise<SandboxMessage>;
  moveClock(move: ClockMove): Promise<{ now: number }>;
  changePerson(change: PersonChange): Promise<void>;
  changeDepartment(change: DepartmentChange): Promise<void>;
  changeGroup(change: GroupChange): Promise<SandboxChat>;
  disbandGroup(chatId: string, operator?: string): Promise<void>;
  changeScope(): Promise<void>;
  setFaults(next: readonly Fault[]): void;
  /** Delivers the latest event a second time; true when it got its 200. */
  repeatLastEvent(): Promise<boolean>;
  revokeTokens(): void;
};

/** The actions on one sandbox. */
export const actionsOf = (box: SandboxContext): SandboxActions => ({
  state: () => stateOf(box),
  messages: (chatId) => {
    if (!box.world.data.chats[chatId]) throw new ControlError(404, `no chat ${chatId}`);
    return box.world.messagesOf(chatId).map((m) => viewOf(box.world, m));
  },
  listen: (listener) => box.stream.listen(listener),
  say: async (openId, chatId, text) => say(box, openId, chatId, text),
  open: (openId) => open(box, openId),
  menu: (openId, key) => pressMenu(box, openId, key),
  click: (asked) => click(box, asked),
  upload: async (openId, chatId, file) => upload(box, openId, chatId, file),
  moveClock: async (move) => moveClock(box, move),
  changePerson: (change) => changePerson(box, change),
  changeDepartment: (change) => changeDepartment(box, change),
  changeGroup: (change) => changeGroup(box, change),
  disbandGroup: (chatId, operator) => disbandGroup(box, chatId, operator),
  changeScope: () => changeScope(box),
  setFaults: (next) => box.faults.set(next),
  repeatLastEvent: () => box.push.repeatLast(),
  revokeTokens: () => box.tokens.revokeAll(),
});
