import { type Column, column, type SheetSpec } from '../../kernel/importing.ts';
import { type Text, text } from '../../kernel/text.ts';

/**
 * 《岗位廉政风险点排查及防控措施表》 in its 29 columns and the names they have in practice (domain.md §3.1, variants a–e).
 * Which unit a row belongs to may also follow from the sheet's name or its title.
 */
const optional = (
  field: string,
  header: string,
  also: readonly string[],
  width: number,
  note: Text,
): Column => column(field, header, also, width, note);
const read = (field: string, header: string, also: readonly string[]): Column => ({
  ...column(field, header, also, 20, text('', '')),
  onlyRead: true,
});
const people = text(
  '填工号；姓名在本单位不重复时也可填姓名',
  'employee number, or a name nobody else in the unit has',
);

const place: readonly Column[] = [
  optional('no', '序号', ['编号', 'no'], 6, text('不读取', 'not read')),
  optional(
    'unit',
    '单位',
    ['单位名称', 'unit'],
    18,
    text('留空时按表名或表题中的单位', 'empty: the unit named on the tab or in the title'),
  ),
  optional(
    'division',
    '部门',
    ['处室', '科室', '部门名称', '处室（科室）', '所在部门', 'division'],
    16,
    text('单位层面的风险留空', 'empty for the unit itself'),
  ),
  optional(
    'post',
    '岗位',
    ['岗位名称', '责任岗位', '风险岗位', 'post'],
    18,
    text('部门层面的风险填“部门层面”或留空', 'empty for the division itself'),
  ),
  optional(
    'kind',
    '岗位类别',
    ['岗位类型', 'kind'],
    10,
    text('领导岗位 / 重点岗位 / 一般岗位，须与登记一致', 'leadership / key / ordinary, as registered'),
  ),
  optional('person', '姓名', ['填报人', '岗位人员', '在岗人员'], 12, people),
  read('subject', '责任主体', [
    '单位/科室',
    '单位、科室',
    '单位（科室）或岗位',
    '部门/单位',
    '责任科室',
    '责任部门',
    '责任单位',
  ]),
];
const what: readonly Column[] = [
  optional(
    'power',
    '职权事项',
    ['权力事项', '职权内容', '职权名称', '权力名称', '职责权力', 'power item'],
    18,
    text('如：工程招标', 'for example: tendering'),
  ),
  optional(
    'step',
    '业务环节',
    ['环节', '工作环节', '业务流程环节', '关键环节', 'step'],
    18,
    text('如：招标文件审查', 'for example: review of tender papers'),
  ),
  optional(
    'source',
    '风险来源',
    ['风险类别', '风险类型', '来源', 'source'],
    12,
    text(
      '思想道德 / 岗位职责 / 业务流程 / 制度机制 / 外部环境',
      'ethics / duty / process / institution / environment',
    ),
  ),
  optional(
    'title',
    '风险点名称',
    ['风险点', '廉政风险点', '风险名称', '风险点描述', 'title'],
    20,
    text('不超过 40 字', 'at most 40 characters'),
  ),
  optional(
    'content',
    '风险内容',
    ['廉政风险主要内容', '廉政风险内容', '风险描述', '主要内容', '风险点内容', 'content'],
    32,
    text('可能怎样，不超过 200 字，不写人名', 'what could go wrong, at most 200 characters, no names'),
  ),
  optional(
    'manifestation',
    '表现形式',
    ['风险表现形式', '风险表现', '具体表现', 'manifestation'],
    32,
    text('怎样看出来，不超过 200 字', 'how it would show, at most 200 characters'),
  ),
  read('both', '廉政风险主要内容及表现形式', [
    '风险内容及表现形式',
    '主要内容及表现形式',
    '风险点及表现形式',
    '风险内容和表现形式',
  ]),
  optional('cause', '成因', ['风险成因', '产生原因', '原因', 'cause'], 20, text('为什么会', 'why')),
  optional(
    'concerns',
    '涉及',
    ['涉及三重一大', '涉及（三重一大/人/财/物）', '三重一大', 'concerns'],
    18,
    text('三重一大四类、人、财、物；多项用顿号分隔', 'major matters, people, money, goods'),
  ),
];
const rated: readonly Column[] = [
  optional(
    'likelihood',
    '发生几率',
    ['几率', '可能性', '发生可能性', 'L', 'likelihood'],
    8,
    text('按本局尺度，如 高 / 中 / 低', 'a word of the scale in use'),
  ),
  optional(
    'harm',
    '危害程度',
    ['危害', '严重性', '后果', 'C', 'harm'],
    8,
    text('按本局尺度，如 高 / 中 / 低', 'a word of the scale in use'),
  ),
  optional(
    'grade',
    '风险等级',
    ['等级', '风险级别', 'D', '风险度', 'grade'],
    10,
    text('一级（高）/ 二级（中）/ 三级（低）；留空按评级表', 'empty: by the table'),
  ),
  optional(
    'gradeReason',
    '等级调整理由',
    ['调整理由', '评级理由', 'reason'],
    20,
    text('等级与评级表不同时必填', 'needed when the grade is not what the table gives'),
  ),
];
const guarded: readonly Column[] = [
  optional(
    'measure',
    '岗位措施',
    ['防控措施', '岗位防控措施', '措施', '预防措施', '廉政风险防控措施', '控制措施', 'measure'],
    36,
    text('谁做什么、多久一次、留什么记录', 'who does what, how often, what remains'),
  ),
  optional(
    'process',
    '部门流程',
    ['部门防控流程', '部门措施', 'process'],
    20,
    text('部门定流程', 'what the division sets'),
  ),
  optional(
    'rule',
    '单位制度',
    ['单位防控制度', '单位措施', 'rule'],
    20,
    text('单位定制度', 'what the unit sets'),
  ),
  optional(
    'owner',
    '责任人',
    ['部门负责人', '防控责任人', 'owner'],
    14,
    text('岗位名称，或人员（工号或姓名）', 'a post, or a person'),
  ),
  optional(
    'leader',
    '责任领导',
    ['分管责任领导', 'leader'],
    12,
    text('主要领导 / 分管领导 / 部门负责人；留空按等级', 'empty: by grade'),
  ),
  optional(
    'deadline',
    '完成时限',
    ['时限', '完成时间', 'deadline'],
    12,
    text('如：长期坚持', 'for example: permanent'),
  ),
  optional(
    'indicator',
    '监测指标',
    ['监控指标', '指标', 'indicator'],
    14,
    text('怎样看出措施有效', 'how to see that it works'),
  ),
];
const decided: readonly Column[] = [
  optional(
    'method',
    '查找方式',
    ['查找方法', '排查方式', 'method'],
    10,
    text('自己找 / 领导提 / 群众帮', 'self / leader / peer'),
  ),
  optional('opinion', '审核意见', ['审定意见', '意见', 'opinion'], 14, text('原表的审核意见', 'as on paper')),
  optional('reviewer', '审核人', ['审定人', 'reviewer'], 12, text('原表的审核人', 'as on paper')),
  optional(
    'date',
    '日期',
    ['审定日期', '审核日期', 'date'],
    12,
    text('审定日期，如 2026-03-31', 'day of approval, for example 2026-03-31'),
  ),
  optional('status', '状态', ['status'], 10, text('已停用的不导入', 'retired ones are not taken')),
];

export const RISK_SHEET: SheetSpec = {
  key: 'risks',
  name: '风险点',
  label: text('风险点', 'Risk points'),
  also: ['风险点清单', '岗位廉政风险点排查及防控措施表', '廉政风险点', 'risks'],
  columns: [...place, ...what, ...rated, ...guarded, ...decided],
  oneOf: ['content', 'title', 'manifestation', 'both'],
  example: [
    '示例',
    '政府采购中心',
    '采购实施科',
    '采购项目经办',
    '重点岗位',
    '',
    '采购文件编制',
    '评分标准编写',
    '岗位职责',
    '评分标准带有倾向性',
    '编写采购文件时，评分项可能贴近某一家产品的特点',
    '参数与单一样本逐条吻合',
    '起草与定稿由一人完成',
    '重大项目安排、财',
    '中',
    '高',
    '一级（高）',
    '',
    '起草后由另一名同岗人员逐条复核并签名',
    '限额以上项目文件会审',
    '',
    '',
    '',
    '长期坚持',
    '被质疑文件占比',
    '自己找',
    '同意',
    '',
    '2026-03-31',
    '',
  ],
};
