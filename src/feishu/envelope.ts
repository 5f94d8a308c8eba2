import type { z } from 'zod';
import type { Envelope } from '../kernel/envelope.ts';
import { instant } from '../kernel/time.ts';
import { mentionsBot, readContent } from './message-text.ts';
import { isObject, type JsonObject, safeParse } from './parse.ts';
import * as wire from './wire.ts';

export type EnvelopeRules = {
  readonly appId: string;
  readonly tenantKey?: string;
  /** The bot's own open id, to know when a group speaks to it. */
  readonly botOpenId: string;
  readonly nowMs: number;
  /** Feishu pushes events again for up to 6 h; default 8 h. */
  readonly eventMaxAgeMs?: number;
  /** Clicks are never pushed again, so an old one is a replay; default 5 min. */
  readonly clickMaxAgeMs?: number;
};
export type Ignored = { readonly kind: 'ignored'; readonly why: string };

const EVENT_MAX_AGE_MS = 8 * 3_600_000;
const CLICK_MAX_AGE_MS = 5 * 60_000;
/** Clocks differ; more than this ahead of ours is not a clock any more. */
const MAX_AHEAD_MS = 5 * 60_000;
export const CLICK_EVENT = 'card.action.trigger';

type Header = z.infer<typeof wire.header>;
type Context = { header: Header; cause: string; at: string; rules: EnvelopeRules };
type Reader = (event: unknown, context: Context) => Envelope | Ignored;

const ignored = (why: string): Ignored => ({ kind: 'ignored', why });

/** Runs a schema first; what does not fit is ignored by name, never thrown. */
function reader<S extends z.ZodType>(
  schema: S,
  read: (event: z.output<S>, context: Context) => Envelope | Ignored,
): Reader {
  return (event, context) => {
    const parsed = schema.safeParse(event);
    return parsed.success ? read(parsed.data, context) : ignored('unexpected shape');
  };
}
const isForeign = (tenantKey: string | undefined, header: Header): boolean =>
  tenantKey !== undefined && tenantKey !== header.tenant_key;

const readMessage = reader(wire.message, ({ sender, message }, { header, at, rules }) => {
  if (sender.sender_type !== 'user') return ignored('not written by a person');
  if (sender.sender_id.open_id === rules.botOpenId) return ignored('own message');
  if (isForeign(sender.tenant_key, header)) return ignored('other tenant');
  const chatType = message.chat_type === 'p2p' ? 'p2p' : 'group';
  if (chatType === 'group' && !mentionsBot(message, rules.botOpenId)) return ignored('bot not mentioned');
  return {
    kind: 'message',
    cause: `msg:${message.message_id}`,
    openId: sender.sender_id.open_id,
    chatId: message.chat_id,
    chatType,
    messageId: message.message_id,
    ...readContent(message, rules.botOpenId),
    at,
  };
});

const readClick = reader(wire.click, ({ operator, context, action }, { header, cause, at }) => {
  if (isForeign(operator.tenant_key, header)) return ignored('other tenant');
  const value = typeof action.value === 'string' ? safeParse(action.value) : action.value;
  const option = action.option ?? action.input_value ?? action.options;
  return {
    kind: 'click',
    cause,
    openId: operator.open_id,
    chatId: context.open_chat_id,
    messageId: context.open_message_id,
    value: value ?? {},
    ...(action.form_value ? { form: action.form_value } : {}),
    ...(option !== undefined ? { option } : {}),
    at,
  };
});

const readChatChange = (kind: 'botAdded' | 'botRemoved' | 'chatDisbanded'): Reader =>
  reader(wire.chatChange, (event, { header, cause, at }) =>
    isForeign(event.operator_tenant_key, header)
      ? ignored('other tenant')
      : { kind, cause, openId: event.operator_id.open_id, chatId: event.chat_id, name: event.name, at },
  );

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['im.message.receive_v1', readMessage],
  [CLICK_EVENT, readClick],
  [
    'application.bot.menu_v6',
    reader(wire.menu, (event, { cause, at }) => ({
      kind: 'menu',
      cause,
      openId: event.operator.operator_id.open_id,
      key: event.event_key,
      at,
    })),
  ],
  [
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    reader(wire.entered, (event, { cause, at }) => ({
      kind: 'entered',
      cause,
      openId: event.operator_id.open_id,
      chatId: event.chat_id,
      at,
    })),
  ],
  ['im.chat.member.bot.added_v1', readChatChange('botAdded')],
  ['im.chat.member.bot.deleted_v1', readChatChange('botRemoved')],
  ['im.chat.disbanded_v1', readChatChange('chatDisbanded')],
]);

/** Feishu gives milliseconds in events (13 digits) and microseconds in clicks (16 digits). */
const createdMs = (time: string): number =>
  time.length >= 16 ? Math.floor(Number(time) / 1000) : Number(time);

function checkAge(createdAt: number, maxAgeMs: number, nowMs: number): string | undefined {
  if (nowMs - createdAt > maxAgeMs) return 'too old';
  return createdAt - nowMs > MAX_AHEAD_MS ? 'from the future' : undefined;
}

/** `context` may stand outside `event`; everything else is read from `event` alone, never from a merged object. */
const withContext = (body: JsonObject, event: unknown): unknown =>
  isObject(event) && event.context === undefined ? { ...event, context: body.context } : event;

function firstChat(body: JsonObject, rules: EnvelopeRules): Envelope | Ignored {
  const parsed = wire.firstChat.safeParse(body);
  if (!parsed.success) return ignored('unexpected shape');
  const { uuid, ts, event } = parsed.data;
  if (event.app_id !== rules.appId) return ignored('other app');
  if (rules.tenantKey !== undefined && event.tenant_key !== rules.tenantKey) return ignored('other tenant');
  const createdAt = Math.floor(Number(ts) * 1000);
  const age = checkAge(createdAt, rules.eventMaxAgeMs ?? EVENT_MAX_AGE_MS, rules.nowMs);
  if (age) return ignored(age);
  return {
    kind: 'entered',
    cause: `evt:${uuid}`,
    openId: event.user.open_id,
    chatId: event.chat_id,
    at: instant(createdAt),
  };
}

/**
 * Turns a verified body into what the bot handles, or into the reason why it does not. Pure; never throws.
 * Identity is the verified operator of our own app and tenant. `cause` is `msg:<message_id>` for messages, whose
 * repeats have new event ids, and `evt:<event_id>` for all else.
 */
export function toEnvelope(body: JsonObject, rules: EnvelopeRules): Envelope | Ignored {
  if (body.header === undefined) return firstChat(body, rules);
  const parsed = wire.header.safeParse(body.header);
  if (!parsed.success) return ignored('unexpected shape');
  const header = parsed.data;
  if (header.app_id !== rules.appId) return ignored('other app');
  if (rules.tenantKey !== undefined && header.tenant_key !== rules.tenantKey) return ignored('other tenant');
  const isClick = header.event_type === CLICK_EVENT;
  const maxAge = isClick
    ? (rules.clickMaxAgeMs ?? CLICK_MAX_AGE_MS)
    : (rules.eventMaxAgeMs ?? EVENT_MAX_AGE_MS);
  const createdAt = createdMs(header.create_time);
  const age = checkAge(createdAt, maxAge, rules.nowMs);
  if (age) return ignored(age);
  const context = { header, cause: `evt:${header.event_id}`, at: instant(createdAt), rules };
  if (/^contact\.(user|department|scope)\./.test(header.event_type))
    return { kind: 'contact', cause: context.cause, what: header.event_type, at: context.at };
  const read = READERS.get(header.event_type);
  return read ? read(withContext(body, body.event), context) : ignored('unknown event type');
}

/** A click's answer is shown to a person; everything else only wants an acknowledgement. */
export const isClickBody = (body: JsonObject): boolean =>
  isObject(body.header) && body.header.event_type === CLICK_EVENT;
