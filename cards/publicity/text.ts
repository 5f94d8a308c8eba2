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

export const scopeWord = {
  division: text('本部门', 'the division'),
  unit: text('本单位', 'the unit'),
  chosen: text('选定的群', 'chosen groups'),
  bureau: text('全局', 'the whole bureau'),
} as const;
export type Scope = keyof typeof scopeWord;

/** How an objection is signed towards whoever answers it. */
export const signatureWord = {
  named: text('署名：答复人可见姓名', 'Named: whoever answers sees your name'),
  anonymous: text(
    '匿名：答复人和单位都看不到姓名',
    'Anonymous: neither the answerer nor the unit sees your name',
  ),
} as const;
export type Signature = keyof typeof signatureWord;

export const publicityWords = {
  scope: text('公示范围', 'Scope'),
  groups: text('公示群', 'Shown in'),
  objections: text('异议', 'Objections'),
  unanswered: text('待答复', 'to be answered'),
  closedAt: text('结束时间', 'Closed'),
  opening: text('公示开始的账本记录', 'Ledger line of the opening'),
  closing: text('公示结束的账本记录', 'Ledger line of the closing'),
  records: text('公示记录', 'Records of publicity'),
  recordTitle: text('公示记录（公示证明）', 'Record of publicity'),
  recordHelp: text(
    '校验码来自账本，可用账本副本核对；不含任何提出异议人的信息。',
    'The hashes come from the ledger and can be checked against a copy; nothing tells who objected.',
  ),
  recordFile: text('导出 Word', 'Export as Word'),
  recordsHelp: text('最近结束的公示，最多 20 份。', 'The newest closed notices, twenty at most.'),
  chooseRecord: text('选择一份公示', 'Choose a notice'),
  noRecords: text('还没有您可以查看的公示记录。', 'There is no record that you may see.'),
  byTable: text(
    '表中序号与异议表单一致；完整内容点“查看全部”。',
    'The numbers are those of the objection form; full texts behind "See all".',
  ),
  signature: text('署名方式（不选为署名）', "How to sign (named if you don't choose)"),
  hidden: text('（匿名）', '(anonymous)'),
  pending: text('待发布的公示', 'Notices not shown yet'),
  pendingNone: text('没有待发布的公示。', 'No notice waits.'),
  choosePending: text('选择一份待发布的公示', 'Choose a notice'),
  chooseScope: text('更改公示范围', 'Change the scope'),
  chooseGroups: text('选择公示群', 'Choose the groups'),
  setGroups: text('公示到所选的群', 'Show in these groups'),
  release: text('发布', 'Release'),
  leavesAt: (at: string): Text => text(`${at} 自动发布`, `leaves by itself at ${at}`),
  waitsGroup: text('等待绑定群', 'waits for a bound group'),
  waitsRelease: text('等待发布', 'waits for its release'),
  limitedBy: (widest: Text): Text =>
    text(
      `按其中最高风险等级的规定，范围最大为“${widest['zh-CN']}”。`,
      `By the gravest grade in it, the widest scope is ${widest['en-US']}.`,
    ),
  preset: text('单位公示范围', 'Scope by unit'),
  presetHelp: text(
    '预设后，该单位新审定的风险点按此范围公示；高等级的范围仍受规定限制。部门没有群的，在单位群公示。',
    "What is approved from now on is shown there; grave grades stay within the rules. A division without a group is shown in its unit's.",
  ),
  presetSet: text('已设置。', 'Set.'),
  chooseUnit: text('选择单位', 'Choose the unit'),
  defaultScope: text('按统一设置', 'As configured'),
  scopeSet: text('公示范围已更改。', 'The scope was changed.'),
  released: text('已发布，几分钟内发到群里。', 'Released; it goes out within minutes.'),
  held: (unit: string, n: number): Text =>
    text(
      `${unit}有 ${n} 条风险点等待您确认范围并发布，请发送“公示”。`,
      `${unit}: ${n} risk point(s) wait for you to check the scope and release; send "publicity".`,
    ),
  escalated: text(
    '答复期限已过，已请上一级一并答复。',
    'The deadline has passed; the next level was asked to answer as well.',
  ),

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
    'If you disagree, tap "Object": the bot sends you a private form and the group does not see who objected. The notice is about posts and steps, never about a person.',
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
      `署名时，姓名和内容只有答复人可见；匿名时，任何卡片都不显示您是谁。两种情况都不告知填报人，也不在群内显示。请注意：为把答复私信给您，系统留有您的账号；飞书平台和企业管理员可能查到您与机器人的操作记录。请勿填写国家秘密、他人隐私；如涉及具体人员的问题线索，本机器人不受理。${channel['zh-CN']}`,
      `Named: only whoever answers sees your name and words. Anonymous: no card shows who you are. Neither the declarer nor the group is told. Please note: your account is kept so that the answer can reach you, and Feishu and your company's administrators may see that you used the bot. No state secrets or private data. Clues about a particular person are not handled here. ${channel['en-US']}`,
    ),
  receiptTitle: text('异议已收到', 'Objection received'),
  replyTitle: text('异议答复', 'Answer to your objection'),
  answerTitle: text('异议待答复', 'Objection to answer'),
  answeredTitle: text('异议已答复', 'Objection answered'),
  notice: text('公示单位', 'Unit'),
  objector: text('提出人（仅您可见，请保密）', 'Raised by (only you see this; keep it to yourself)'),
  raisedBy: text('提出人', 'Raised by'),
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
  backToOpen: text('返回公示', 'Back to the notices'),
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
    text(`“${label['zh-CN']}”不能为空。`, `"${label['en-US']}" must not be empty.`),
  unbound: (unit: string, n: number): Text =>
    text(
      `${unit}有 ${n} 条风险点待公示，但该单位群尚未绑定。请在群内发送“绑定”。`,
      `${unit} has ${n} risk point(s) waiting for publicity, but its group is not bound. Send "bind" in the group.`,
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
  notPending: text('这份公示已经发布或已撤销。', 'This notice is out already, or gone.'),
  tooWide: text(
    '范围超出该等级允许的公示范围，请重新选择。',
    'That is wider than these grades may have. Please choose again.',
  ),
  noGroups: text('请选择至少一个群。', 'Please choose at least one group.'),
  noSuchUnit: text('没有找到这个单位，请重新选择。', 'That unit was not found. Please choose again.'),
  notYours: text('这条异议不由您答复。', 'This objection is not yours to answer.'),
} as const;
