import type { Card } from '../../cards/kit/card.ts';
import type { DirectoryUser } from '../feishu/directory.ts';
import type { Reply } from '../kernel/envelope.ts';
import { type Press, pressesOn } from './card-reading.ts';
import type { Dice } from './dice.ts';
import type { Feishu, Sent } from './feishu.ts';
import { fillForm } from './fill.ts';
import { ADMIN_WORDS, phrasesOf, weightOf } from './habits.ts';
import type { Line } from './line.ts';
import type { Tape } from './tape.ts';

export type People = {
  /** One sitting of one person: something from the inbox, a word, a declaration, a look into the group. */
  act(user: DirectoryUser): Promise<void>;
};

type Parts = {
  readonly feishu: Feishu;
  readonly line: Line;
  readonly tape: Tape;
  readonly dice: Dice;
  readonly admins: ReadonlySet<string>;
  readonly groupOf: (user: DirectoryUser) => string | undefined;
  /** The words that the bot knows. */
  readonly words: readonly string[];
  /** Numbers of events, never the same twice. */
  readonly nextId: () => string;
  readonly onReply: (user: DirectoryUser, on: Sent, press: Press, reply: Reply) => Promise<void>;
};

/** Presses in one sitting at most. */
const PATIENCE = 9;

export function people(parts: Parts): People {
  const { feishu, line, tape, dice, admins, groupOf, words, nextId, onReply } = parts;
  const at = (): string => new Date(tape.now).toISOString();

  async function press(user: DirectoryUser, on: Sent, what: Press): Promise<Reply | 'down'> {
    tape.counts.clicks += 1;
    tape.note(what.name);
    const form = fillForm(what, tape.now, dice);
    const option = what.options && what.options.length > 0 ? dice.pick(what.options) : undefined;
    const reply = await line.click({
      kind: 'click',
      cause: `evt:${nextId()}`,
      openId: user.openId,
      chatId: on.chatId,
      messageId: on.id,
      value: what.value,
      ...(form ? { form } : {}),
      ...(option === undefined ? {} : { option }),
      at: at(),
    });
    if (reply === 'down') return reply;
    await onReply(user, on, what, reply);
    if (reply.card) {
      if (on.card) on.before = on.card;
      on.card = reply.card;
    }
    return reply;
  }

  /** A finger that taps twice sends two events about the same face of the card. */
  async function tap(user: DirectoryUser, on: Sent, what: Press): Promise<Reply | 'down'> {
    if (!dice.chance(0.04)) return press(user, on, what);
    const [first] = await Promise.all([press(user, on, what), press(user, on, what)]);
    return first;
  }

  async function follow(user: DirectoryUser, on: Sent, face: Card | undefined = on.card): Promise<void> {
    let shown = face;
    for (let taps = 0; taps < PATIENCE && shown; taps += 1) {
      const what = dice.weighted(pressesOn(shown), weightOf);
      if (!what) return;
      const reply = await tap(user, on, what);
      if (reply === 'down' || (!reply.card && reply.toast?.type !== 'error')) return;
      if (reply.toast?.type === 'success' && dice.chance(0.8)) return;
      if (dice.chance(0.08)) return;
      shown = on.card;
    }
  }

  async function say(user: DirectoryUser, text: string, chat?: string): Promise<void> {
    tape.counts.words += 1;
    tape.note(text);
    const id = `om_in${nextId()}`;
    const seen = feishu.inbox(user.openId).at(-1);
    await line.push({
      kind: 'message',
      cause: `msg:${id}`,
      openId: user.openId,
      chatId: chat ?? `oc_p2p_${user.openId.slice(3)}`,
      chatType: chat === undefined ? 'p2p' : 'group',
      messageId: id,
      text,
      at: at(),
    });
    const answer = feishu.inbox(user.openId).at(-1);
    if (answer && answer !== seen) await follow(user, answer);
  }

  const waiting = (user: DirectoryUser): readonly Sent[] =>
    feishu.inbox(user.openId).filter((m) => m.card?.waits);

  /** Something that hangs in the chat, sometimes with the face it had before. */
  async function poke(user: DirectoryUser, chat: string): Promise<void> {
    const hanging = feishu.inbox(chat).filter((m) => m.card);
    if (hanging.length === 0) return;
    const on = dice.chance(0.5) ? hanging.at(-1) : dice.pick(hanging);
    if (on) await follow(user, on, dice.chance(0.3) ? (on.before ?? on.card) : on.card);
  }

  return {
    async act(user) {
      const todo = waiting(user);
      if (todo.length > 0 && dice.chance(0.75)) return follow(user, dice.pick(todo));
      const group = groupOf(user);
      const lot = dice.next();
      if (group !== undefined && lot < 0.1) return poke(user, group);
      if (group !== undefined && lot < 0.12) return say(user, dice.pick(words), group);
      if (lot < 0.25) return poke(user, user.openId);
      if (admins.has(user.openId) && lot < 0.5) return say(user, dice.pick(ADMIN_WORDS));
      const [phrase] = dice.weighted(phrasesOf(words), ([, weight]) => weight) ?? ['帮助'];
      return say(user, phrase);
    },
  };
}
