import { type Text, text } from '../../src/kernel/text.ts';

/** Labels of the register: one word per thing, the same on every card. */
export const sourceWord = {
  ethics: text('思想道德', 'Ethics and mindset'),
  duty: text('岗位职责', 'Post duties'),
  process: text('业务流程', 'Business process'),
  institution: text('制度机制', 'Rules and mechanisms'),
  environment: text('外部环境', 'External environment'),
} as const;
/** The same in the form, where a driver has to choose among them. */
export const sourceChoice = {
  ethics: text('思想道德：想法、自律、人情面子', 'Ethics and mindset: attitudes, self-discipline, favours'),
  duty: text('岗位职责：手里管的事、说了算的事', 'Post duties: what the post manages and decides'),
  process: text('业务流程：办事的某一步', 'Business process: one step of the work'),
  institution: text('制度机制：规定缺失或不严', 'Rules and mechanisms: missing or loose rules'),
  environment: text(
    '外部环境：供应商、服务对象、熟人',
    'External environment: suppliers, clients, acquaintances',
  ),
} as const;
export const methodWord = {
  self: text('自己找', 'Self-found'),
  leader: text('领导提', 'Raised by a leader'),
  peer: text('群众帮', 'Suggested by a colleague'),
} as const;
export const levelWord = {
  post: text('岗位', 'Post'),
  division: text('部门', 'Division'),
  unit: text('单位', 'Unit'),
} as const;
export const assetWord = {
  people: text('人', 'People'),
  money: text('财', 'Money'),
  goods: text('物', 'Goods'),
} as const;
export const statusWord = {
  draft: text('草稿', 'Draft'),
  inReview: text('审核中', 'In review'),
  returned: text('待修改', 'To be revised'),
  approved: text('已审定，公示', 'Approved, in publicity'),
  effective: text('已入目录', 'In the catalogue'),
  retired: text('已退出目录', 'Retired'),
  withdrawn: text('已撤回', 'Withdrawn'),
  diverted: text('已转出', 'Diverted'),
  merged: text('已并入原风险点', 'Applied to the original'),
} as const;
export const gradeColour = { 1: 'red', 2: 'orange', 3: 'blue' } as const;

/** Who answers for a risk of this grade, as a post (domain.md §2.4). */
export const leaderWord = {
  1: text('主要领导', 'principal leader'),
  2: text('分管领导', 'branch leader'),
  3: text('部门负责人', 'division head'),
} as const;
export const ownerWord = {
  division: text('部门负责人', 'division head'),
  unit: text('单位主要负责人', 'unit leader'),
} as const;

export const fieldWord = {
  source: text('风险来源', 'Source'),
  step: text('业务环节', 'Process step'),
  stepOther: text('其他环节', 'Other step'),
  content: text('风险内容', 'What could go wrong'),
  manifestation: text('表现形式', 'How it would show'),
  likelihood: text('发生几率', 'Likelihood'),
  harm: text('危害程度', 'Harm'),
  triple: text('三重一大', 'Major matters'),
  assets: text('涉及人、财、物', 'People, money, goods'),
  power: text('职权事项', 'Power item'),
  cause: text('成因', 'Cause'),
  title: text('风险点名称', 'Title'),
  measure: text('防控措施', 'Measure'),
  reason: text('理由', 'Reason'),
} as const;

const zh = (t: Text): string => t['zh-CN'];
const en = (t: Text): string => t['en-US'];
const ofField = (field: Text, before: string, after: string, enBefore: string, enAfter: string): Text =>
  text(`${before}“${zh(field)}”${after}`, `${enBefore}"${en(field)}"${enAfter}`);

/** Toasts about a faulty form: they name the field and leave what was typed. */
export const faultWord = {
  missing: (field: Text): Text => ofField(field, '请填写', '。', 'Please fill in ', '.'),
  empty: (field: Text): Text =>
    ofField(
      field,
      '',
      '请写具体情形，不能只写“无”一类的词。',
      '',
      ': please describe it; "none" is not an answer here.',
    ),
  emptyOnKeyPost: (field: Text): Text =>
    ofField(
      field,
      '',
      '不能只写“无”：领导岗位和重点岗位请写出最可能出问题的一个环节。',
      '',
      ': "none" is not an answer for a leadership or key post; please name the step most likely to go wrong.',
    ),
  tooLong: (field: Text): Text =>
    ofField(field, '', '太长，请缩短到 50 字左右。', '', ' is too long; about 50 characters, please.'),
  badChoice: (field: Text): Text => ofField(field, '请重新选择', '。', 'Please choose ', ' again.'),
  named: (field: Text): Text =>
    ofField(
      field,
      '',
      '里像是有人名，请改成岗位或“经办人”。本次填写没有保存。',
      '',
      ' seems to name a person; please write the post instead. Nothing was saved.',
    ),
  personal: (field: Text): Text =>
    ofField(
      field,
      '',
      '里像是有证件号、电话或银行卡号，请删去后再提交。本次填写没有保存。',
      '',
      ' seems to hold an ID, telephone or bank card number. Please remove it; nothing was saved.',
    ),
} as const;

/** Hints warn and show how to write it better; they never block. */
export const hintWord = {
  vague: text(
    '内容偏空：请写清在哪个环节、可能怎样。例：编写采购文件时，技术参数可能只贴近一家产品。',
    'Rather general: say at which step and what could happen. Example: when tender papers are written, the parameters may fit one product only.',
  ),
  perfunctory: text(
    '内容太少，看不出风险在哪里。例：到货验收时可能未逐项核对就签字。',
    'Too little to see the risk. Example: goods may be signed for without checking each item.',
  ),
  unrealistic: text(
    '似乎不在本岗位职责之内，请写本岗位经手的环节。例：出车途中可能顺路办私事。',
    'This seems to lie outside the duties of the post. Example for a driver: private errands during an official trip.',
  ),
  similar: text(
    '与本领域已登记的一条几乎相同，请写出本岗位自己的情形。',
    'Nearly the same as one already registered in this area; please describe what is special to this post.',
  ),
  vagueMeasure: text(
    '措施偏空：请写谁、做什么、多久一次、留什么记录。例：两人验收并拍照，当日录入系统。',
    'The measure is general: say who does what, how often, and what record remains. Example: two people check, photograph and record the same day.',
  ),
} as const;
export const similarTo = (place: string): Text =>
  text(
    `与“${place}”已登记的一条几乎相同，请写出本岗位自己的情形。`,
    `Nearly the same as one registered for "${place}"; please describe what is special to this post.`,
  );

/** Every refusal of the declaring half. */
export const declareRefusals = {
  notYours: text(
    '这条风险点由填报人本人处理。请联系填报人本人。',
    'Only the person who declared it can do this. Please ask them.',
  ),
  alreadySubmitted: text(
    '这条风险点已经提交过，下面是它现在的状态。',
    'It has been submitted already; this is how it stands.',
  ),
  alreadyDone: text('已处理过，无需再点。', 'Already done; no need to tap again.'),
  changedSinceCard: text(
    '卡片发出后内容已更新，请在最新的卡片上操作。',
    'It changed after this card was drawn; please use the newest card.',
  ),
  reviewStarted: text(
    '审核已经开始，不能再修改或撤回。如有问题，请告诉审核人。',
    'Review has begun: it can no longer be edited or withdrawn. Please tell the reviewer.',
  ),
  notReturned: text('这条风险点没有待修改的退回意见。', 'There is no open return for this risk.'),
  notInForce: text(
    '只有已入目录的风险点可以更正或退出。',
    'Only a risk in the catalogue can be corrected or retired.',
  ),
  changeOpen: text(
    '已有一项更正或退出正在办理，请等它办结。',
    'A correction or retirement is already under way; please wait for it.',
  ),
  placeNotYours: text(
    '这个岗位不在您可以填报的范围内。请联系本部门负责人。',
    'You cannot declare for this post. Please ask your division head.',
  ),
  placeGone: text(
    '这个岗位已不在机构名册中，请重新选择。',
    'This post is no longer in the register; please choose again.',
  ),
  gone: text('这条内容已不存在，请重新填报。', 'It no longer exists; please declare again.'),
  notSubmitted: text(
    '这条风险点不在审核中，无需撤回。',
    'It is not in review, so there is nothing to withdraw.',
  ),
} as const;
