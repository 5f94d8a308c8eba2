import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, note, para, row } from '../kit/elements.ts';

const to = (name: string) => ({ do: name, id: '-', rev: 0 });

/** The first thing a person sees of the bot. `channel`: where accusations go instead. */
export const welcomeCard = (name: string, channel: Text): Card =>
  card({ audience: 'private', title: text('欢迎使用清风', 'Welcome to Qingfeng'), colour: 'turquoise' }, [
    para(
      text(
        `${name}，您好。这里帮您查找、填报岗位廉政风险点，逐级审核后公示并列入目录。\n一次填报约三分钟，只填六项，其余由系统带出。\n要您办的事会发到这里，平日每个工作日至多一条摘要。`,
        `Hello ${name}. Here you find and declare the integrity risks of your post; they are reviewed level by level, published and kept in a catalogue.\nDeclaring takes about three minutes and six fields; the rest is filled in for you.\nWhat needs you arrives here, otherwise at most one digest a working day.`,
      ),
    ),
    row(
      button(text('填报', 'Declare'), to('risks.start'), 'primary_filled'),
      button(text('我的', 'Mine'), to('risks.mine')),
      button(text('帮助', 'Help'), to('help.open')),
    ),
    note(
      text(
        `隐私：只用于廉政风险防控；公示按岗位，不出现姓名。请勿填写涉密内容和他人个人信息。反映他人问题：${channel['zh-CN']}`,
        `Privacy: used for integrity-risk prevention only; published by post, never by name. No state secrets or personal data of others, please. Reports on a person: ${channel['en-US']}`,
      ),
    ),
  ]);
