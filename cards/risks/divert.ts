import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, type Element, note, para } from '../kit/elements.ts';

export type DivertView = {
  readonly kind: 'accusation' | 'secret';
  /** Where reports go, from the settings. */
  readonly channel: Text;
};

const SEEN = note(
  text(
    '需要如实告诉您：这段文字经飞书发送，平台和本单位的飞书管理员按其权限可能看得到。我们这一侧没有留下它。',
    'To be plain: the text travelled through Feishu, so the platform and your Feishu administrators may be able to see it. On our side nothing of it remains.',
  ),
);
const AGAIN = button(text('重新填报', 'Declare again'), { do: 'risks.start', id: 'new', rev: 0 });

const accusation = (channel: Text): readonly Element[] => [
  para(
    text(
      '刚才的内容像是在反映某个人的问题。风险点登记只写岗位和环节，所以没有保存，也没有转给任何人。',
      'What you wrote seems to concern a particular person. The register is about posts and steps, so it was neither kept nor passed on.',
    ),
  ),
  para(channel),
  SEEN,
  note(
    text(
      '如果想说的是岗位风险，请改成“某环节可能……”，不提具体的人。',
      'If you meant a risk of the post, please write what "could" happen at a step, naming nobody.',
    ),
  ),
  AGAIN,
];
const secret: readonly Element[] = [
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
  SEEN,
  note(
    text(
      '风险点可以不引用原文：只写环节和可能出现的情形。',
      'A risk point needs no quotation: only the step and what could happen.',
    ),
  ),
  AGAIN,
];
const titles = {
  accusation: text('这里不受理问题反映', 'Reports about persons are not taken here'),
  secret: text('含密级标志，未保存', 'Classification mark found, not saved'),
} as const;

/** Replaces the form, so that the text also leaves the screen. */
export const divertCard = ({ kind, channel }: DivertView): Card =>
  card(
    { audience: 'private', title: titles[kind], colour: 'grey' },
    kind === 'secret' ? secret : accusation(channel),
  );
