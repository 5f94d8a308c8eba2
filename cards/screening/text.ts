import type { PostKind, RiskLevel } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';

/** Every refusal of the annual screening in words. */
export const screeningRefusals = {
  noCampaign: text('目前没有进行中的排查。', 'There is no screening at present.'),
  notAsked: text('您不在这次排查的范围内。', 'You are not in the audience of this screening.'),
  notYet: text(
    '填报阶段还没有开始，开始后会把卡片发给您。',
    'Declaring has not begun; the card will be sent to you.',
  ),
  closed: text(
    '填报阶段已经结束，平时的变化请用“我的”更正。',
    'Declaring is over; later changes go through "Mine".',
  ),
  stale: text(
    '这张卡片刚刚有变动，请看最新内容后再点。',
    'This has just changed. Please look at the fresh card.',
  ),
  itemGone: text('这个岗位已不在您名下。', 'This post is no longer yours.'),
  noEntries: text(
    '这个岗位还没有风险点，请新增，或说明为什么没有。',
    'This post has no risk yet: please add one, or say why there is none.',
  ),
  hasEntries: text(
    '这个岗位已有风险点；不再存在的请逐条申请退出目录。',
    'This post has risks; please retire one by one what no longer exists.',
  ),
  hasRaised: text(
    '请先对领导提出的风险点表示意见。',
    'Please say first what you think of the risk that a leader raised.',
  ),
  waitsForHead: text('已交负责人确认，请等候。', "It waits for the head's confirmation."),
  alreadyAnswered: text('已经确认过了。', 'This was already answered.'),
  notYours: text('这一项不由您确认。', 'This is not yours to confirm.'),
  alreadyDecided: text('这一项已有人处理。', 'Somebody has dealt with this.'),
  alreadyRunning: text('已有一次排查在计划或进行中。', 'A screening is already planned or under way.'),
  notPlanned: text('这次排查已经开始，不能再改计划。', 'This screening has begun; its plan stands.'),
  remindedAlready: text(
    '三个工作日内已提醒过，请稍后再提醒。',
    'They were reminded within the last three working days.',
  ),
  nobodyToRemind: text('没有需要提醒的人。', 'There is nobody to remind.'),
  notFrozen: text(
    '排查定版后才有抽查清单和责任清单。',
    'Samples and responsibility lists come with the freeze.',
  ),
  nothingToSign: text('您名下没有需要签收的责任。', 'Nothing is listed in your name.'),
  notVisible: text('这里的进度不在您的查看范围内。', 'This progress is not yours to see.'),
  ownStatement: text('自己的确认由其他纪检干部抽查。', 'Your own statement is checked by another officer.'),
  riskGone: text(
    '这条风险点已有变动，请看最新内容。',
    'This risk has changed. Please look at the fresh card.',
  ),
} as const satisfies Record<string, Text>;
export type ScreeningRefusal = keyof typeof screeningRefusals;

export const stageWord = {
  planned: text('计划中', 'planned'),
  deployed: text('已部署', 'deployed'),
  declaring: text('填报中', 'declaring'),
  reviewing: text('审核中', 'in review'),
  publicising: text('公示中', 'in publicity'),
  frozen: text('已定版', 'frozen'),
} as const;
/** Stages as headings of dates. */
export const stageLabel = {
  deployed: text('部署', 'Deployment'),
  declaring: text('填报', 'Declaring'),
  reviewing: text('审核', 'Review'),
  publicising: text('公示', 'Publicity'),
  frozen: text('定版', 'Freeze'),
} as const;
export type StageName = keyof typeof stageWord;

export const postKindWord: Readonly<Record<PostKind, Text>> = {
  leadership: text('领导岗位', 'leadership post'),
  key: text('重点岗位', 'key post'),
  ordinary: text('一般岗位', 'ordinary post'),
};
export const itemLevelWord: Readonly<Record<RiskLevel, Text>> = {
  post: text('岗位', 'post'),
  division: text('部门层面', 'division level'),
  unit: text('单位层面', 'unit level'),
};
export const answerWord = {
  noChange: text('没有变化', 'no change'),
  changed: text('已提出更正', 'change handed in'),
  added: text('已新增', 'added'),
  none: text('无风险点', 'no risk'),
  away: text('不在岗', 'not at the post'),
} as const;
export type AnswerName = keyof typeof answerWord;
export const answerStateWord = {
  given: text('', ''),
  waiting: text('（待负责人确认）', ' (waits for the head)'),
  confirmed: text('（负责人已确认）', ' (confirmed by the head)'),
  askedAgain: text('（负责人请您再看一看）', ' (the head asks you to look again)'),
} as const;
export const awayWord = {
  secondment: text('借调在外', 'on secondment'),
  leave: text('长期休假', 'on long leave'),
  study: text('脱产学习', 'on study leave'),
  other: text('其他原因不在岗', 'away for another reason'),
} as const;
export type AwayName = keyof typeof awayWord;

/** 2027 年度廉政风险排查 */
export const campaignTitle = (year: number): Text =>
  text(`${year} 年度廉政风险排查`, `Integrity-risk screening ${year}`);
export const basisWord = text('依据', 'Basis');
export const untilWord = (until: string): Text =>
  text(`请在 ${until} 前完成。`, `Please finish by ${until}.`);

export const said = {
  unchanged: text('已确认没有变化', 'Confirmed: no change'),
  none: text('已提交说明', 'Your statement is kept'),
  away: text('已提交，等负责人确认', 'Sent to the head for confirmation'),
  formSent: text('表单已发到下面', 'The form is below'),
  confirmed: text('已确认', 'Confirmed'),
  askedAgain: text('已请本人再看一看', 'They are asked to look again'),
  agreed: text('已表示同意', 'You agree with it'),
  differs: text('您的意见已转给提出人', 'Your view goes to who raised it'),
  planned: text('计划已保存，请核对', 'The plan is kept; please check it'),
  confirmedPlan: text('计划已确认，将按日期自动推进', 'Confirmed; it will move on its dates'),
  dropped: text('计划已作废', 'The plan is dropped'),
  reminded: (n: number): Text => text(`已记入 ${n} 人下一个工作日的摘要`, `Added to the next digest of ${n}`),
  signed: text('已签收', 'Signed'),
  checked: text('已记录', 'Recorded'),
  reasonMissing: text('请写明理由。', 'Please give the reason.'),
  reasonEmpty: text(
    '请说明这个岗位为什么没有风险点，例如经手哪些事、由谁把关。',
    'Please say why this post has no risk: what it handles and who checks it.',
  ),
  reasonLong: text('理由请控制在 200 字以内。', 'Please keep the reason within 200 characters.'),
  chooseReason: text('请选择不在岗的原因。', 'Please choose why you are away.'),
  badPlan: text(
    '请填写部署日期（不早于今天）和各阶段天数（1–60 个工作日）。',
    'Please give a start date (not in the past) and 1–60 working days for each stage.',
  ),
  noBasis: text('请选择或填写依据文件。', 'Please choose or name the basis document.'),
} as const;

/** Lines of the private digest. */
export const digestLine = {
  remind: (year: number, until: string): Text =>
    text(
      `${year} 年度排查请在 ${until} 前答复，没有变化点一下即可；发送“排查”打开卡片。`,
      `Screening ${year}: please answer by ${until}; no change is one tap. Send "screening" to open the card.`,
    ),
  askedAgain: (place: string): Text =>
    text(
      `负责人请您再看一看 ${place} 的答复；发送“排查”打开卡片。`,
      `The head asks you to look again at ${place}. Send "screening" to open the card.`,
    ),
  raised: (place: string): Text =>
    text(
      `领导为 ${place} 提出 1 条风险点，请表示意见；发送“排查”打开卡片。`,
      `A leader raised a risk for ${place}; please say what you think. Send "screening" to open the card.`,
    ),
  stuck: (place: string): Text =>
    text(
      `${place} 的答复没有可以确认的负责人，请补登负责人。`,
      `Nobody can confirm the answer of ${place}; please register its head.`,
    ),
  noGroup: (unit: string): Text =>
    text(`${unit} 未绑定单位群，没有收到部署通知。`, `${unit} has no bound group and got no notice.`),
  sample: (n: number): Text =>
    text(
      `抽出“没有变化”确认 ${n} 项，发送“抽查”查看。`,
      `${n} «no change» statements were drawn. Send "sample".`,
    ),
  sampleAgain: (place: string): Text =>
    text(
      `抽查请您再核对 ${place} 的风险点，有变化用“我的”更正。`,
      `The sample check asks you to look at ${place} again; correct it under "Mine".`,
    ),
  pledge: (year: number): Text =>
    text(
      `${year} 年责任清单待您签收，发送“责任清单”。`,
      `Your responsibility list ${year} waits: send "pledge".`,
    ),
} as const;
