import type { PostKind } from '../../src/kernel/grade.ts';
import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { note, para } from '../kit/elements.ts';
import { option, pickPaged } from './paged.ts';
import { kindWord } from './text.ts';

export type PostsView = {
  /** The reader heads the division of these posts; else they are the own ones. */
  readonly heads: boolean;
  readonly posts: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: PostKind;
    readonly empty: boolean;
    readonly duty: boolean;
  }[];
  readonly page: number;
};

const choices = (v: PostsView): ReturnType<typeof pickPaged> =>
  pickPaged({
    placeholder: text('查看岗位', 'Open a post'),
    options: v.posts.map((p) => option(p.id, p.name, kindWord[p.kind])),
    action: { do: 'organization.post', id: '-', rev: 0 },
    page: v.page,
    turn: { do: 'organization.posts', id: '-', rev: 0 },
  });

/** 岗位: the posts one heads or holds, with what is still missing. */
export function postsCard(v: PostsView): Card {
  const empty = v.posts.filter((p) => p.empty).length;
  const unwritten = v.posts.filter((p) => !p.duty).length;
  const count = v.heads
    ? text(
        `本部门岗位 ${v.posts.length} 个：无人在岗 ${empty} 个，职责未填 ${unwritten} 个。`,
        `${v.posts.length} posts in the division: ${empty} without a holder, ${unwritten} without a duty.`,
      )
    : v.posts.length === 0
      ? text('名册里没有登记您的岗位。', 'No post of yours is in the register.')
      : text(`您的岗位 ${v.posts.length} 个。`, `You hold ${v.posts.length} post(s).`);
  return card({ audience: 'private', title: text('岗位', 'Posts'), colour: 'blue' }, [
    para(count),
    ...(v.posts.length === 0 ? [] : choices(v)),
    note(
      text(
        '岗位由部门负责人和办公室维护，也可用 Excel 导入。',
        'Posts are kept by the head and the office, or imported from Excel.',
      ),
    ),
  ]);
}
