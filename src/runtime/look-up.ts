import { MessengerError } from '../feishu/messenger.ts';
import { millis } from '../kernel/time.ts';
import type { Claim } from '../store/store.ts';
import type { Bot } from './bot.ts';
import type { CopyBody, SendPayload } from './kinds.ts';

/** Of what hangs in one person's chat so much is looked at for a message whose id is known. */
const COPIES = 50;
/** So long after its first attempt a look that fails is not repeated: what follows to that person waits for it. */
const PATIENCE_MS = 4 * 60 * 60_000;

/** A message in the private chat with this person: Feishu tells by it which chat that is. */
async function messageTo(bot: Bot, person: string): Promise<string | undefined> {
  const { items } = await bot.store.list<CopyBody>('copy', {
    ...{ index: 'to', prefix: `${person}|`, limit: COPIES },
  });
  return items.find(({ body }) => body.sent)?.body.message;
}

/** A copy that says which row put this message there. */
async function isKnown(bot: Bot, message: string): Promise<boolean> {
  const { items } = await bot.store.list<CopyBody>('copy', {
    ...{ index: 'message', from: message, to: message, limit: COPIES },
  });
  return items.some(({ body }) => body.sent);
}

/** A refusal with Feishu's own code is an answer, and the next one would be the same; anything else may pass. */
const isRefused = (error: unknown): boolean =>
  error instanceof MessengerError &&
  (error.fault === 'permanent' || (error.fault === 'again' && error.code !== 0));

/**
 * What became of a message whose outcome nobody knew while Feishu remembered its uuid (O03, docs/adr/0016-look-up.md):
 * its id, `absent` when it surely does not hang there, `unsure` when a person must look. Groups are never read: the app
 * does not ask for that scope. Throws MessengerError while Feishu gives no answer, for four hours.
 */
export async function lookUp(
  bot: Bot,
  { item, firstAttemptAt }: Claim,
  { op, to, copy }: SendPayload,
): Promise<{ readonly messageId: string } | 'absent' | 'unsure'> {
  // Found before, by a process that died before it could settle the row: the redraw may have taken its mark away since.
  const own = (await bot.store.get<CopyBody>({ kind: 'copy', id: copy }))?.body;
  if (own?.sent && own.message !== undefined) return { messageId: own.message };
  const near = 'person' in to ? await messageTo(bot, to.person) : undefined;
  if (near === undefined || firstAttemptAt === null) return 'unsure';
  const what = op === 'file' ? 'file' : 'card';
  try {
    const found = await bot.messenger.lookUp({ what, uuid: item.id, near, since: firstAttemptAt });
    if (found.messageId !== undefined) return { messageId: found.messageId };
    // What tells no uuid may be the one that is sought, unless it is known to be another.
    for (const other of found.others) if (!(await isKnown(bot, other))) return 'unsure';
    return 'absent';
  } catch (error) {
    const isLong = millis(bot.clock()) - millis(firstAttemptAt) >= PATIENCE_MS;
    if (isRefused(error) || (error instanceof MessengerError && isLong)) return 'unsure';
    throw error;
  }
}
