import { type Text, text } from '../../src/kernel/text.ts';

/** What became of one item of a notice, in words for everybody. */
export const itemStateWord = {
  open: text('公示中', 'on display'),
  objected: text('有异议，待答复', 'an objection is being looked at'),
  cleared: text('已生效', 'in effect'),
  withdrawn: text('已撤出公示', 'taken out of the notice'),
  amended: text('已修改，另行公示', 'amended, shown again in a new notice'),
} as const;
export type ItemState = keyof typeof itemStateWord;

export const outcomeWord = {
  upheld: text('采纳', 'Upheld'),
  partly: text('部分采纳', 'Partly upheld'),
  rejected: text('不采纳', 'Not upheld'),
} as const;
export type Outcome = keyof typeof outcomeWord;

export const publicityWords = {
  noticeTitle: text('廉政风险点公示', 'Publicity notice of risk points'),
  closedTitle: text('廉政风险点公示（已结束）', 'Publicity notice of risk points (closed)'),
  listTitle: text('公示清单', 'Full list of the notice'),
  period: text('公示期', 'Period'),
  count: text('本次公示', 'In this notice'),
  measure: text('防控措施', 'Measure'),
  manifestation: text('表现形式', 'How it may show'),
  owner: text('责任岗位', 'Responsible post'),
  title: text('风险点', 'Risk point'),
  post: text('岗位', 'Post'),
  state: text('状态', 'State'),
  object: text('提出异议', 'Object'),
  all: text('查看全部', 'See all'),
  how: text(
    '如对内容有不同意见，请点“提出异议”，机器人会私信发给您一张表单，群内不显示是谁提出的。公示的是岗位和环节，不针对任何个人。',
    'If you disagree, tap “Object”: the bot sends you a private form and the group does not see who objected. The notice is about posts and steps, never about a person.',
  ),
  closedHow: text('公示期已满，不再受理新的异议。', 'The period is over; no new objections are taken.'),
  formTitle: text('提出异议', 'Raise an objection'),
  which: text('请选择公示条目', 'Which item?'),
  whatIsWrong: text('哪里不准确，应当怎样', 'What is not right, and what it should be'),
  whatHint: text(
    '例如：该环节已由两人复核，几率可能偏高',
    'e.g. two people already check this step, the likelihood may be too high',
  ),
  send: text('提交异议', 'Send'),
  formNote: (channel: Text): Text =>
    text(
      `您的姓名和内容只有答复人可见，不告知填报人，也不在群内显示。请勿填写国家秘密、他人隐私；如涉及具体人员的问题线索，本机器人不受理。${channel['zh-CN']}`,
      `Only the person who answers sees your name and words; neither the declarer nor the group does. No state secrets or private data. Clues about a particular person are not handled here. ${channel['en-US']}`,
    ),
  receiptTitle: text('异议已收到', 'Objection received'),
  replyTitle: text('异议答复', 'Answer to your objection'),
  answerTitle: text('异议待答复', 'Objection to answer'),
  answeredTitle: text('异议已答复', 'Objection answered'),
  notice: text('公示单位', 'Unit'),
  objector: text('提出人（仅您可见，请保密）', 'Raised by (only you see this; keep it to yourself)'),
  said: text('异议内容', 'What was said'),
  yours: text('您的异议', 'Your objection'),
  reply: text('答复意见', 'Reply'),
  replyHint: text(
    '会私信给提出人；采纳时也附在复核记录中，请勿写提出人信息',
    'Goes to the objector; if upheld also into the review record. Do not mention who objected',
  ),
  answerBy: text('答复期限', 'Please answer by'),
  outcome: text('答复结论', 'Outcome'),
  answeredAt: text('答复时间', 'Answered'),
  upheldHelp: text(
    '采纳：退回逐级复核。部分采纳：修改文字后仅对该条重新公示。不采纳：答复提出人，该条继续。',
    'Upheld: back to review. Partly: the texts are amended and only this item is shown again. Not upheld: the objector gets the reply and the item goes on.',
  ),
  confirmUphold: {
    title: text('采纳该异议？', 'Uphold this objection?'),
    text: text('该风险点将撤出公示并退回复核。', 'The risk point leaves the notice and goes back to review.'),
  },
  confirmReject: {
    title: text('不采纳该异议？', 'Not uphold this objection?'),
    text: text('答复意见将私信给提出人。', 'Your reply goes privately to the objector.'),
  },
  amendTitle: text('部分采纳：修改公示内容', 'Partly upheld: amend the item'),
  content: text('风险内容', 'Content'),
  amend: text('确认修改并重新公示', 'Amend and show again'),
  back: text('返回', 'Back'),
  previous: text('上一页', 'Previous'),
  next: text('下一页', 'Next'),
  moot: text(
    '该条已不在公示中，您的答复只会发给提出人。',
    'The item is no longer in the notice: your answer only goes to the objector.',
  ),
  received: (due: string): Text =>
    text(
      `纪检干部将在 ${due} 前答复，答复会私信给您。`,
      `A discipline officer answers by ${due}; the answer comes to you privately.`,
    ),
  formSent: text(
    '已私信发送表单，请在与机器人的会话中填写。',
    'A private form was sent to you; please fill it in your chat with the bot.',
  ),
  listSent: text('完整清单已私信发送给您。', 'The full list was sent to you privately.'),
  thanks: text('异议已提交。', 'Your objection was sent.'),
  answered: text('答复已记录并私信提出人。', 'The answer is recorded and goes to the objector.'),
  amended: text('已修改，该条将重新公示。', 'Amended; the item will be shown again.'),
  openTitle: text('本单位公示', 'Notices of my unit'),
  noneOpen: text('目前没有公示中的内容。', 'Nothing is on display at the moment.'),
  noItem: text('请选择公示条目。', 'Please choose the item.'),
  noText: text('请写明哪里不准确（至少 5 个字）。', 'Please say what is not right (at least 5 characters).'),
  tooLong: text('内容请不超过 500 字。', 'Please keep it within 500 characters.'),
  noReply: text('请填写答复意见（至少 5 个字）。', 'Please write a reply (at least 5 characters).'),
  emptyField: (label: Text): Text =>
    text(`“${label['zh-CN']}”不能为空。`, `“${label['en-US']}” must not be empty.`),
  unbound: (unit: string, n: number): Text =>
    text(
      `${unit}有 ${n} 条风险点待公示，但该单位群尚未绑定。请在群内发送“绑定”。`,
      `${unit} has ${n} risk point(s) waiting for publicity, but its group is not bound. Send “bind” in the group.`,
    ),
  wentUp: (unit: string): Text =>
    text(
      `${unit}有一条异议按回避要求没有可答复的纪检干部，已报上一级答复。`,
      `An objection in ${unit} has no discipline officer free of recusal; it went to the next level.`,
    ),
  stuck: (unit: string): Text =>
    text(
      `${unit}有一条异议暂无人可答复，请核对纪检干部名单。`,
      `Nobody can answer an objection in ${unit}; please check the discipline officers.`,
    ),
  overdue: (unit: string, due: string): Text =>
    text(
      `${unit}有一条公示异议应于 ${due} 前答复，尚未答复。`,
      `An objection in ${unit} was to be answered by ${due} and is still open.`,
    ),
};

export const periodText = (opensOn: string, closesOn: string, days: number, end: string): Text =>
  text(
    `${opensOn} 至 ${closesOn}（${days} 个工作日，至 ${closesOn} ${end} 止）`,
    `${opensOn} to ${closesOn} (${days} working days, until ${closesOn} ${end})`,
  );

export const publicityRefusals = {
  noticeGone: text('没有找到这份公示。', 'This notice was not found.'),
  noticeOver: text('公示期已满，不再受理异议。', 'The period is over; objections are no longer taken.'),
  notYetOpen: text('公示尚未开始。', 'The notice is not open yet.'),
  itemGone: text('该条目已不在公示中。', 'This item is no longer in the notice.'),
  alreadyObjected: text(
    '您已对该条提出异议，正在答复中。',
    'You already objected to this item; it is being answered.',
  ),
  tooMany: text(
    '该条异议较多，请先等待答复。',
    'This item has many objections; please wait for the answers.',
  ),
  objectionGone: text('没有找到这条异议。', 'This objection was not found.'),
  alreadyAnswered: text('这条异议已经答复。', 'This objection has already been answered.'),
  notYours: text('这条异议不由您答复。', 'This objection is not yours to answer.'),
} as const;
