import type { SandboxClick, SandboxClickResult, SandboxMessage, SandboxToast } from '../../protocol.ts';
import { platformWords } from '../../words.ts';
import { attempt, putMessage, showToast } from '../actions.ts';
import { sendClick } from '../api.ts';
import { getView } from '../store.ts';
import { type Lang, say } from '../words.ts';

/** The platform's code while another callback of the card is open. */
const CARD_LOCKED = 11310;

/** Shows the card a callback answered with, unless a newer one has come over the stream meanwhile. */
function replaceCard(message: SandboxMessage, card: unknown): void {
  const now = getView().messages[message.chatId]?.find((m) => m.messageId === message.messageId);
  if (card && now && now.updatedAt === message.updatedAt) putMessage({ ...now, card });
}

/** Sends a click and shows what comes back: a toast, a card, or Feishu's own words with a code. */
export async function deliver(message: SandboxMessage, click: SandboxClick): Promise<void> {
  const { openId } = click;
  const result = await attempt(openId, () => sendClick(click));
  if (!result) return;
  const { lang } = getView();
  if (result.ok) {
    if (result.toast) showToast({ ...result.toast, openId });
    replaceCard(message, result.card);
    return;
  }
  showToast({ openId, ...refusalToast(result, lang) });
}

type Refused = Extract<SandboxClickResult, { ok: false }>;

/** Words for a refused click: the platform's own for a code, else what the client would say. */
function refusalToast({ why, code }: Refused, lang: Lang): Omit<SandboxToast, 'openId'> {
  if (why === 'required') return { type: 'warning', content: say(lang, 'required') };
  if (code !== undefined && code !== CARD_LOCKED) return { type: 'error', code, ...platformWords(code) };
  const known = (['locked', 'gone', 'expired', 'disabled'] as const).find((w) => w === why);
  return { type: 'error', content: known ? say(lang, known) : `${say(lang, 'failed')} (${why})` };
}
