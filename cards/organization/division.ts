import type { PostKind } from '../../src/kernel/grade.ts';
import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, fact, note, row } from '../kit/elements.ts';
import { branchPanel } from './line.ts';
import { option, pickPaged } from './paged.ts';
import { kindWord } from './text.ts';
import { type Choice, choices, named } from './unit.ts';

export type DivisionView = {
  readonly id: string;
  readonly rev: number;
  readonly unit: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly head: string | undefined;
  readonly branchLeader: string | undefined;
  readonly posts: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: PostKind;
    readonly holders: readonly string[];
  }[];
  readonly withoutPost: readonly string[];
  readonly branchChoices: readonly Choice[];
  readonly page: number;
};

const listed = (names: readonly string[], max: number): string =>
  names.slice(0, max).join('、') + (names.length > max ? `… ${names.length}` : '');

const postOption = (p: DivisionView['posts'][number]) => {
  const [zh, en] = [kindWord[p.kind]['zh-CN'], kindWord[p.kind]['en-US']];
  const who = listed(p.holders, 3);
  return option(
    p.id,
    p.name,
    who === '' ? text(`${zh}，无人在岗`, `${en}, nobody`) : text(`${zh}，${who}`, `${en}, ${who}`),
  );
};

/** One division: head, branch leader, posts and who holds them. */
export function divisionCard(v: DivisionView): Card {
  const on = { id: v.id, rev: v.rev };
  return card({ audience: 'private', title: same(v.name), subtitle: same(v.unit.name), colour: 'blue' }, [
    fact(text('部门负责人（飞书）', 'Head (Feishu)'), named(v.head)),
    fact(
      text('分管领导', 'Branch leader'),
      v.branchLeader === undefined ? text('（随单位）', "(the unit's)") : same(v.branchLeader),
    ),
    ...pickPaged({
      placeholder: text('进入岗位', 'Open a post'),
      options: v.posts.map(postOption),
      action: { do: 'organization.post', id: '-', rev: 0 },
      page: v.page,
      turn: { do: 'organization.division', ...on },
    }),
    v.withoutPost.length > 0 &&
      note(
        text(
          `尚未列入岗位 ${v.withoutPost.length} 人：${listed(v.withoutPost, 12)}`,
          `${v.withoutPost.length} without a post: ${listed(v.withoutPost, 12)}`,
        ),
      ),
    branchPanel(
      choices(v.branchChoices),
      { do: 'organization.setDivisionBranch', ...on },
      { do: 'organization.division', ...on },
    ),
    row(button(text('返回单位', 'Back to the unit'), { do: 'organization.unit', id: v.unit.id, rev: 0 })),
  ]);
}
