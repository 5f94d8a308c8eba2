import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { type Action, button, type Element, fact, row } from '../kit/elements.ts';

export type AdminView = {
  readonly people: number;
  readonly units: number;
  readonly posts: number;
  readonly emptyPosts: number;
  readonly unitsWithoutGroup: number;
  readonly unreachable: number;
  readonly undelivered: number;
};

const to = (name: string): Action => ({ do: name, id: '-', rev: 0 });
const count = (n: number) => text(`${n} 个`, String(n));

/** The office admin's start card. */
export function adminCard(v: AdminView): Card {
  const waits = v.unreachable + v.undelivered;
  const tools: readonly Element[] = [
    row(
      button(text('谁是谁', 'Who is who'), to('organization.units')),
      button(text('导入', 'Import'), to('imports.open')),
      button(text('群绑定', 'Groups'), to('organization.chats')),
    ),
    row(
      button(text('未送达消息', 'Undelivered'), to('organization.undelivered')),
      button(text('无法送达的人', 'Out of reach'), to('organization.unreachable')),
      button(text('卡住的环节', 'Stuck steps'), to('office.stuck')),
    ),
  ];
  return card(
    { audience: 'private', title: text('管理', 'Administration'), colour: waits > 0 ? 'orange' : 'blue' },
    [
      fact(
        text('人员 / 单位 / 岗位', 'People / units / posts'),
        text(`${v.people} / ${v.units} / ${v.posts}`, `${v.people} / ${v.units} / ${v.posts}`),
      ),
      v.emptyPosts > 0 && fact(text('无人在岗的岗位', 'Posts nobody holds'), count(v.emptyPosts)),
      v.unitsWithoutGroup > 0 &&
        fact(text('还没有群的单位', 'Units without a group'), count(v.unitsWithoutGroup)),
      v.undelivered > 0 &&
        fact(text('未送达消息', 'Undelivered messages'), text(`${v.undelivered} 条`, String(v.undelivered))),
      v.unreachable > 0 &&
        fact(text('无法送达的人', 'People out of reach'), text(`${v.unreachable} 人`, String(v.unreachable))),
      ...tools,
    ],
  );
}
