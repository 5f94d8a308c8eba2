import type { StepName } from '../../src/kernel/chain.ts';
import { stepWord } from '../../src/kernel/chain.ts';
import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, fact, hr, note, para, row } from '../kit/elements.ts';
import { option, pageOf, pager, pickPaged } from '../organization/paged.ts';

export type StuckItem = {
  readonly id: string;
  readonly rev: number;
  readonly place: string;
  readonly grade: Grade;
  readonly step: StepName;
  readonly since: string;
};
export type StuckView = { readonly items: readonly StuckItem[]; readonly page: number };

const PER_PAGE = 6;

/** Steps that nobody active holds, gravest first, each with the way to give it to somebody. */
export function stuckCard({ items, page }: StuckView): Card {
  const shown = pageOf(items, page, PER_PAGE);
  return card(
    {
      audience: 'private',
      title: text('卡住的环节', 'Stuck steps'),
      colour: items.length > 0 ? 'orange' : 'green',
    },
    [
      para(
        items.length === 0
          ? text('没有卡住的环节。', 'No step is stuck.')
          : text(
              `共 ${items.length} 项没有在职的办理人，请逐项指定。`,
              `${items.length} steps have no active holder. Please assign them.`,
            ),
      ),
      ...shown.items.flatMap((i) => [
        hr,
        para(same(i.place)),
        note(
          text(
            `${gradeWord[i.grade]['zh-CN']} · ${stepWord[i.step]['zh-CN']} · 自 ${i.since}`,
            `${gradeWord[i.grade]['en-US']} · ${stepWord[i.step]['en-US']} · since ${i.since}`,
          ),
        ),
        button(text('指定办理人', 'Assign'), { do: 'office.route', id: i.id, rev: i.rev }),
      ]),
      ...pager(shown, { do: 'office.stuck', id: '-', rev: 0 }),
      button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 }),
    ],
  );
}

export type RouteView = StuckItem & {
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly page: number;
};

/** Who takes a stuck step: leaders and officers who have nothing to do with the matter. */
export function routeCard(v: RouteView): Card {
  const on = { id: v.id, rev: v.rev };
  return card({ audience: 'private', title: text('指定办理人', 'Assign a step'), colour: 'orange' }, [
    fact(text('事项', 'Matter'), same(v.place)),
    fact(text('等级', 'Grade'), gradeWord[v.grade]),
    fact(text('环节', 'Step'), stepWord[v.step]),
    ...pickPaged({
      placeholder: text('选择办理人', 'Choose who takes it'),
      options: v.choices.map((c) => option(c.id, c.label)),
      action: { do: 'office.reroute', ...on },
      page: v.page,
      turn: { do: 'office.route', ...on },
    }),
    note(
      text(
        '填报人、岗位本人和需要回避的人不在其中。指定会记入审核记录。',
        "The declarer, the post's holders and those recused are left out. The assignment is kept in the history.",
      ),
    ),
    row(button(text('返回', 'Back'), { do: 'office.stuck', id: '-', rev: 0 })),
  ]);
}
