import { card } from '../../cards/kit/card.ts';
import { para } from '../../cards/kit/elements.ts';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { same } from '../../src/kernel/text.ts';
import { plusMs } from '../../src/kernel/time.ts';
import type { CopyBody } from '../../src/runtime/kinds.ts';
import { START, toyBot } from './toy.ts';

export type Bot = Awaited<ReturnType<typeof toyBot>>;
export const MINUTE = 60_000;
export const HEAD = { person: 'ou_head' } as const;
export const timeout = new MessengerError('unknown', 0, 'timeout');
export const hello = card({ audience: 'group', title: same('hello'), colour: 'blue' }, [para(same('hello'))]);
const copy = (body: Partial<CopyBody>): CopyBody => ({
  card: 'toy.tally',
  about: 'tally:T',
  state: 'waiting',
  ...body,
});

/** A bot that is about to send `m-lost` to the head, whose chat has a card of which the id is known. */
export async function waiting(
  row: { to?: { person: string } | { chat: string }; op?: 'send' | 'file'; quiet?: true; card?: string } = {},
): Promise<Bot> {
  const bot = await toyBot();
  const { to = HEAD, op = 'send', ...more } = row;
  const { messageId } = await bot.messenger.sendCard(HEAD, hello, 'm-near');
  const live = copy({
    ...HEAD,
    about: 'tally:N',
    state: 'live',
    message: messageId,
    sent: true,
    sentAt: START,
  });
  await bot.store.commit({
    ...{ requestId: 'rows', fingerprint: 'rows', at: START, actor: 'system', reason: 'rows' },
    put: [
      { kind: 'copy', id: 'm-near', rev: 0, body: live },
      ...(op === 'send' ? [{ kind: 'copy', id: 'm-lost', rev: 0, body: copy(to) }] : []),
    ],
    outbox: [
      {
        ...{ id: 'm-lost', topic: op, notBefore: START },
        key: 'person' in to ? `person:${to.person}` : `chat:${to.chat}`,
        payload: { op, to, copy: 'm-lost', card: 'toy.tally', about: 'tally:T', ...more },
      },
    ],
  });
  return bot;
}
/** The first attempt gets no answer; then nothing answers until it is too late to try again. */
export async function lose(bot: Bot, arrived: boolean, minutes = 70): Promise<void> {
  bot.messenger.fail = () => ({ error: timeout, lost: arrived });
  await bot.drain();
  bot.messenger.fail = () => undefined;
  bot.messenger.forget();
  bot.at(plusMs(START, minutes * MINUTE));
}
export const messages = (bot: Bot): number => bot.messenger.messages.length - 1;
export const states = async (bot: Bot): Promise<readonly number[]> =>
  Promise.all(
    (['sent', 'unknown', 'waiting'] as const).map(
      async (s) => (await bot.store.outbox(s, 9)).filter(({ item }) => item.topic !== 'patch').length,
    ),
  );
/** What `states` says of a row that was sent, and of one that a person is asked about. */
export const SENT = [1, 0, 0];
export const ASKED = [0, 1, 0];
