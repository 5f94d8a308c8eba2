import { idOf } from '../kernel/ids.ts';
import { millis } from '../kernel/time.ts';
import { nextWorkingTime } from '../kernel/workdays.ts';
import type { Claim, Put, Settle } from '../store/store.ts';
import type { Bot } from './bot.ts';
import type { PendingBody, SendPayload } from './kinds.ts';

/** The digest lines of a message that came too late wait for their person's next digest. */
async function putBack(bot: Bot, claim: Claim, { back = [] }: SendPayload): Promise<void> {
  if (back.length === 0) return;
  const at = bot.clock();
  const put = back.map(({ to, line, about, params }, n): Put => {
    const body: PendingBody = { to, line, about, params: params ?? {}, at };
    return { kind: 'pending', id: `${claim.item.id}-${n}`, rev: 0, body };
  });
  const requestId = `late:${claim.item.id}`;
  await bot.store.commit({
    requestId,
    fingerprint: 'late',
    at,
    actor: 'system',
    reason: 'message.late',
    put,
  });
}

/**
 * What holds a message back although its row is due: a retry that fell into quiet hours waits for the next working
 * hour, and what made sense until an instant only is not sent after it. undefined: it may go. An answer that somebody
 * sends again later (its row has another id than its copy) is no answer any more: nobody waits for it at night.
 */
export async function heldBack(bot: Bot, claim: Claim, payload: SendPayload): Promise<Settle | undefined> {
  const at = bot.clock();
  if (payload.until !== undefined && at >= payload.until) {
    await putBack(bot, claim, payload);
    return { kind: 'skipped', at, why: `made sense until ${payload.until}` };
  }
  const answer = payload.quiet !== true && payload.copy === claim.item.id;
  if (answer) return undefined;
  const { zone, quiet } = bot.settings;
  const notBefore = nextWorkingTime(at, bot.calendar, { ...quiet, zone });
  return notBefore === at ? undefined : { kind: 'retry', at, notBefore, error: 'quiet hours' };
}

/** Some looks of the process that was spoken to: it looks once a second, and after a round that takes longer. */
const ELSEWHERE_MS = 5_000;

/**
 * Whether the answer to a word may be in the memory of another process, which is to give it. Both ways: a clock that was
 * put back must not keep it there.
 */
export function isElsewhere(bot: Bot, { card, about, params }: SendPayload): boolean {
  const at = params?.at;
  if (card !== 'runtime.answer' || typeof at !== 'string') return false;
  if (bot.answers.has(idOf(about))) return false;
  return Math.abs(millis(bot.clock()) - millis(at)) < ELSEWHERE_MS;
}
