import { gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';

/** What the summary counts: what a risk point can be, in the order of its life. */
export const SHOWN_STATUSES = ['inReview', 'returned', 'approved', 'effective'] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];
export const statusWord: Readonly<Record<ShownStatus, Text>> = {
  inReview: text('审核中', 'in review'),
  returned: text('待修改', 'to revise'),
  approved: text('公示', 'in publicity'),
  effective: text('已生效', 'in effect'),
};

export const digestWords = {
  title: text('今日提醒', "Today's digest"),
  waiting: (total: number, overdue: number, today: number, soon: number): Text => {
    const zh = [
      overdue > 0 && `${overdue} 条已过期限`,
      today > 0 && `${today} 条今天到期`,
      soon > 0 && `${soon} 条下一工作日到期`,
    ].filter(Boolean);
    const en = [
      overdue > 0 && `${overdue} past the deadline`,
      today > 0 && `${today} due today`,
      soon > 0 && `${soon} due next working day`,
    ].filter(Boolean);
    return text(
      `您有 ${total} 条待办${zh.length > 0 ? `：${zh.join('，')}` : ''}。`,
      `${total} item(s) wait for you${en.length > 0 ? `: ${en.join(', ')}` : ''}.`,
    );
  },
  more: (n: number): Text =>
    text(`另有 ${n} 条消息，见“待办”和“我的”。`, `${n} more: see "To do" and "Mine".`),
  todo: text('待办', 'To do'),
  mine: text('我的', 'Mine'),
  once: text('每个工作日只提醒一次。', 'Sent once a working day at most.'),
};

export const summaryWords = {
  weekly: text('廉政风险防控一周汇总', 'Weekly summary of integrity risks'),
  monthly: text('廉政风险防控月度汇总', 'Monthly summary of integrity risks'),
  now: text('廉政风险防控汇总', 'Summary of integrity risks'),
  wholeBureau: text('全局', 'Whole bureau'),
  asOf: (at: string): Text => text(`截至 ${at}`, `As of ${at}`),
  late: (day: string): Text =>
    text(`补发：本期应于 ${day} 发布，因服务中断延后。`, `Late: due on ${day}, delayed by an outage.`),
  all: (n: number): Text => text(`共 ${n} 条风险点`, `${n} risk point(s)`),
  change: (day?: string): Text =>
    day === undefined
      ? text('较上期', 'Since the last summary')
      : text(`较上期（${day}）`, `Since the last summary (${day})`),
  since: (day: string): Text => text(`${day} 以来`, `Since ${day}`),
  quiet: text(
    '没有新的审定、超期、公示、生效或退出。',
    'Nothing newly approved, overdue, shown, in effect or retired.',
  ),
  unchanged: (day: string, n: number): Text =>
    text(`${day} 以来没有变化，共 ${n} 条风险点。`, `No change since ${day}; ${n} risk point(s).`),
  tap: text(
    '点数字，您可查看的清单会私信发给您，群内不显示。',
    'Tap a number: the list you may see is sent to you privately, never shown in the group.',
  ),
  byUnit: text(
    '各单位风险点数量（一级高、二级中、三级低）',
    'Risk points by unit (G1 high, G2 middle, G3 low)',
  ),
  trend: text('月末数量（不含退出和撤回）', "Count at month's end (without retired and withdrawn)"),
  total: text('合计', 'Total'),
  first: text('首期，暂无对比。', 'nothing yet, this is the first one.'),
  none: text('还没有填报的风险点。', 'No risk points yet.'),
  noChange: text('没有变化。', 'No change.'),
  choose: text('选择范围', 'Choose a scope'),
  catalogue: text('目录', 'Catalogue'),
  items: (n: number): Text => text(`${n} 条`, `${n}`),
};

/** The numbers that open a list, in the order of the card. */
export const WHATS = [
  'gravest',
  'newOverdue',
  'published',
  'inForce',
  'retired',
  'grade1',
  'grade2',
  'grade3',
  'approved',
  'overdue',
  'objections',
] as const;
export type What = (typeof WHATS)[number];
export const whatWord: Readonly<Record<What, Text>> = {
  gravest: text('新审定一级（高）', 'Newly approved grade 1 (high)'),
  newOverdue: text('新超过期限', 'Newly overdue'),
  published: text('新公示', 'Newly shown'),
  inForce: text('新生效', 'Newly in effect'),
  retired: text('退出目录', 'Retired'),
  grade1: gradeWord[1],
  grade2: gradeWord[2],
  grade3: gradeWord[3],
  approved: text('公示中（含待公示）', 'In publicity (or about to be)'),
  overdue: text('超过期限', 'Past deadline'),
  objections: text('待答复异议', 'Objections to answer'),
};

export const listWords = {
  sent: text('清单已私信发送给您。', 'The list was sent to you privately.'),
  total: (n: number): Text => text(`共 ${n} 条`, `${n} in all`),
  fewer: (shown: number, total: number): Text =>
    text(
      `共 ${total} 条，按您的权限可查看 ${shown} 条。`,
      `${total} in all; your rights let you see ${shown} of them.`,
    ),
  visible: (n: number): Text =>
    text(`您可查看 ${n} 条；其余不在您的查看范围。`, `You may see ${n}; the rest is outside your rights.`),
  capped: (n: number): Text =>
    text(
      `条目较多，只列出前 ${n} 条。请发送“查找”缩小范围。`,
      `Too many: the first ${n} are listed. Send "search" to narrow it.`,
    ),
  none: text('没有您可以查看的条目。', 'There is nothing that you may see.'),
  open: text('查看其中一条', 'Open one of them'),
  back: text('返回汇总', 'Back to the summary'),
  previous: text('上一页', 'Previous'),
  next: text('下一页', 'Next'),
  page: (at: number, of: number): Text => text(`第 ${at} 页，共 ${of} 页`, `Page ${at} of ${of}`),
  period: (from: string, last: string): Text => text(`${from} 至 ${last}`, `${from} to ${last}`),
  objection: (due: string): Text => text(`异议，${due} 前答复`, `objection, to be answered by ${due}`),
};

export const chiefWords = {
  title: text('本月廉政风险防控要情', 'The month in brief'),
  items: text('请关注', 'Please look at'),
  noItems: text('本月没有需要特别关注的事项。', 'Nothing needs your attention this month.'),
  more: text('查看汇总', 'Open the summary'),
  overdueBy: (due: string): Text => text(`应于 ${due} 前办结，已超过期限`, `was due by ${due}`),
  fresh: text('本月新审定', 'approved this month'),
};

export const progressWords = {
  title: text('排查进度', 'Progress of screening'),
  people: (started: number, all: number): Text =>
    text(`人员 ${all} 人，已开始 ${started} 人。`, `${all} people, ${started} have started.`),
  without: text('还没有风险点的岗位', 'Posts without a risk point'),
  notStarted: text('还没有开始的人员（仅您可见）', 'Not started yet (only you see this)'),
  overdue: text('超过期限的步骤', 'Steps past their deadline'),
  noPosts: text('本部门还没有登记岗位。', 'No posts are registered in this division yet.'),
  choose: text('选择部门', 'Choose a division'),
  complete: text('每个岗位都已有风险点。', 'Every post has a risk point.'),
};

export const digestRefusals = {
  notYours: text(
    '进度由部门负责人以上、汇总由单位负责人以上人员查看，请联系本部门负责人。',
    'Progress is for division heads and above, the summary for unit leaders and above; please ask your division head.',
  ),
  progressInstead: text(
    '汇总由单位负责人以上人员查看。本部门的情况请发送“进度”。',
    'The summary is for unit leaders and above. For your own division please send "progress".',
  ),
  groupNotBound: text(
    '本群尚未绑定单位，请群管理员发送“绑定”。',
    'This group is not bound to a unit yet; please send "bind".',
  ),
  groupCeiling: text(
    '本群未开放汇总数量，请联系领导小组办公室管理员。',
    'This group may not be shown figures; please ask the office admin.',
  ),
  noList: text('没有找到这份清单。', 'This list was not found.'),
  noDivision: text('没有找到这个部门。', 'This division was not found.'),
} as const;
