import type { RecheckRefusal } from '../../src/capabilities/rechecks/decide.ts';
import { type Text, text } from '../../src/kernel/text.ts';

/** Characters a finding may take. */
export const MAX_SAID = 300;

export const recheckRefusals: Readonly<Record<RecheckRefusal, Text>> = {
  gone: text('该风险点已不在目录中，无需复查。', 'This risk is no longer in force; nothing to check.'),
  alreadyDone: text('您已登记过这次复查。', 'You have already recorded this re-check.'),
  changedSinceCard: text(
    '内容已有变化，已为您刷新，请重新查看。',
    'It has changed meanwhile; here is the current state.',
  ),
  notYours: text(
    '该项复查由责任领导办理，本人的措施不由本人复查。请联系本部门负责人。',
    'The responsible leader re-checks it, nobody their own measure. Please ask your division head.',
  ),
  nothingToRectify: text('该项已办理，无需整改。', 'This is done; nothing to put right.'),
};

export const recheckWords = {
  foundMissing: text('请选择复查结果。', 'Please choose what was found.'),
  saidMissing: text('请写明看到了什么。', 'Please write what you saw.'),
  tooLong: text(`不超过 ${MAX_SAID} 字。`, `At most ${MAX_SAID} characters.`),
  tooShort: text(
    '请具体一些：看了哪些记录、多少份、有什么问题（至少 8 个字）。',
    'Please be concrete: which records, how many, what was wrong (8 characters at least).',
  ),
  saysNothing: text(
    '“正常”“无”不是复查结果。请写明看了哪些记录、看到了什么。',
    '"Fine" or "none" is no finding. Please write which records you looked at and what you saw.',
  ),
  vague: text(
    '请写看到的情况，不写要求。例：抽看 9 月付款单 12 份，均有两人签名。',
    'Please write what you saw, not what should be. E.g. 12 payment slips of September, each with two signatures.',
  ),
  scoreHalf: text(
    '剩余风险的几率和危害请都选，或都不选。',
    'Choose both likelihood and harm of what remains, or neither.',
  ),
  recorded: text('已登记。', 'Recorded.'),
  rectified: text('已登记，将由责任领导复查。', 'Recorded; the responsible leader will look at it.'),
  rectifyTold: (due: string): Text =>
    text(
      `已登记，并请责任岗位于 ${due} 前整改。`,
      `Recorded; the responsible post has until ${due} to put it right.`,
    ),
};

const count = (n: number, late: number): Text =>
  late > 0
    ? text(`${n} 条，其中逾期 ${late} 条`, `${n}, ${late} of them overdue`)
    : text(`${n} 条`, String(n));
export const recheckLine = {
  due: (n: number, late: number, last: string): Text => {
    const c = count(n, late);
    return text(
      `到期复查 ${c['zh-CN']}，请于 ${last} 前办理（发“复查”）。`,
      `Re-checks due: ${c['en-US']}; please answer by ${last} (write "recheck").`,
    );
  },
  below: (who: string, late: number): Text =>
    text(
      `${who} 有 ${late} 条复查已逾期，请了解情况。`,
      `${late} re-check(s) of ${who} are overdue; please look into it.`,
    ),
  rectify: (title: string, due: string): Text =>
    text(
      `复查发现“${title}”的防控措施未落实，请于 ${due} 前整改并登记（发“整改”）。`,
      `A re-check found the measure of "${title}" not carried out; please put it right and record it by ${due} (write "rectify").`,
    ),
  changed: (title: string): Text =>
    text(
      `复查发现“${title}”有变化，请核对后更正（发“我的”，打开该条）。`,
      `A re-check found that "${title}" has changed; please correct it (write "mine" and open it).`,
    ),
};
