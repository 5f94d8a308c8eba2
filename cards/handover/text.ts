import { type Text, text } from '../../src/kernel/text.ts';

export const reasonWord = {
  left: text('离职或停用', 'left or is inactive'),
  moved: text('已调离', 'moved to another place'),
  changed: text('不再担任该岗位', 'no longer holds the post'),
  head: text('不再担任负责人', 'no longer heads it'),
} as const;
export const dutyWord = {
  post: text('岗位无人', 'Post without a holder'),
  returned: text('退回待改', 'Returned, to be revised'),
  inReview: text('审核中', 'In review'),
  step: text('待审', 'Review in hand'),
} as const;
export type DutyKind = keyof typeof dutyWord;

export const handoverWords = {
  title: text('岗位交接', 'Hand-over of a post'),
  given: text('已移交，接任人会收到一张卡片。', 'Handed over; the successor gets a card.'),
  kept: text('已确认仍在岗，原岗位保留。', 'Confirmed: the person stays, the posts are kept.'),
  late: (person: string, place: string): Text =>
    text(
      `岗位交接已到期未完成：${place}，${person}。发送“交接”可办理。`,
      `A hand-over is late: ${place}, ${person}. Send "handover".`,
    ),
  roleEnded: (unit: string): Text =>
    text(
      `“${unit}”的纪检干部已调离，该角色已停止，请另行指定。`,
      `A discipline officer of "${unit}" moved away; the role has ended. Please name another.`,
    ),
} as const;

/** Every refusal of this capability in words. */
export const handoverRefusals = {
  gone: text('没有找到这项交接。', 'This hand-over was not found.'),
  closed: text('这项交接已经办结。', 'This hand-over is finished.'),
  notYours: text(
    '岗位交接由部门负责人、单位负责人或领导小组办公室管理员办理。',
    'Posts are handed over by the head of the division, the leader of the unit or the office admin.',
  ),
  stale: text(
    '情况刚刚有变动，请看最新内容后再办理。',
    'This has just changed. Please look at the fresh card.',
  ),
  noSuccessor: text('请选择本单位在职的接任人。', 'Please choose an active successor of the unit.'),
  nothing: text('没有选中要移交的事项。', 'Nothing is left to hand over after the exceptions.'),
  notBack: text(
    '此人已不在本部门，不能保留原岗位。',
    'The person is no longer active and cannot keep the posts.',
  ),
} as const satisfies Record<string, Text>;
