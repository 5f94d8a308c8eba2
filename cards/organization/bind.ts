import type { ChatCeiling, ChatPurpose } from '../../src/kernel/people.ts';
import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, type Element, fact, hr, note, para, pick, row } from '../kit/elements.ts';
import { option, pickPaged } from './paged.ts';
import { ceilingWord, purposeWord } from './text.ts';

export type BindView = {
  readonly chat: string;
  readonly rev: number;
  readonly name: string;
  readonly inside: boolean;
  readonly purpose: ChatPurpose | undefined;
  /** Unit, or unit and division, that it is bound to. */
  readonly unit: string | undefined;
  /** What it may be shown now, and what may be chosen. */
  readonly ceiling: ChatCeiling;
  readonly ceilings: readonly ChatCeiling[];
  readonly units: readonly { readonly id: string; readonly name: string; readonly bound: boolean }[];
  readonly page: number;
};

const usedFor = ({ purpose, unit }: BindView) =>
  purpose === undefined
    ? text('尚未绑定', 'not bound')
    : unit === undefined
      ? purposeWord[purpose]
      : text(`${purposeWord[purpose]['zh-CN']} · ${unit}`, `${purposeWord[purpose]['en-US']} · ${unit}`);

/** The purposes to choose from; none when the bot can't write there. */
function choices(view: BindView): readonly (Element | false)[] {
  if (!view.inside) return [para(text('机器人已不在这个群里。', 'The bot is no longer in this group.'))];
  const on = { id: view.chat, rev: view.rev };
  return [
    hr,
    para(
      text(
        '用作某单位的群（公示与月度汇总发到这里）：',
        "As a unit's group (publicity and monthly summary go here):",
      ),
    ),
    ...pickPaged({
      placeholder: text('选择单位', 'Choose the unit'),
      options: view.units.map((u) =>
        option(u.id, u.name, u.bound ? text('已有群', 'has a group') : undefined),
      ),
      action: { do: 'organization.bindUnit', ...on },
      page: view.page,
      turn: { do: 'organization.bindOpen', ...on },
    }),
    row(
      button(text('用作领导小组群', 'Leading group'), { do: 'organization.bindLeading', ...on }),
      button(text('用作纪检干部群', 'Discipline officers'), { do: 'organization.bindDiscipline', ...on }),
      button(text('用作部门群', "A division's group"), { do: 'organization.divisionList', ...on }),
      button(text('仅用于公示', 'For notices only'), { do: 'organization.bindOther', ...on }),
    ),
  ];
}

/** How much of the figures the group may be shown; a purpose with one answer needs no choice. */
const ceilingOf = (view: BindView): readonly Element[] =>
  view.purpose === undefined
    ? []
    : [
        fact(text('汇总显示范围', 'Summary shows'), ceilingWord[view.ceiling]),
        ...(view.ceilings.length > 1
          ? [
              pick({
                placeholder: text('更改显示范围', 'Change what it shows'),
                options: view.ceilings.map((c) => ({ value: c, label: ceilingWord[c] })),
                action: { do: 'organization.ceiling', id: view.chat, rev: view.rev },
              }),
            ]
          : []),
      ];

const unbindButton = (view: BindView): Element =>
  button(text('解除绑定', 'Unbind'), { do: 'organization.unbind', id: view.chat, rev: view.rev }, 'danger', {
    confirm: {
      title: text('解除绑定', 'Unbind'),
      text: text(
        '之后公示和汇总不再发到这个群。',
        'Publicity and summaries will no longer go to this group.',
      ),
    },
  });

/** What a group is for: chosen in private, since a group card is everybody's. */
export function bindCard(view: BindView): Card {
  const colour = view.purpose ? 'green' : 'blue';
  const name = view.name ? same(view.name) : text('（未命名的群）', '(unnamed group)');
  return card({ audience: 'private', title: text('绑定群', 'Bind a group'), colour }, [
    fact(text('群', 'Group'), name),
    fact(text('用途', 'Purpose'), usedFor(view)),
    ...ceilingOf(view),
    ...choices(view),
    view.purpose !== undefined && unbindButton(view),
    note(
      text(
        '一个用途只对应一个群；改绑后原来的群自动解除。',
        'One purpose has one group; the earlier one is unbound by itself.',
      ),
    ),
    button(text('全部群', 'All groups'), { do: 'organization.chats', id: '-', rev: 0 }),
  ]);
}
