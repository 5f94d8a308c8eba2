import { text } from '../../src/kernel/text.ts';

export const statusWord = {
  draft: text('待审定', 'Awaiting approval'),
  returned: text('已退回', 'Returned'),
  frozen: text('现行', 'In force'),
  superseded: text('已被新版替代', 'Superseded'),
} as const;

export const editionWords = {
  title: text('目录版本', 'Catalogue editions'),
  none: text('还没有编制过目录版本。', 'No edition has been compiled yet.'),
  versions: text('目录版本', 'Editions'),
  compile: text('编制版本', 'Compile an edition'),
  compileAsk: text(
    '按此刻已生效的风险点编制一版目录，提请领导小组成员审定后冻结。',
    'Compiles an edition from what is in effect now; it is frozen once a member of the leading group approves it.',
  ),
  submit: text('提请审定', 'Ask for approval'),
  asked: text('已提请审定', 'Sent for approval'),
  approve: text('审定通过', 'Approve'),
  approveAsk: text(
    '通过后本版冻结为现行目录，以后的变动另编新版。',
    'The edition is frozen as the catalogue in force; later changes need a new edition.',
  ),
  sendBack: text('退回', 'Send back'),
  reason: text('退回说明', 'What should be changed'),
  discard: text('作废草稿', 'Discard the draft'),
  difference: text('与上一版对照', 'Difference to the previous edition'),
  changes: text('现行版以来的变动', 'Changes since the edition in force'),
  file: text('导出本版 Excel', 'This edition as Excel'),
  back: text('返回版本列表', 'Back to the editions'),
  choose: text('查看一版', 'See an edition'),
  compiled: text('已编制草稿', 'The draft was compiled'),
  done: text('已审定，本版冻结', 'Approved; the edition is frozen'),
  returned: text('已退回办公室', 'Sent back to the office'),
  discarded: text('草稿已作废', 'The draft was discarded'),
  hash: text('校验码', 'Hash'),
  compiler: text('编制', 'Compiled'),
  approver: text('审定', 'Approved'),
  waits: text('等待领导小组成员审定，一人通过即可。', 'Waits for one member of the leading group.'),
  noSigner: text(
    '没有可以审定的领导小组成员，请先设置（编制人不能审定）。',
    'No member of the leading group may approve (the compiler may not); please appoint one.',
  ),
  first: text(
    '这是第一版，没有可对照的上一版。',
    'This is the first edition; there is nothing to compare with.',
  ),
  same: text('没有变动。', 'Nothing changed.'),
  more: (n: number) => text(`另有 ${n} 项，见 Excel 文件。`, `${n} more: see the Excel file.`),
} as const;

export const editionRefusals = {
  editionGone: text('没有找到这一版。', 'This edition was not found.'),
  nothingInForce: text(
    '还没有已生效的风险点，不能编制。',
    'Nothing is in effect yet; there is nothing to compile.',
  ),
  draftOpen: text('已有一版草稿待审定，请先审定或作废。', 'A draft is open; approve or discard it first.'),
  notDraft: text('这一版已经处理过。', 'This edition was dealt with already.'),
  totalsDiffer: text(
    '合计与明细不一致，不能审定。请办公室重新编制。',
    "The totals are not the sum of the items; it can't be approved. Please compile it again.",
  ),
  notSigner: text(
    '目录由领导小组成员审定，编制人不能审定自己编制的版本。',
    'Editions are approved by members of the leading group, never by whoever compiled them.',
  ),
  noReason: text('请写明退回说明。', 'Please say what should be changed.'),
} as const;
