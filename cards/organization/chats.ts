import type { ChatPurpose } from '../../src/kernel/people.ts';
import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, note, para } from '../kit/elements.ts';
import { option, pickPaged } from './paged.ts';
import { purposeWord } from './text.ts';

export type ChatsView = {
  readonly chats: readonly {
    readonly id: string;
    readonly name: string;
    readonly purpose: ChatPurpose | undefined;
    readonly unit: string | undefined;
  }[];
  readonly unitsWithout: readonly string[];
  readonly page: number;
};

const shown = 6;

/** All groups the bot is in; those not bound yet first. */
export function chatsCard({ chats, unitsWithout, page }: ChatsView): Card {
  const unbound = chats.filter((c) => c.purpose === undefined);
  const sorted = [...unbound, ...chats.filter((c) => c.purpose !== undefined)];
  const names = unitsWithout.slice(0, shown).join('、') + (unitsWithout.length > shown ? '…' : '');
  return card(
    { audience: 'private', title: text('群绑定', 'Groups'), colour: unbound.length > 0 ? 'orange' : 'blue' },
    [
      para(
        text(
          `机器人在 ${chats.length} 个群里，其中 ${unbound.length} 个尚未绑定。`,
          `The bot is in ${chats.length} groups; ${unbound.length} are not bound.`,
        ),
      ),
      unitsWithout.length > 0 &&
        para(
          text(
            `还没有群的单位 ${unitsWithout.length} 个：${names}`,
            `${unitsWithout.length} units have no group: ${names}`,
          ),
        ),
      ...pickPaged({
        placeholder: text('选择群', 'Choose a group'),
        options: sorted.map((c) =>
          option(
            c.id,
            c.name || '（未命名的群）',
            c.purpose === undefined
              ? text('未绑定', 'not bound')
              : c.unit === undefined
                ? purposeWord[c.purpose]
                : same(c.unit),
          ),
        ),
        action: { do: 'organization.bindOpen', id: '-', rev: 0 },
        page,
        turn: { do: 'organization.chats', id: '-', rev: 0 },
      }),
      note(
        text(
          '新的群：把机器人加入群，在群里 @机器人 发送“绑定”。',
          'A new group: add the bot to it, mention it and send "bind".',
        ),
      ),
      button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 }),
    ],
  );
}
