import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, para, row } from '../kit/elements.ts';
import { option, pickPaged } from './paged.ts';

export type UnitsView = {
  readonly units: readonly { readonly id: string; readonly name: string; readonly posts: number }[];
  readonly page: number;
};

/** Who is who, from the top: the units. */
export const unitsCard = ({ units, page }: UnitsView): Card =>
  card({ audience: 'private', title: text('谁是谁', 'Who is who'), colour: 'blue' }, [
    para(
      text(
        `共 ${units.length} 个单位。人员、部门和负责人来自飞书；岗位、分管领导和纪检干部在这里或用导入维护。`,
        `${units.length} units. People, divisions and heads come from Feishu; posts, branch leaders and discipline officers are kept here or by import.`,
      ),
    ),
    ...pickPaged({
      placeholder: text('选择单位', 'Choose a unit'),
      options: units.map((u) => option(u.id, u.name, text(`${u.posts} 个岗位`, `${u.posts} posts`))),
      action: { do: 'organization.unit', id: '-', rev: 0 },
      page,
      turn: { do: 'organization.units', id: '-', rev: 0 },
    }),
    row(
      button(text('全局角色', 'Bureau-wide roles'), { do: 'organization.roles', id: '-', rev: 0 }),
      button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 }),
    ),
  ]);
