import type { Dice } from './dice.ts';

/**
 * Every invented person has this rare character in the name, so that one search finds any name on any card. Nothing
 * else that is written in a simulation has it.
 */
export const NAME_MARK = '昉';
const SURNAMES = [...'赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹苏潘葛范彭鲁韦'];
const GIVEN = [...'安宁远行知微静怡清和明朗子衿若谷思齐泽润书言景行秋月云舒晨曦嘉树立本守正'];
/** The n-th invented name; the first 1,600 differ by surname or given character, later ones carry both twice. */
export const nameOf = (n: number): string => {
  const surname = SURNAMES[n % SURNAMES.length] ?? '赵';
  const given = GIVEN[Math.floor(n / SURNAMES.length) % GIVEN.length] ?? '安';
  const round = Math.floor(n / (SURNAMES.length * GIVEN.length));
  return `${surname}${NAME_MARK}${given}${round > 0 ? given.repeat(round) : ''}`;
};

export const WHERE = [
  '付款前',
  '验收时',
  '抽取专家时',
  '编制文件时',
  '派车登记时',
  '入库清点时',
  '合同变更时',
  '报销审核时',
];
export const WHAT = [
  '可能缺少第二人复核',
  '可能先办后补手续',
  '可能由一人保管全部资料',
  '可能对个别单位放宽要求',
  '可能不按程序比价',
  '可能漏记或者改记数量',
  '可能超过标准办理',
];
export const SIGN = [
  '记录缺页',
  '签字日期倒置',
  '同一单位多次中选',
  '台账与实物不符',
  '审批单后补',
  '询价只有一家',
];
const WHO = ['经办人', '复核人', '部门负责人', '保管人'];
export const DOES = [
  '逐项核对要件清单',
  '双人到场并签字',
  '按月抽查十分之一',
  '每次留存影像记录',
  '每季度轮岗一次',
];

/** What makes a declaration a bad one: says nothing, is vague, accuses somebody, or is classified. */
const BAD = [
  '无',
  '没有风险',
  '需要进一步加强学习，提高认识',
  '听说工程科王某去年中秋收了承包方的礼金',
  '机密★ 某项目的底价安排',
  '可能对外泄露国家外汇储备的决策信息',
];

/** A sentence that a person might write into a field of this name. One in twelve declarations is a bad one. */
export function sentence(field: string, dice: Dice): string {
  const n = dice.int(900) + 100;
  switch (field) {
    case 'content':
      if (dice.chance(1 / 12)) return dice.pick(BAD);
      return `${dice.pick(WHERE)}${dice.pick(WHAT)}，涉及第${n}号事项的${dice.pick(WHO)}环节。`;
    case 'manifestation':
      return `${dice.pick(SIGN)}；${dice.pick(SIGN)}，见第${n}号登记。`;
    case 'measure':
      return `${dice.pick(WHO)}${dice.pick(DOES)}，第${n}号台账留痕`;
    case 'title':
      return `${dice.pick(WHERE)}${dice.pick(SIGN)}${n}`;
    default:
      return `${dice.pick(WHERE)}${dice.pick(WHO)}${dice.pick(DOES)}，编号${n}。`;
  }
}
