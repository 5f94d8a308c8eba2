import type { PostKind } from '../../src/kernel/grade.ts';
import type { ChatCeiling, ChatPurpose, MeasureKind, Role, StepTag } from '../../src/kernel/people.ts';
import { type Text, text } from '../../src/kernel/text.ts';

/** Every refusal of this capability in words. */
/** Beside a person's name where the office chooses a holder. */
export const reviewsHere = text('负责审核', 'reviews here');

export const refusals = {
  stale: text(
    '这张卡片刚刚有过变动，请看最新内容后再点。',
    'This has just changed. Please look at the fresh card and tap again.',
  ),
  notInside: text(
    '机器人不在这个群里，请先把机器人加入群。',
    'The bot is not in that group. Please add it first.',
  ),
  noSuchDivision: text('没有找到这个部门，请重新选择。', 'That division was not found. Please choose again.'),
  noSuchCeiling: text(
    '这类群不能显示这么多，请重新选择。',
    "A group of this kind can't be shown that much. Please choose again.",
  ),
  noSuchUnit: text('没有找到这个单位，请重新选择。', 'That unit was not found. Please choose again.'),
  noSuchPerson: text(
    '没有找到这位在职人员，请重新选择。',
    'That person was not found among active people. Please choose again.',
  ),
  gone: text('这一项已不存在。', 'This no longer exists.'),
  otherUnit: text(
    '此人不在本单位，请联系领导小组办公室管理员。',
    'That person is of another unit; please ask the office admin.',
  ),
  reviewsHere: text(
    '此人负责审核本单位的风险点，任职后不能再审核该岗位的风险点，请由领导小组办公室管理员办理。',
    'That person reviews risk points here and could no longer review those of this post; please ask the office admin.',
  ),
  ownHolding: text(
    '本人不能把自己从岗位上移除，请由单位负责人或其他管理员办理。',
    "You can't take yourself off a post; the unit's leader or another admin can.",
  ),
  notYourPost: text(
    '岗位由部门负责人、单位负责人或领导小组办公室管理员维护；您可以查看自己的岗位。',
    'Posts are kept by the head of the division, the leader of the unit or the office admin; you can see your own.',
  ),
  lastAdmin: text('至少要保留一位办公室管理员。', 'At least one office admin must remain.'),
  twoDuties: text(
    '办公室管理员与纪检干部、单位主要负责人与本单位纪检干部不能由同一人担任。',
    'One person may not be office admin and discipline officer, nor lead a unit and be its discipline officer.',
  ),
  noStandIn: text(
    '没有找到这位在职人员，请从列表选择，或填写完整姓名、工号。',
    'Nobody active was found. Please choose from the list, or type the full name or employee number.',
  ),
  standInOwnHand: text(
    '不能把自己指定为他人的代理人，请由其本人或另一位管理员指定。',
    "Nobody names themselves as somebody else's stand-in; the person or another administrator does.",
  ),
  standInSelf: text('代理人不能是被代理人本人。', 'Nobody can stand in for themselves.'),
  standInDays: text(
    '请选择今天或以后的日期，“至”不早于“自”，最长 183 天。',
    'Please choose days from today on, the last not before the first, 183 days at most.',
  ),
  standInBasis: text('请写明代理依据。', 'Please give the basis.'),
  standInTaken: text(
    '被代理人在这段时间已有代理人，请先提前结束或改期。',
    'Somebody already stands in on some of these days. End that one first, or choose other days.',
  ),
  standInBusy: text(
    '此人在这段时间已代理他人，一人同一时期只代理一人。',
    'They already stand in for somebody on some of these days; one person at a time.',
  ),
  standInAway: text(
    '此人在这段时间也由他人代理，不能再代理您。',
    'They are away themselves on some of these days.',
  ),
  standInOver: text('这项代理已经结束。', 'This has already ended.'),
  standInNotYours: text(
    '只能为本人指定代理人；为他人指定请联系领导小组办公室管理员。',
    'You can name a stand-in for yourself only; for others please ask the office admin.',
  ),
  rowGone: text('这条消息已处理，不需要重发。', 'This message was dealt with; nothing to resend.'),
} as const satisfies Record<string, Text>;

/** Toasts after something was done. */
export const said = {
  bound: text('已绑定。', 'Bound.'),
  unbound: text('已解除绑定。', 'Unbound.'),
  answeredPrivately: text('已在单聊中回复您。', 'I have answered you in our private chat.'),
  saved: text('已保存。', 'Saved.'),
  standInNamed: text('代理已生效，双方都会收到。', 'Done. Both of them see it.'),
  standInEnded: text('代理已提前结束。', 'Ended.'),
  resent: text('已重新排队发送。', 'Queued again.'),
  retry: text(
    '已清除标记，下次消息会再次尝试送达。',
    'The mark is cleared; the next message will be tried again.',
  ),
} as const satisfies Record<string, Text>;

export const purposeWord: Readonly<Record<ChatPurpose, Text>> = {
  unit: text('单位群', 'unit group'),
  division: text('部门群', 'division group'),
  leading_group: text('领导小组群', 'leading group'),
  discipline: text('纪检干部群', 'discipline officers'),
  other: text('公示用群', 'group for notices'),
};
/** What a group may be shown, in words for the office admin. */
export const ceilingWord: Readonly<Record<ChatCeiling, Text>> = {
  none: text('不显示数量', 'no figures'),
  own: text('仅本单位数量', 'counts of its own unit'),
  bureau: text('全局数量，不分单位', 'counts of the bureau, not by unit'),
  units: text('全局数量，分单位', 'counts of the bureau by unit'),
};
export const kindWord: Readonly<Record<PostKind, Text>> = {
  leadership: text('领导岗位', 'leadership post'),
  key: text('重点岗位', 'key post'),
  ordinary: text('一般岗位', 'ordinary post'),
};
/** Tags of a step, the same words on cards, in sheets and in the search. */
export const tagWord: Readonly<Record<StepTag, Text>> = {
  prominent: text('突出问题', 'prominent problem'),
  keyStep: text('关键环节', 'key step'),
  keyArea: text('重点领域', 'key area'),
  operating: text('经营', 'operating'),
  service: text('服务保障', 'service support'),
};
export const measureKindWord: Readonly<Record<MeasureKind, Text>> = {
  education: text('教育', 'education'),
  institution: text('制度', 'rules'),
  supervision: text('监督', 'supervision'),
  technology: text('技术', 'technology'),
};
export const roleWord: Readonly<Record<Role, Text>> = {
  staff: text('岗位人员', 'staff'),
  division_head: text('部门负责人', 'division head'),
  unit_leader: text('单位主要负责人', 'unit leader'),
  branch_leader: text('分管领导', 'branch leader'),
  principal_leader: text('主要领导', 'principal leader'),
  discipline_officer: text('纪检干部', 'discipline officer'),
  office_admin: text('办公室管理员', 'office admin'),
  leading_group: text('领导小组成员', 'leading group'),
  tender_committee: text('招投标监察委员会成员', 'tendering oversight committee'),
  auditor: text('审计巡察', 'auditor'),
  system_admin: text('系统管理员', 'system admin'),
};
