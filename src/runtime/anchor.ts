import { card } from '../../cards/kit/card.ts';
import { fact, note, para } from '../../cards/kit/elements.ts';
import type { CardRenderer, Schedule, World } from '../kernel/capability.ts';
import { same, text } from '../kernel/text.ts';
import { instantOf, localDate, localDateTime, plusDays } from '../kernel/time.ts';
import type { StoreStatus } from '../store/store.ts';

/** Late in the working day, so that the head covers the day's work. */
const AT = '17:30';

async function due({ settings, calendar }: World, since: string, until: string) {
  const slots: { key: string; at: string }[] = [];
  for (let d = localDate(since, settings.zone); d <= localDate(until, settings.zone); d = plusDays(d, 1)) {
    const at = instantOf(d, AT, settings.zone);
    if (calendar.isWorkday(d) && at > since && at <= until) slots.push({ key: d, at });
  }
  return slots.slice(-1);
}

/** Each working day the ledger's head goes to the discipline officers' group: not even who holds the disk can rewrite history unseen (T02). */
export const anchoring = (status: () => StoreStatus): Schedule => ({
  name: 'runtime.anchor',
  due,
  run: async (world, slot) => {
    const chat = world.org.chatFor('discipline');
    if (!chat) return undefined;
    const { seq, hash } = status();
    const event = {
      type: 'ledger.anchored',
      about: 'ledger:head',
      by: 'system' as const,
      at: world.now,
      data: { seq, hash },
    };
    const message = {
      to: { chat: chat.chat },
      card: 'runtime.anchor',
      about: `anchor:${slot.key}`,
      params: { seq, hash, at: world.now },
      when: 'working' as const,
    };
    return { events: [event], messages: [message] };
  },
});

export const anchorCard: CardRenderer = async (world, _id, params) =>
  card(
    { audience: 'group', title: text('登记簿台账摘要', "Head of the register's ledger"), colour: 'grey' },
    [
      fact(text('截至', 'As of'), same(localDateTime(String(params.at), world.settings.zone))),
      fact(text('条数', 'Lines'), same(Number(params.seq))),
      para(same(String(params.hash)), { size: 'notation' }),
      note(
        text(
          '请勿删除本条：日后可凭它核对登记簿是否被改动。',
          'Please keep this message: it proves later whether the register was changed.',
        ),
      ),
    ],
  );
