import { type Text, text } from '../../src/kernel/text.ts';

export const officeRefusals = {
  notStuck: text(
    '这一环节已有人办理，不需要另行指定。',
    'Somebody holds this step by now; nothing to re-route.',
  ),
  stale: text('这一事项刚刚有变动，请看最新内容。', 'This has just changed. Please look at the fresh card.'),
  noSuchPerson: text(
    '不能指定此人：不在职，或与该事项有关需要回避。',
    "This person can't take it: inactive, or too close to the matter.",
  ),
} as const satisfies Record<string, Text>;

export const officeSaid = {
  rerouted: text('已指定办理人，期限重新计算。', 'Assigned; the deadline starts again.'),
} as const;
