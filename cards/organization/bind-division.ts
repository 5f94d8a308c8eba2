import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, fact, note } from '../kit/elements.ts';
import { option, pickPaged } from './paged.ts';

export type BindDivisionView = {
  readonly chat: string;
  readonly rev: number;
  readonly name: string;
  readonly divisions: readonly {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly bound: boolean;
  }[];
  readonly page: number;
};

/** Which division a group is for. */
export function bindDivisionCard(view: BindDivisionView): Card {
  const on = { id: view.chat, rev: view.rev };
  return card({ audience: 'private', title: text('绑定部门群', "Bind a division's group"), colour: 'blue' }, [
    fact(text('群', 'Group'), view.name ? same(view.name) : text('（未命名的群）', '(unnamed group)')),
    ...pickPaged({
      placeholder: text('选择部门', 'Choose the division'),
      options: view.divisions.map((d) => option(d.id, d.name, same(d.bound ? `${d.unit} · ✓` : d.unit))),
      action: { do: 'organization.bindDivision', ...on },
      page: view.page,
      turn: { do: 'organization.divisionList', ...on },
    }),
    note(
      text(
        '部门范围的公示发到部门群；没有部门群的发到单位群。打钩的部门已有群。',
        "Notices for a division go to its group; without one, to its unit's group. A tick: the division has a group.",
      ),
    ),
    button(text('返回', 'Back'), { do: 'organization.bindOpen', ...on }),
  ]);
}
