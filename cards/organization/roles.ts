import type { Role } from '../../src/kernel/people.ts';
import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, columns, note, para } from '../kit/elements.ts';
import { pageOf, pager } from './paged.ts';
import { roleWord } from './text.ts';

export type RolesView = {
  readonly grants: readonly {
    readonly id: string;
    readonly role: Role;
    readonly label: string;
    readonly active: boolean;
  }[];
  readonly page: number;
};

const PER_PAGE = 8;

/** Bureau-wide roles with a button each to revoke them. */
export function rolesCard({ grants, page }: RolesView): Card {
  const shown = pageOf(grants, page, PER_PAGE);
  return card({ audience: 'private', title: text('全局角色', 'Bureau-wide roles'), colour: 'blue' }, [
    ...shown.items.map((g) =>
      columns(
        {
          weight: 3,
          elements: [
            para(
              text(
                `${roleWord[g.role]['zh-CN']}：${g.label}${g.active ? '' : '，已离职或停用'}`,
                `${roleWord[g.role]['en-US']}: ${g.label}${g.active ? '' : ', inactive'}`,
              ),
            ),
          ],
        },
        {
          weight: 1,
          elements: [
            button(text('撤销', 'Revoke'), { do: 'organization.revokeRole', id: g.id, rev: 0 }, 'default', {
              confirm: {
                title: text('撤销角色', 'Revoke the role'),
                text: text(
                  `撤销后此人不再办理相应事项：${g.label}`,
                  `They will no longer act in this role: ${g.label}`,
                ),
              },
            }),
          ],
        },
      ),
    ),
    ...pager(shown, { do: 'organization.roles', id: '-', rev: 0 }),
    note(text('增加角色请用导入的“角色”表。', "Add roles with the import's roles sheet.")),
    button(text('全部单位', 'All units'), { do: 'organization.units', id: '-', rev: 0 }),
  ]);
}
