import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { fact, note, para } from '../kit/elements.ts';

export type DivertedView = {
  readonly place: Text;
  readonly spot: string;
  readonly at: string;
  readonly channel: Text;
};

/** Tells the declarer that a reviewer moved the text out. Repeats no word of it. */
export const divertedCard = (v: DivertedView): Card =>
  card(
    { audience: 'private', title: text('已移出风险登记', 'Moved out of the risk register'), colour: 'grey' },
    [
      para(
        text(
          '您填报的内容经审核不属于风险点登记的范围，已移出，登记中的文字已清除。',
          'In review, what you declared turned out not to belong into the risk register. It was moved out and its text erased.',
        ),
      ),
      fact(text('岗位', 'Post'), v.place),
      fact(text('环节', 'Step'), text(v.spot, v.spot)),
      fact(text('移出时间', 'Moved out'), text(v.at, v.at)),
      para(
        text(`如需反映具体问题，${v.channel['zh-CN']}`, `To report a concrete matter: ${v.channel['en-US']}`),
      ),
      note(
        text(
          '审核人看过的卡片已更新；文字曾经飞书发送，平台和本单位的飞书管理员按其权限可能仍看得到。风险点只写岗位和环节，不写具体人员。',
          'The cards reviewers saw were redrawn. The text travelled through Feishu, so the platform and your Feishu administrators may still be able to see it. A risk point names a post and a step, never a person.',
        ),
      ),
    ],
  );
