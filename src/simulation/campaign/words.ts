import type { Dice } from '../dice.ts';
import { DOES, SIGN, WHAT, WHERE } from '../phrases.ts';

const WHO = ['经办人', '复核人', '保管人'];

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
