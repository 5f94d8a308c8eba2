import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, note, para, row } from '../kit/elements.ts';

/** How to bring posts, steps and roles in. */
export const importOpenCard = (): Card =>
  card({ audience: 'private', title: text('导入岗位与角色', 'Import posts and roles'), colour: 'blue' }, [
    para(
      text(
        '1. 取模板，按“说明”填写岗位、权力事项与环节、角色三张表。\n2. 把填好的 .xlsx 文件直接发到这个单聊。\n3. 先核对：哪些新增、哪些变动、哪些行有误；您确认后才生效，七天内可以整批撤销。',
        '1. Get the template and fill in its three sheets: posts, steps, roles.\n2. Send the .xlsx file to this chat.\n3. It is checked first: what is new, what changes, which rows are faulty. It takes effect when you confirm and can be undone as a whole for seven days.',
      ),
    ),
    row(
      button(
        text('取模板', 'Get the template'),
        { do: 'organization.importTemplate', id: '-', rev: 0 },
        'primary_filled',
      ),
      button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 }),
    ),
    note(
      text(
        '已有的岗位按单位、部门、岗位名称对应；空着的格子不改动原有内容；导入不删除任何岗位。请勿填写身份证号、电话等个人信息。文件不超过 5 MB、20000 行。',
        'Existing posts are matched by unit, division and name; empty cells change nothing; an import removes nothing. No ID or phone numbers, please. At most 5 MB and 20,000 rows.',
      ),
    ),
  ]);
