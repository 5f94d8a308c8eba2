import { MAX_CARD } from '../api/content.ts';
import { cardFault } from '../card/check.ts';
import type { Delivery } from '../push/delivery.ts';

export type AnswerToast = {
  type: 'info' | 'success' | 'error' | 'warning';
  content: string;
  i18n?: Record<string, string>;
};
/** What the bot answered to a click, or the platform's code for what was wrong with it. */
export type CallbackAnswer = { toast?: AnswerToast; card?: Record<string, unknown> } | { code: number };

const TOASTS = ['info', 'success', 'error', 'warning'];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Judges the answer as the platform does: in time, HTTP 200, only `toast` and `card`, and a card that could be sent. */
export function readAnswer(delivery: Delivery, knowsUser: (openId: string) => boolean): CallbackAnswer {
  if (delivery.kind === 'failed') return { code: delivery.why === 'timeout' ? 200341 : 200342 };
  if (delivery.status !== 200) return { code: 200671 };
  const body = parse(delivery.body);
  if (!isObject(body) || Object.keys(body).some((key) => key !== 'toast' && key !== 'card'))
    return { code: 200672 };
  const toast = body.toast === undefined ? undefined : readToast(body.toast);
  if (toast === null) return { code: 200672 };
  const card = body.card === undefined ? undefined : readCard(body.card, knowsUser);
  if (typeof card === 'number') return { code: card };
  return { ...(toast ? { toast } : {}), ...(card ? { card } : {}) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function readToast(value: unknown): AnswerToast | null {
  if (!isObject(value) || Object.keys(value).some((key) => !['type', 'content', 'i18n'].includes(key)))
    return null;
  const type = value.type ?? 'info';
  const texts = value.i18n === undefined ? {} : value.i18n;
  if (!TOASTS.includes(String(type)) || !isObject(texts)) return null;
  if (value.content !== undefined && typeof value.content !== 'string') return null;
  if (value.content === undefined && value.i18n === undefined) return null;
  if (Object.values(texts).some((t) => typeof t !== 'string')) return null;
  return {
    type: type as AnswerToast['type'],
    content: String(value.content ?? Object.values(texts)[0] ?? ''),
    ...(value.i18n === undefined ? {} : { i18n: texts as Record<string, string> }),
  };
}

/** `{type:'raw', data}` with a sendable card; templates of the console do not exist here. */
function readCard(value: unknown, knowsUser: (openId: string) => boolean): Record<string, unknown> | number {
  if (!isObject(value) || value.type !== 'raw' || !isObject(value.data)) return 200673;
  if (value.data.schema !== '2.0') return 200830;
  const bytes = Buffer.byteLength(JSON.stringify(value.data), 'utf8');
  return bytes > MAX_CARD || cardFault(value.data, knowsUser) ? 200673 : value.data;
}
