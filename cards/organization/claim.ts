import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, note, para, row } from '../kit/elements.ts';

export type ClaimView =
  | { readonly kind: 'ask' | 'none' | 'welcome' }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'wait'; readonly minutes: number };

const words = (view: ClaimView) => {
  switch (view.kind) {
    case 'ask':
      return text(
        '请在“认领”后面写上服务器首次启动时显示的认领码，例如：认领 QF-ABCD-2345-EFGH-6789。',
        "Write the claim code shown at the server's first start after the word, for example: claim QF-ABCD-2345-EFGH-6789.",
      );
    case 'none':
      return text(
        '当前没有可用的认领码。请在服务器上运行 npm run claim 取得新的认领码。',
        'There is no open claim code. Run "npm run claim" on the server to get a new one.',
      );
    case 'welcome':
      return text(
        '您已成为管理员。下一步：绑定各单位的群，导入岗位与角色。',
        "You are an administrator now. Next: bind the units' groups, then import posts and roles.",
      );
    case 'wrong':
      return text(
        `认领码不对，请核对后再试，还可以试 ${view.left} 次。`,
        `That code is not right. Please check it; ${view.left} tries are left.`,
      );
    case 'wait':
      return text(
        `认领码多次不对，请在 ${view.minutes} 分钟后再试。`,
        `Too many wrong codes. Please try again in ${view.minutes} minutes.`,
      );
  }
};

/** Answer to 认领. */
export const claimCard = (view: ClaimView): Card =>
  card(
    {
      audience: 'private',
      title: text('认领管理员', 'Claim administration'),
      colour: view.kind === 'welcome' ? 'green' : 'wathet',
    },
    [
      para(words(view)),
      view.kind === 'welcome' &&
        row(
          button(
            text('导入岗位与角色', 'Import posts and roles'),
            { do: 'imports.open', id: '-', rev: 0 },
            'primary_filled',
          ),
          button(text('管理', 'Administration'), { do: 'organization.admin', id: '-', rev: 0 }),
        ),
      view.kind === 'welcome' &&
        note(
          text(
            '绑定群：在群里 @机器人 并发送“绑定”。',
            'To bind a group, mention the bot in it and send "bind".',
          ),
        ),
    ],
  );
