import type { Dice } from '../dice.ts';

/** What people of this bureau write: concrete, different from each other, never about a person. */
const WHERE = [
  '付款前',
  '验收时',
  '抽取专家时',
  '编制文件时',
  '派车登记时',
  '入库清点时',
  '合同变更时',
  '报销审核时',
];
const WHAT = [
  '可能缺少第二人复核',
  '可能先办后补手续',
  '可能由一人保管全部资料',
  '可能对个别单位放宽要求',
  '可能不按程序比价',
  '可能漏记或者改记数量',
  '可能超过标准办理',
];
const SIGN = ['记录缺页', '签字日期倒置', '同一单位多次中选', '台账与实物不符', '审批单后补', '询价只有一家'];
const WHO = ['经办人', '复核人', '保管人'];
const DOES = ['逐项核对要件清单', '双人到场并签字', '按月抽查十分之一', '每次留存影像记录'];

/** Content and manifestation of a risk; `mark` keeps two of them apart. */
export const riskTexts = (chance: Dice, mark: string) => ({
  content: `${chance.pick(WHERE)}${chance.pick(WHAT)}，涉及${mark}类事项的登记和复核。`,
  manifestation: `${chance.pick(SIGN)}；${chance.pick(SIGN)}，见${mark}类台账。`,
});
export const measureText = (chance: Dice): string => `${chance.pick(WHO)}${chance.pick(DOES)}，结果写入台账`;
export const titleText = (chance: Dice, mark: string): string =>
  `${chance.pick(WHERE)}${chance.pick(SIGN)}（${mark}）`;
export const NONE_REASON = '本岗位只负责收发登记，不经手资金和审批，由科长每周复核登记簿。';
export const RETIRE_REASON = '这一环节自本月起由系统自动完成，不再人工办理。';
export const RETURN_COMMENT = '请写明在哪一步、由谁核对，并说明留下什么记录。';
export const OBJECTION = '公示的环节名称与现行流程不一致，流程在三月已经调整，请核对。';
export const REPLY = '已与部门核对流程图，环节名称按现行流程理解，内容不变。';
