import type { RatingRefusal } from '../../src/capabilities/ratings/decide.ts';
import { type Text, text } from '../../src/kernel/text.ts';

export const MAX_REASON = 200;
export const ratingRefusals: Readonly<Record<RatingRefusal, Text>> = {
  gone: text('该项已不在审核中，无需评估。', 'It is no longer under review; nothing to rate.'),
  notYours: text(
    '该项评估没有请您参加，或正由他人审核。请联系本部门负责人。',
    'You were not asked to rate this, or somebody else reviews it. Please ask your division head.',
  ),
  alreadyAnswered: text('您已评过这一项。', 'You have already rated this.'),
  alreadyClosed: text('该项评估已结束。', 'This joint rating is closed.'),
  alreadyAsked: text('该项已在联合评估中。', 'It is being rated jointly already.'),
  noAnswers: text('还没有人评估，暂不能结束。', 'Nobody has rated yet; it cannot be closed.'),
};
export const ratingWords = {
  choosePeople: text('请选择 2–4 人。', 'Please choose two to four people.'),
  scoreMissing: text('请选择发生几率和危害程度。', 'Please choose the likelihood and the harm.'),
  reasonMissing: text('请用一句话写明理由。', 'Please give the reason in a sentence.'),
  tooLong: text(`理由不超过 ${MAX_REASON} 字。`, `The reason may have ${MAX_REASON} characters at most.`),
  asked: text('已请他们分别评估，评完告知您。', 'They are asked; you are told when they have answered.'),
  given: text('已提交，谢谢。', 'Submitted, thank you.'),
  declined: text('已记录。', 'Recorded.'),
  closed: text('已结束评估。', 'Closed.'),
  ready: (title: string): Text =>
    text(
      `“${title}”的联合评估已结束，请在待办中查看。`,
      `The joint rating of "${title}" is closed; see your desk.`,
    ),
  nobody: (title: string): Text =>
    text(`“${title}”的联合评估到期，没有人评估。`, `Nobody rated "${title}" in time.`),
};
