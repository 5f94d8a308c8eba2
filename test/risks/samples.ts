import { readFileSync } from 'node:fs';
import { settingsSchema } from '../../src/kernel/settings.ts';

/** Texts of our own next to the demo data: good ones that only look bad, and bad ones in another dress. */
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
export const settings = settingsSchema.parse(json('config/default.json'));

export type DemoRisk = {
  id: string;
  area: string;
  level: string;
  unit: string;
  department: string;
  post: string | null;
  source: string;
  find_method: string;
  process_step: string;
  title: string;
  content: string;
  manifestation: string;
  root_cause: string;
  tags: string[];
  likelihood: '高' | '中' | '低';
  harm: '高' | '中' | '低';
  grade: '一级' | '二级' | '三级';
  measures: { text: string }[];
};
export type BadRisk = {
  id: string;
  post: string;
  title: string;
  content: string;
  manifestation: string;
  measures?: string[];
  expect: string;
};
export const demoRisks = json('test/data/demo-risks.json') as DemoRisk[];
export const badRisks = json('test/data/demo-bad-risks.json') as BadRisk[];

/** Good texts that only look bad: each passes without a hint and is not diverted. */
export const nearMisses: readonly (readonly [content: string, manifestation: string])[] = [
  ['可能以加强管理为名增设审批环节，变相收费。', '新增材料清单没有文件依据。'],
  ['培训费用可能虚列人数，套取会议经费。', '签到表笔迹雷同；同一天两地签到。'],
  ['举报箱开启时可能由一人操作，线索登记不全。', '开箱记录只有一人签名。'],
  ['对群众反映的问题可能拖延不办，或把反映人情况告诉被反映科室。', '转办单未隐去姓名。'],
  ['领导可能通过打招呼影响评审排名。', '评审前后排名无理由变动。'],
  ['科长可能收受供应商礼金后放宽验收。', '验收照片缺失；同一供应商连续中选。'],
  ['驾驶员可能收受维修厂回扣，多报更换件。', '旧件不回收；同一部件重复更换。'],
  ['保密柜钥匙可能由一人保管，涉密载体借阅登记不全。', '借阅登记缺归还时间。'],
  ['投标人的商业秘密可能在询价环节泄露。', '报价未密封；询价记录无人复核。'],
  ['合同编号3301202511230001的同类项目可能拆分签订，规避招标。', '同一供应商一周内签订三份合同。'],
  ['单笔支付超过13800000000元的资金调度可能缺少集体决策。', '会议纪要晚于支付日期。'],
  ['订单号 20251123000123456 一类的网上采购可能由经办人自行确认收货。', '下单人与收货人为同一人。'],
  ['高价收购旧设备时可能由经办人一人谈价。', '没有比价记录。'],
  ['方案经理可能与投标单位串通，提前透露参数。', '参数与样本一致。'],
  ['对于科长一级的公务出行，可能用公车办私事。', '周末有用车记录。'],
  ['听证意见汇总时可能有选择地采纳。', '汇总表与原始意见不一致。'],
  ['礼品登记可能不及时，去向不清。', '节后集中补登。'],
  ['挪用备用金的风险：出纳可能临时借用周转金。', '备用金盘点有白条。'],
  ['领取物资无登记，可能多领私用。', '领用单缺签名。'],
  ['许多零星维修可能不比价，由一家长期承接。', '单价多年不变。'],
  ['曾经中止的项目可能未经论证重新启动。', '重启报告无可行性分析。'],
  ['The duty officer may lend the office seal without any record.', 'No entry in the seal register.'],
];

/** Words of attitude, statements that fit everywhere. */
export const vagueTexts: readonly string[] = [
  '思想认识不够到位，需要进一步加强学习。',
  '可能存在廉政风险。',
  '工作中可能出现各种问题，需要加强管理。',
  '高度重视廉政建设，认真贯彻上级要求，不断提高认识。',
  '对制度学习不够，认识不足，需要进一步加强监督。',
];
export const perfunctoryTexts: readonly string[] = [
  '有风险。',
  '测试测试测试测试',
  '哈哈哈哈哈哈哈哈哈',
  'asdfghjkl',
  '待补充，以后再说',
  '123456789012',
];
/** All of these say "nothing" and block. */
export const emptyTexts: readonly string[] = [
  '无',
  '无。',
  ' 无 ',
  '无，无',
  '暂无',
  'None',
  'N/A',
  'ｎｏｎｅ',
  '/',
  '——',
  '……',
  '没有风险',
  '本岗位无风险',
  '本岗位暂无廉政风险。',
  '不存在任何风险点',
  '无 无 无',
  '目前没有',
  '未发现问题',
  '略',
  '同上。',
  '不涉及',
];

export const accusations: readonly string[] = [
  '听说王科长去年收了供应商的红包。',
  '张某某收受回扣。',
  '采购科老李拿了厂家的好处费。',
  '我要实名举报后勤处领导公款吃喝。',
  '李处长安排亲戚承包食堂。',
  '据说主任前年春节收了两箱酒的礼金。',
  '群众反映刘主任违规批地，多次收受礼金。',
  '听说张伟去年收了承包商的钱和红包。',
  '现检举基建科负责人收受施工方贿赂。',
  '王建国多次接受宴请，收受礼金。',
  '赵副局长可能收受贿赂。',
  '有人说他已经拿了供应商的回扣。',
  '本人向纪委举报本单位会计贪污。',
  'I heard that Director Wang took a kickback last year.',
  '孙某 收受礼金，大家 都知道。',
];
export const secretTexts: readonly string[] = [
  '机密★三年 关于某项工作的通知',
  '机 密 ★ 长 期',
  '秘密☆1年',
  '【绝密】会议材料可能外泄',
  '（机密）名单在流转中可能外泄。',
  '内部资料，注意保存：采购底价表',
  '内部资料 注意保存',
  '机密级文件第3页所列预算可能泄露。',
  '秘密 10年 建设规划',
  '绝密＊长期',
];
export const personalTexts: readonly string[] = [
  '申请人身份证 33010119800101123X 可能被冒用。',
  '证件号330101********1234可能外泄。',
  '电话 138 1234 5678 的客户可能造假。',
  '电话138-1234-5678的客户可能造假。',
  '联系人手机１３８１２３４５６７８可能为中介。',
  '手机号 139XXXX1234 多次出现。',
  '卡号6222021234567890123 的流水可能造假。',
  '账号：62220212345678 的款项去向可能不明。',
  '联系电话：057187651234，可能为中介。',
  '手机一三八一二三四五六七八多次代办。',
  '身份证号：3301011980XXXXXXXX 的材料可能有问题。',
];
