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
  title: text('今日提醒', 'Today’s digest'),
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
    text(`另有 ${n} 条消息，见“待办”和“我的”。`, `${n} more: see “To do” and “Mine”.`),
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
  overdue: text('超过期限的审核或修改', 'Steps past their deadline'),
  publicity: text('公示中（含待公示）', 'In publicity (or about to be)'),
  objections: text('待答复的异议', 'Objections to answer'),
  change: text('较上期', 'Since the last summary'),
  first: text('首期，暂无对比。', 'The first one: nothing to compare with yet.'),
  none: text('还没有填报的风险点。', 'No risk points yet.'),
  noChange: text('没有变化。', 'No change.'),
  choose: text('选择范围', 'Choose a scope'),
  catalogue: text('目录', 'Catalogue'),
  items: (n: number): Text => text(`${n} 条`, `${n}`),
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
    'The summary is for unit leaders and above. For your own division please send “progress”.',
  ),
  groupNotBound: text(
    '本群尚未绑定单位，请群管理员发送“绑定”。',
    'This group is not bound to a unit yet; please send “bind”.',
  ),
  noDivision: text('没有找到这个部门。', 'This division was not found.'),
} as const;
