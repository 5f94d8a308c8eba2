/**
 * The sandbox's own control interface, between its server and its page, its tests and the tour. It is not Feishu:
 * Feishu's wire is under /open-apis and /callback, this is under /sandbox. Types only.
 */
export type SandboxPerson = {
  readonly openId: string;
  readonly name: string;
  readonly enName: string;
  readonly title: string;
  readonly departmentPath: readonly string[];
  readonly active: boolean;
};
export type SandboxChat = {
  readonly chatId: string;
  readonly type: 'p2p' | 'group';
  readonly name: string;
  /** Members' open ids; a p2p chat has one (the other side is the bot). */
  readonly members: readonly string[];
  readonly botInside: boolean;
};
export type SandboxMessage = {
  readonly messageId: string;
  readonly chatId: string;
  readonly from: 'bot' | string; // open id
  readonly type: 'text' | 'interactive' | 'file' | 'system';
  readonly text?: string;
  readonly card?: unknown;
  readonly file?: { readonly key: string; readonly name: string; readonly bytes: number };
  readonly createdAt: number; // ms, sandbox clock
  readonly updatedAt: number;
  readonly recalled?: boolean;
};
export type SandboxToast = {
  readonly openId: string;
  readonly type: 'info' | 'success' | 'error' | 'warning';
  readonly content: string;
  readonly i18n?: Readonly<Record<string, string>>;
  /** Feishu's client error code, when it is the platform that speaks: 200341, 200671, 200672, 200673 … */
  readonly code?: number;
};
export type SandboxState = {
  readonly bureau: string;
  readonly now: number; // ms, sandbox clock
  readonly zone: string;
  readonly people: readonly SandboxPerson[];
  readonly chats: readonly SandboxChat[];
  readonly botOpenId: string;
  readonly botName: string;
  readonly menu: ReadonlyArray<{ readonly key: string; readonly name: string; readonly enName: string }>;
  /** Open ids of the people the page shows at a first visit. */
  readonly suggested?: readonly string[];
};
/** What a click in a card carries. `path` names the element in the card so that the server can check it exists. */
export type SandboxClick = {
  readonly openId: string;
  readonly messageId: string;
  /** JSON path of the component inside the card, e.g. `body.elements.3.columns.0.elements.1`. */
  readonly path: string;
  /** All fields of the form as the client holds them, when the component is a form's submit button. */
  readonly form?: Readonly<Record<string, unknown>>;
  /** Chosen value of a select, overflow or picker outside a form; text of a standalone input. */
  readonly option?: string;
  /** The person has answered "yes" to the component's confirm dialogue. */
  readonly confirmed?: boolean;
};
export type SandboxClickResult =
  | { readonly ok: true; readonly toast?: SandboxToast; readonly card?: unknown }
  /**
   * `needsConfirm` | `disabled` | `gone` | `expired` (14 days) | `locked` (11310) | `inForm` (only its submit button calls back)
   * `required` | `tooLong` | `notAnOption` | `malformed` | `unknownField` (client-side checks, fields named) | `platform` (code)
   */
  | { readonly ok: false; readonly why: string; readonly fields?: readonly string[]; readonly code?: number };

/** Server-sent events on GET /sandbox/stream. */
export type SandboxEvent =
  | { readonly type: 'message'; readonly message: SandboxMessage }
  | { readonly type: 'updated'; readonly message: SandboxMessage }
  | { readonly type: 'chat'; readonly chat: SandboxChat }
  | { readonly type: 'toast'; readonly toast: SandboxToast }
  | { readonly type: 'clock'; readonly now: number };

/**
 * Routes (JSON in, JSON out; loopback only):
 * GET  /sandbox/state                                   SandboxState
 * GET  /sandbox/chats/:chatId/messages                  SandboxMessage[]
 * GET  /sandbox/stream                                  SandboxEvent stream
 * POST /sandbox/say      {openId, chatId, text}         a person writes; in groups `@bot` is a mention of the bot
 * POST /sandbox/open     {openId}                       opens the p2p chat with the bot (event bot_p2p_chat_entered) → SandboxChat
 * POST /sandbox/menu     {openId, key}                  presses an entry of the bot menu
 * POST /sandbox/click    SandboxClick                   → SandboxClickResult
 * POST /sandbox/upload   multipart openId, chatId, file a person sends a file
 * GET  /sandbox/files/:fileKey                          the bytes
 * POST /sandbox/clock    {to: ms} | {by: ms} | {next: 'hour' | 'workday' | 'workday10'} → {now}  (waits until the bot has ticked)
 * POST /sandbox/people   {openId, active?, departmentId?, leaderOpenId?}  changes a person, fires contact events
 * POST /sandbox/departments {id, name?, parentId?, leaderOpenId?, deleted?}  makes, changes or deletes one, fires its event
 * POST /sandbox/groups   {chatId?, name?, members?, botInside?, operator?}  makes or changes a group; bot in and out → SandboxChat
 * POST /sandbox/disband  {chatId, operator?}            dissolves a group
 * POST /sandbox/redeliver {}                            delivers the latest event once more → {accepted}
 * POST /sandbox/faults   {next?: Fault[]}               (replaces those before) makes the next Open API calls misbehave (tests)
 * GET  /sandbox/clock                                   {now}: the bot's clock in sandbox mode
 */
export type Fault = {
  /** Part of the path the fault applies to, e.g. `/im/v1/messages`. */
  readonly on: string;
  readonly kind: 'status500' | 'rate429' | 'rate230020' | 'hang' | 'reset' | 'lostAnswer' | 'code';
  readonly code?: number;
  readonly times: number;
};
