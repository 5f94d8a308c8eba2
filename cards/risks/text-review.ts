import { gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';

type G = 1 | 2 | 3;
/** What a line of the history says; also the end of 「…已…」. */
export const trailWord = {
  imported: text('按原审定结果导入', 'imported from an earlier decision'),
  submitted: text('提交审核', 'submitted for review'),
  resubmitted: text('修改后再次提交', 'submitted again after changes'),
  edited: text('修改内容', 'edited'),
  withdrawn: text('撤回', 'withdrew'),
  approvedStep: text('审核同意', 'approved the step'),
  approved: text('全部审核通过', 'all steps approved'),
  returned: text('退回修改', 'returned for changes'),
  gradeChanged: text('调整等级', 'changed the grade'),
  ratedJointly: text('联合评估', 'rated jointly'),
  rechecked: text('复查', 're-checked'),
  rectified: text('整改', 'put right'),
  handedOver: text('转交审核', 'handed the review over'),
  transferred: text('岗位交接，由接任人负责', 'handed over with the post'),
  recused: text('申请回避', 'recused'),
  escalated: text('逾期未办，升级办理', 'overdue, moved up'),
  rerouted: text('改派审核人', 'given another reviewer'),
  diverted: text('移出风险登记', 'moved out of the register'),
  published: text('进入公示', 'published'),
  objected: text('收到异议', 'an objection was raised'),
  objectionAnswered: text('异议已答复', 'the objection was answered'),
  reopened: text('重新审核', 'reopened for review'),
  amended: text('按异议修正', 'amended after an objection'),
  effective: text('生效并列入目录', 'in force, in the catalogue'),
  corrected: text('更正', 'corrected'),
  retired: text('退出目录', 'retired'),
  voted: text('表决同意', 'voted for it'),
  opposed: text('提请讨论', 'asked to discuss it'),
  signerAsked: text('请人加签', 'asked for one more signature'),
  signerAgreed: text('加签同意', 'signed as asked'),
  signerObjected: text('加签不同意', 'objected as asked'),
  signerWithdrawn: text('撤回加签', 'withdrew the request to sign'),
  ruledOut: text('按规定回避', 'stayed out by rule'),
  voided: text('回避人此前签字作废，重新审核', 'earlier signature void, reviewed again'),
} as const satisfies Record<string, Text>;

export const returnReasonWord = {
  unrealistic: text('脱离实际', 'Unrealistic for this post'),
  vague: text('内容空泛', 'Too vague'),
  perfunctory: text('敷衍搪塞', 'Perfunctory'),
  other: text('其他', 'Other'),
} as const satisfies Record<string, Text>;

export const foundWord = {
  carriedOut: text('措施已落实，已看到记录', 'carried out, evidence seen'),
  partly: text('措施部分落实', 'carried out partly'),
  notCarriedOut: text('措施未落实', 'not carried out'),
  changed: text('风险有变化', 'the risk has changed'),
} as const satisfies Record<string, Text>;

/** Neutral: a hint asks to look, it does not judge (domain.md §6.8). */
export const reviewHintWord = {
  vague: text(
    '内容可能较笼统，看是否写到具体环节',
    'The content may be general: does it name a concrete step?',
  ),
  perfunctory: text('内容较简略，看是否说清了表现形式', 'The text is short: is the manifestation clear?'),
  unrealistic: text('内容可能超出本岗位职责，请核对', "The content may lie outside this post's duties"),
  similar: text(
    '与同领域已有风险点文字相近，请核对是否结合了本岗位',
    'Close to another risk of the same area: does it fit this post?',
  ),
  vagueMeasure: text(
    '防控措施可能较笼统，看是否写明谁来做、何时做',
    'The measure may be general: who does it, and when?',
  ),
} as const satisfies Record<string, Text>;

export const sourceName = {
  ethics: text('思想道德', 'Ethics and mindset'),
  duty: text('岗位职责', 'Post duties'),
  process: text('业务流程', 'Business process'),
  institution: text('制度机制', 'Rules and mechanisms'),
  environment: text('外部环境', 'External environment'),
} as const satisfies Record<string, Text>;
export const levelName = {
  post: text('岗位', 'post'),
  division: text('部门', 'division'),
  unit: text('单位', 'unit'),
} as const satisfies Record<string, Text>;
export const methodName = {
  self: text('自己找', 'Self-found'),
  leader: text('领导提', 'Leader-raised'),
  peer: text('群众帮', 'Peer-suggested'),
} as const satisfies Record<string, Text>;
export const fieldName = {
  title: text('风险点', 'Title'),
  content: text('风险内容', 'Content'),
  manifestation: text('表现形式', 'Manifestation'),
  rootCause: text('成因', 'Root cause'),
  measure: text('防控措施', 'Measure'),
} as const satisfies Record<string, Text>;

export const gradeColour: Readonly<Record<G, 'red' | 'orange' | 'blue'>> = {
  1: 'red',
  2: 'orange',
  3: 'blue',
};
/** Short grade for rows of a list: 一级 / Grade 1. */
export const gradeShort: Readonly<Record<G, Text>> = {
  1: text('一级', 'Grade 1'),
  2: text('二级', 'Grade 2'),
  3: text('三级', 'Grade 3'),
};

export const reviewRefusals = {
  alreadyDone: text(
    '您已办理过这一步，请看最新卡片。',
    'You have handled this already; see the latest card.',
  ),
  changedSinceCard: text(
    '此卡片发出后有变化，请看最新卡片。',
    'This changed after the card was sent; see the latest card.',
  ),
  notUnderReview: text('该风险点目前不在审核中。', 'This risk is not under review at the moment.'),
  ownRisk: text(
    '这是您本人填报或涉及您所在岗位的风险点，由他人审核。',
    'You declared this risk or it concerns your post, so somebody else reviews it.',
  ),
  notYourStep: text(
    '当前环节不由您审核。请联系本部门负责人。',
    'The open step is not yours. Please ask your division head.',
  ),
  notYoursToDivert: text(
    '移出登记由当前审核人或纪检干部办理。',
    'Only the present reviewer or a discipline officer can move it out.',
  ),
  lowerNeedsOfficer: text(
    '低于评级表或下限规则的等级，须由纪检干部签署。',
    "A grade below the table or a floor rule needs a discipline officer's signature.",
  ),
  gradeUnchanged: text('几率、危害和等级都没有变化。', 'Neither likelihood, harm nor grade has changed.'),
  cannotTakeIt: text('请选择可以接手的人员。', 'Please choose somebody who can take it.'),
  badDeadline: text(
    '整改期限请选择今天之后、60 个工作日以内的日期。',
    'Please choose a deadline after today and within 60 working days.',
  ),
  commentMissing: text('请写明理由。', 'Please give a reason.'),
  alreadyVoted: text('您已表决，等待其他成员。', 'You have voted; others are still to vote.'),
  signerPending: text(
    '已请他人加签，答复或撤回后才能办理。',
    'One more signature was asked for. Please wait for it, or withdraw the request.',
  ),
  notAsked: text('目前没有待答复的加签。', 'No signature is asked for at the moment.'),
  noCosignInVote: text(
    '集体表决环节不加签，请直接表决。',
    'Where the leading group votes, nobody else is asked to sign.',
  ),
  noVote: text('这一环节不是集体表决。', 'This step is not decided by a vote.'),
  discussFirst: text(
    '集体表决环节请先“提请讨论”，讨论后仍需修改的再退回。',
    'Please ask to discuss it first; after that it can be returned.',
  ),
  related: text(
    '按回避规定，该风险点由他人审核。',
    'By the rule of recusal somebody else reviews this risk.',
  ),
  gone: text(
    '没有找到该风险点，可能已不在登记中。',
    'This risk was not found; it may have left the register.',
  ),
  notYoursToSee: text(
    '该风险点不在您的查看范围内。请联系本部门负责人。',
    'This risk is outside what you may see. Please ask your division head.',
  ),
} as const satisfies Record<string, Text>;

export const words = {
  joint: text('联合评估', 'Rate jointly'),
  scoreMissing: text('请选择发生几率和危害程度。', 'Please choose the likelihood and the harm.'),
  approve: text('同意', 'Approve'),
  approveSure: {
    title: text('同意该风险点？', 'Approve this risk?'),
    text: text('同意后进入下一环节，不能撤回。', 'It goes to the next step; this cannot be undone.'),
  },
  voteSure: {
    title: text('表决同意？', 'Vote for it?'),
    text: text('签署后不能撤回。', 'Your signature cannot be undone.'),
  },
  return: text('退回修改', 'Return'),
  more: text('其他处理', 'More'),
  grade: text('调整等级', 'Change grade'),
  handOver: text('转交', 'Hand over'),
  askSigner: text('加签', 'Ask one more to sign'),
  withdrawAsked: text('撤回加签', 'Withdraw the request'),
  signerAgrees: text('同意并签名', 'Agree and sign'),
  signerObjects: text('不同意，写意见', 'Object in words'),
  oppose: text('不同意，提请讨论', 'Ask to discuss it'),
  recuse: text('申请回避', 'Recuse'),
  divert: text('移出登记', 'Move out'),
  divertSure: {
    title: text('移出风险登记？', 'Move it out of the register?'),
    text: text(
      '用于不属于风险点的内容（如反映具体人员的问题、涉密内容）。文字将被清除，不能恢复。',
      'For what is no risk point (such as a report on a person, or secret content). The text is erased and cannot be restored.',
    ),
  },
  history: text('履历', 'History'),
  list: text('返回列表', 'Back to the list'),
  changedSinceReturn: text('退回后的修改', 'Changed since the return'),
  changedInForce: text('与现行内容的差异', 'Differs from what is in force'),
  back: text('返回', 'Back'),
  next: (n: number): Text => text(`继续办理（还有 ${n} 条）`, `Go on (${n} more)`),
  reviewTitle: (grade: G): Text =>
    text(`待审风险点：${gradeWord[grade]['zh-CN']}`, `For review: ${gradeWord[grade]['en-US']}`),
  shownTitle: (grade: G): Text =>
    text(`风险点：${gradeWord[grade]['zh-CN']}`, `Risk: ${gradeWord[grade]['en-US']}`),
  correction: text('对已生效风险点的更正', 'Correction of a risk in force'),
  retirement: text('申请退出目录', 'Request to retire a risk in force'),
} as const;
