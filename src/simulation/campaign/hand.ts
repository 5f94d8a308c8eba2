import type { DirectoryUser } from '../../feishu/directory.ts';
import type { Reply } from '../../kernel/envelope.ts';
import { type Field, type Press, pressesOn } from '../card-reading.ts';
import type { Sent } from '../feishu.ts';
import type { Stage } from './stage.ts';

type Values = Readonly<Record<string, unknown>>;
export type How = {
  /** What is filled in anew; everything else goes as it stands on the card. */
  readonly form?: Values;
  readonly option?: string;
  /** Which of several buttons of one name. */
  readonly when?: (value: Values) => boolean;
};

/** One person's thumb on a phone: presses what the card offers, fills in its form, and counts every tap. */
export type Hand = {
  readonly user: DirectoryUser;
  taps: number;
  /** undefined: the card has no such button. */
  press(on: Sent, button: string, how?: How): Promise<Reply | undefined>;
  /** A word or a menu key: one tap in the bot's menu. The message that answers it. */
  say(word: string): Promise<Sent | undefined>;
  newest(): Sent | undefined;
};

/** A select opens its list first; a field is touched once and then typed into. */
const tapsFor = (field: Field | undefined): number => (field?.tag.includes('select') ? 2 : 1);

/** A client sends every field of the form: what was typed, else what stood there. */
function filled(fields: readonly Field[], form: Values): Values {
  const sent = fields.map((f) => {
    const value = Object.hasOwn(form, f.name) ? form[f.name] : f.value;
    return [f.name, f.tag === 'date_picker' && value ? `${String(value).slice(0, 10)} +0800` : value];
  });
  return Object.fromEntries(sent.filter(([, value]) => value !== undefined));
}

export function handOf(stage: Stage, user: DirectoryUser): Hand {
  const { feishu, line, tape, nextId } = stage;
  const newest = (): Sent | undefined => feishu.inbox(user.openId).at(-1);
  const at = (): string => new Date(tape.now).toISOString();

  function count(what: Press, how: How): number {
    const touched = Object.keys(how.form ?? {}).map((name) => what.fields?.find((f) => f.name === name));
    return (
      (how.option === undefined ? 1 : 2) +
      (what.asks ? 1 : 0) +
      touched.reduce((sum, field) => sum + tapsFor(field), 0)
    );
  }
  return {
    user,
    taps: 0,
    newest,
    async press(on, button, how = {}) {
      const what =
        on.card && pressesOn(on.card).find((p) => p.name === button && (how.when?.(p.value) ?? true));
      if (!what) return undefined;
      this.taps += count(what, how);
      tape.counts.clicks += 1;
      const reply = await line.click({
        kind: 'click',
        cause: `evt:${nextId()}`,
        openId: user.openId,
        chatId: on.chatId,
        messageId: on.id,
        value: what.value,
        ...(what.fields ? { form: filled(what.fields, how.form ?? {}) } : {}),
        ...(how.option === undefined ? {} : { option: how.option }),
        at: at(),
      });
      if (reply === 'down') throw new Error(`nobody answered ${button}`);
      await stage.inspector.replied(user, on, what, reply);
      if (reply.card) on.card = reply.card;
      return reply;
    },
    async say(word) {
      this.taps += 1;
      tape.counts.words += 1;
      const [id, before] = [`om_in${nextId()}`, newest()];
      await line.push({
        kind: 'message',
        cause: `msg:${id}`,
        openId: user.openId,
        chatId: `oc_p2p_${user.openId.slice(3)}`,
        chatType: 'p2p',
        messageId: id,
        text: word,
        at: at(),
      });
      const answer = newest();
      return answer === before ? undefined : answer;
    },
  };
}
