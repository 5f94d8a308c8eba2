import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, note, para } from '../kit/elements.ts';

export type DivertView = {
  readonly kind: 'accusation' | 'secret' /** Where reports go, from the settings. */;
  readonly channel: Text;
};

const SEEN = text(
  '需要如实告诉你：这段文字经飞书发送，平台和本单位的飞书管理员按其权限可能看得到。我们这一侧没有留下它。',
  'To be plain: the text travelled through Feishu, so the platform and your Feishu administrators may be able to see it. On our side nothing of it remains.',
);

/** Replaces the form, so that the text also leaves the screen. */
export const divertCard = (v: DivertView): Card =>
  v.kind === 'accusation'
    ? card(
        {
          audience: 'private',
          title: text('这里不受理问题反映', 'Reports about persons are not taken here'),
          colour: 'grey',
        },
        [
          para(
            text(
              '刚才的内容像是在反映某个人的问题。风险点登记只写岗位和环节，所以没有保存，也没有转给任何人。',
              'What you wrote seems to concern a particular person. The register is about posts and steps, so it was neither kept nor passed on.',
            ),
          ),
          para(v.channel),
          note(SEEN),
          note(
            text(
              '如果想说的是岗位风险，请改成“某环节可能……”，不提具体的人。',
              'If you meant a risk of the post, please write what "could" happen at a step, naming nobody.',
            ),
          ),
          button(text('重新填报', 'Declare again'), { do: 'risks.start', id: 'new', rev: 0 }),
        ],
      )
    : card(
        {
          audience: 'private',
          title: text('含密级标志，未保存', 'Classification mark found, not saved'),
          colour: 'grey',
        },
        [
          para(
            text(
              '刚才的内容带有密级或内部资料标志。涉密内容不能进入这里，所以没有保存。',
              'What you wrote carries a classification mark. Classified content may not enter here, so it was not kept.',
            ),
          ),
          para(
            text(
              '请告诉本单位保密工作人员，由他们判断要不要处理飞书里的痕迹。',
              'Please tell your secrecy officer, who decides whether traces in Feishu need attention.',
            ),
          ),
          note(SEEN),
          note(
            text(
              '风险点可以不引用原文：只写环节和可能出现的情形。',
              'A risk point needs no quotation: only the step and what could happen.',
            ),
          ),
          button(text('重新填报', 'Declare again'), { do: 'risks.start', id: 'new', rev: 0 }),
        ],
      );
