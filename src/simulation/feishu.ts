import type { Card } from '../../cards/kit/card.ts';
import { type Messenger, MessengerError, type OutgoingFile, type Recipient } from '../feishu/messenger.ts';
import type { Directory } from './bureau.ts';
import type { Dice } from './dice.ts';
import { CALL_ODDS, type Fault, type Mishaps } from './faults.ts';
import type { Life } from './life.ts';
import type { Tape } from './tape.ts';

/** A message as it hangs in a chat. `before`: the face it had, for people who tap what they saw a while ago. */
export type Sent = {
  readonly id: string;
  readonly uuid: string;
  readonly to: Recipient;
  readonly chatId: string;
  readonly at: number;
  card?: Card;
  before?: Card;
  file?: OutgoingFile;
};
export type Feishu = {
  readonly directory: Directory;
  mishaps: Mishaps;
  /** What hangs in somebody's chat or a group, oldest first; the newest ones. */
  inbox(recipient: string): readonly Sent[];
  /** The messenger as one process sees it. */
  seenBy(life: Life): Messenger;
  /** The row has met a fault: it may come late. */
  faulted(uuid: string): boolean;
  onSent: (sent: Sent) => Promise<void>;
  onRedrawn: (sent: Sent, card: Card) => Promise<void>;
};

/** Feishu forgets a uuid after an hour; the same one then sends a second message. */
const UUID_MS = 3_600_000;
const KEPT = 30;

export const chatOf = (to: Recipient): string => ('chat' in to ? to.chat : `oc_p2p_${to.person.slice(3)}`);
export const recipientOf = (to: Recipient): string => ('chat' in to ? to.chat : to.person);

type Parts = {
  readonly directory: Directory;
  readonly tape: Tape;
  readonly dice: Dice;
  readonly kinds: ReadonlySet<Fault>;
  /** Messages that hang in a chat before the oldest is forgotten; 30 if left out. */
  readonly kept?: number;
};

/** What one call meets: an error before anything happened, or one after it did (`lost`). */
function faultOf(
  { tape, dice, kinds }: Parts,
  mishaps: Mishaps,
): { error: MessengerError; lost: boolean } | undefined {
  const { outage } = mishaps;
  const lot = dice.next();
  if (outage && tape.now >= outage.from && tape.now < outage.to)
    return lot < 0.3
      ? { error: new MessengerError('again', 0, 'simulated outage'), lost: false }
      : { error: new MessengerError('unknown', 0, 'simulated timeout'), lost: outage.sends && lot < 0.6 };
  const { slow, again, lost } = CALL_ODDS;
  if (lot < slow)
    return kinds.has('errors')
      ? { error: new MessengerError('slow', 99991400, 'simulated limit', 1000 + dice.int(9000)), lost: false }
      : undefined;
  if (lot < slow + again)
    return kinds.has('errors')
      ? { error: new MessengerError('again', 0, 'simulated 5xx'), lost: false }
      : undefined;
  if (lot < slow + again + lost && kinds.has('lost'))
    return { error: new MessengerError('unknown', 0, 'simulated lost answer'), lost: dice.chance(0.7) };
  return undefined;
}

export function fakeFeishu(parts: Parts): Feishu {
  const { directory, tape } = parts;
  const messages = new Map<string, Sent>();
  const inboxes = new Map<string, Sent[]>();
  const byUuid = new Map<string, Sent>();
  const met = new Set<string>();

  /** The uuid is remembered for good, the card only while somebody may tap it. */
  function forget(sent: Sent | undefined): void {
    if (!sent) return;
    messages.delete(sent.id);
    delete sent.card;
    delete sent.before;
    delete sent.file;
  }

  function keep(sent: Sent): void {
    const inbox = inboxes.get(recipientOf(sent.to)) ?? [];
    inbox.push(sent);
    if (inbox.length > (parts.kept ?? KEPT)) forget(inbox.shift());
    inboxes.set(recipientOf(sent.to), inbox);
    messages.set(sent.id, sent);
  }

  async function place(to: Recipient, uuid: string, what: Pick<Sent, 'card' | 'file'>): Promise<Sent> {
    const known = byUuid.get(uuid);
    if (known && tape.now - known.at < UUID_MS) return known;
    if (known) tape.broken('nothing sent twice', `uuid ${uuid} again after its hour`);
    const id = `om_${String(tape.counts.messages + 1).padStart(7, '0')}`;
    const sent: Sent = { id, uuid, to, chatId: chatOf(to), at: tape.now, ...what };
    tape.counts.messages += 1;
    byUuid.set(uuid, sent);
    keep(sent);
    await made.onSent(sent);
    return sent;
  }

  /** A call with its faults: before, after, and the places where our own process may die. */
  async function call<T>(life: Life, uuid: string, act: () => Promise<T>): Promise<T> {
    await life.step();
    const fault = faultOf(parts, made.mishaps);
    if (fault) {
      met.add(uuid);
      tape.counts[fault.error.fault === 'unknown' ? 'lostAnswers' : 'refusedCalls'] += 1;
      if (!fault.lost) throw fault.error;
    }
    const result = await act();
    await life.step();
    if (fault) throw fault.error;
    return result;
  }

  const present = (to: Recipient): boolean =>
    'chat' in to || directory.users.some((u) => u.openId === to.person && u.active);
  const made: Feishu = {
    directory,
    mishaps: { crashes: [] },
    inbox: (recipient) => inboxes.get(recipient) ?? [],
    faulted: (uuid) => met.has(uuid),
    onSent: async () => undefined,
    onRedrawn: async () => undefined,
    seenBy: (life) => {
      const send = (to: Recipient, uuid: string, what: Pick<Sent, 'card' | 'file'>) =>
        call(life, uuid, async () => {
          if (!present(to)) throw new MessengerError('permanent', 230013, 'not available to this person');
          const { id, chatId } = await place(to, uuid, what);
          return { messageId: id, chatId };
        });
      return {
        ask: () => call(life, 'ask', async () => undefined),
        sendCard: (to, card, uuid) => send(to, uuid, { card }),
        sendFile: (to, file, uuid) => send(to, uuid, { file }),
        patchCard: (messageId, card) =>
          call(life, messageId, async () => {
            tape.counts.redraws += 1;
            const sent = messages.get(messageId);
            if (!sent) return;
            await made.onRedrawn(sent, card);
            if (sent.card) sent.before = sent.card;
            sent.card = card;
          }),
        // A card that was redrawn no longer tells its uuid; a file never does.
        lookUp: ({ what, uuid, near }) =>
          call(life, uuid, async () => {
            const mute = (sent: Sent): boolean => sent.card === undefined || sent.before !== undefined;
            const sought = byUuid.get(uuid);
            if (sought && !mute(sought)) return { messageId: sought.id, others: [] };
            const to = messages.get(near)?.to;
            const there = (to ? made.inbox(recipientOf(to)) : []).filter(
              (sent) => mute(sent) && (sent.file ? 'file' : 'card') === what,
            );
            return { others: [...new Set([...(sought ? [sought] : []), ...there])].map(({ id }) => id) };
          }),
        download: async () => {
          throw new MessengerError('permanent', 234037, 'no such file');
        },
      };
    },
  };
  return made;
}
