import type { Messenger } from './feishu/messenger.ts';
import type { Envelope, Reply } from './kernel/envelope.ts';
import type { Log } from './runtime/bot.ts';
import type { Timers } from './runtime/pump.ts';

/** A card must not be changed while its callback is open; "in progress" is on its way out when this begins. */
const AFTER_CALLBACK_MS = 2_000;

export type LateReplies = {
  /** A handler lost the race against Feishu's three seconds; `reply` is what it will have said. */
  onLate(envelope: Envelope, reply: Promise<Reply>): void;
  /** Gives up what still waits. */
  stop(): void;
};

/** Puts the card of a late answer onto the clicked message. What it shows is committed already, so a lost one does no harm. */
export function lateReplies(messenger: Pick<Messenger, 'patchCard'>, timers: Timers, log: Log): LateReplies {
  const stopped = new AbortController();
  const patch = async (envelope: Extract<Envelope, { kind: 'click' }>, reply: Promise<Reply>) => {
    const closed = timers.wait(AFTER_CALLBACK_MS, stopped.signal);
    const { card } = await reply;
    await closed;
    if (!card || stopped.signal.aborted) return;
    await messenger.patchCard(envelope.messageId, card);
  };
  return {
    onLate(envelope, reply) {
      if (envelope.kind !== 'click') return;
      patch(envelope, reply).catch(() => log('warn', 'late.failed', { cause: envelope.cause }));
    },
    stop: () => stopped.abort(),
  };
}

/**
 * For tenants whose client refuses a card in the callback's answer (settings `cards.reply: "patch"`): the answer is the
 * toast alone, and the card follows by a patch.
 */
export async function cardAfterwards(
  envelope: Envelope,
  reply: Promise<Reply>,
  late: LateReplies,
): Promise<Reply> {
  const { card, toast } = await reply;
  if (card) late.onLate(envelope, Promise.resolve({ card }));
  return toast ? { toast } : {};
}
