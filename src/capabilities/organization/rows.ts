import { column, type SheetSpec } from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';

/** The tables of the organisation. */
export type SheetKey = 'posts' | 'steps' | 'roles';

const unit = column(
  'unit',
  '单位',
  ['单位名称', 'unit'],
  22,
  text('与飞书组织架构中的名称一致', 'as named in Feishu'),
  true,
);
const division = column(
  'division',
  '部门',
  ['处室', '科室', '部门名称', '处室（科室）', 'division', 'department'],
  20,
  text('与飞书中的名称一致；单位层面的事项留空', 'as named in Feishu; empty for the unit itself'),
);
const people = '填工号；姓名不重复时也可填姓名；多人用顿号分隔';
const peopleEn = 'employee number, or the name when nobody else has it; several with commas';

export const SHEETS: readonly (SheetSpec & { readonly key: SheetKey })[] = [
  {
    key: 'posts',
    name: '岗位',
    label: text('岗位', 'Posts'),
    also: ['岗位表', '岗位与人员', 'posts'],
    columns: [
      unit,
      { ...division, required: true },
      column('post', '岗位', ['岗位名称', 'post'], 20, text('一行一个岗位', 'one post a row'), true),
      column(
        'kind',
        '岗位类别',
        ['类别', '岗位类型', 'kind'],
        12,
        text('领导岗位 / 重点岗位 / 一般岗位', 'leadership / key / ordinary'),
        true,
      ),
      column(
        'holders',
        '在岗人员',
        ['在岗人员工号', '人员', '姓名', '工号', 'holders'],
        24,
        text(people, peopleEn),
      ),
      column(
        'duty',
        '岗位职责',
        ['职责', '职责权力', '职责定位', 'duty'],
        40,
        text('一两句话', 'a sentence or two'),
      ),
      column(
        'authority',
        '法定权限',
        ['权限', '职权', '岗位权限', 'authority'],
        30,
        text('这一岗位依法可以决定什么', 'what the post may decide by law'),
      ),
      column(
        'basis',
        '法律依据',
        ['法定依据', '权限依据', '职权依据', 'legal basis'],
        30,
        text('法规或文件名称和条款', 'law or document with its article'),
      ),
      column(
        'since',
        '任职日期',
        ['任职时间', '到岗日期', '起始日期', 'since'],
        14,
        text(
          '新增人员的起始日期，如 2026-03-01；不填为导入当天',
          'first day of new holders; else the day of import',
        ),
      ),
    ],
    example: [
      '示例：局机关',
      '财务处',
      '资金支付',
      '重点岗位',
      '20024',
      '办理大额资金支付',
      '审核支付凭证，提出支付意见',
      '《行政单位财务规则》第二十条',
      '2026-03-01',
    ],
  },
  {
    key: 'steps',
    name: '权力事项与环节',
    label: text('权力事项与环节', 'Power items and steps'),
    also: ['权力事项', '职权目录', '权力清单', '环节', 'steps'],
    columns: [
      unit,
      division,
      column(
        'post',
        '岗位',
        ['责任岗位', '岗位名称', 'post'],
        20,
        text('部门或单位层面的事项留空', 'empty for the division or unit itself'),
      ),
      column(
        'powerItem',
        '权力事项',
        ['职权事项', '权力名称', '职权名称', 'power item'],
        22,
        text('如：工程招标', 'for example: tendering'),
        true,
      ),
      column(
        'step',
        '业务环节',
        ['环节', '环节名称', '工作环节', 'step'],
        24,
        text('一行一个环节', 'one step a row'),
        true,
      ),
      column(
        'title',
        '常见风险点',
        ['风险点', '风险点名称', 'title'],
        26,
        text('填报时作为名称参考', 'offered as the title when declaring'),
      ),
      column(
        'measure',
        '建议措施',
        ['防控措施', '岗位措施', '措施', 'measure'],
        46,
        text('填报时作为措施参考', 'offered as the measure when declaring'),
      ),
      column(
        'tripleMajor',
        '三重一大',
        ['涉及三重一大', '三重一大事项', 'major matter'],
        20,
        text(
          '重大事项决策 / 重要人事任免 / 重大项目安排 / 大额度资金使用',
          'decision / appointment / project / funds',
        ),
      ),
      column(
        'area',
        '领域',
        ['业务领域', '重点领域', 'area'],
        18,
        text('如：公建项目与代建', 'for example: construction'),
      ),
      column(
        'tags',
        '标签',
        ['环节标签', '紧贴', 'tags'],
        20,
        text(
          '突出问题 / 关键环节 / 重点领域 / 经营 / 服务保障，可不填',
          'prominent / key step / key area / operating / service',
        ),
      ),
      column(
        'measureKinds',
        '措施类型',
        ['措施类别', '措施种类', 'measure kind'],
        16,
        text('教育 / 制度 / 监督 / 技术，可不填', 'education / rules / supervision / technology'),
      ),
    ],
    example: [
      '示例：局机关',
      '财务处',
      '资金支付',
      '大额支付',
      '支付审批',
      '审批程序缺项',
      '支付前逐项核对审批单与合同',
      '大额度资金使用',
      '财务与资金',
      '关键环节',
      '监督',
    ],
  },
  {
    key: 'roles',
    name: '角色',
    label: text('角色', 'Roles'),
    also: ['角色表', '人员角色', 'roles'],
    columns: [
      column(
        'person',
        '人员',
        ['工号', '姓名', '人员工号', 'person'],
        18,
        text('填工号；姓名不重复时也可填姓名', 'employee number, or the name when nobody else has it'),
        true,
      ),
      column(
        'role',
        '角色',
        ['角色名称', 'role'],
        18,
        text(
          '分管领导 / 主要领导 / 纪检干部 / 领导小组成员 / 办公室管理员 / 审计巡察',
          'branch leader / principal leader / discipline officer / leading group / office admin / auditor',
        ),
        true,
      ),
      {
        ...unit,
        required: false,
        note: text(
          '分管领导必填；纪检干部留空表示全局',
          'needed for branch leaders; empty for bureau-wide discipline officers',
        ),
      },
      {
        ...division,
        note: text(
          '分管领导只分管单位内某部门时填写',
          'only when a branch leader is in charge of one division',
        ),
      },
    ],
    example: ['示例：20002', '分管领导', '局机关', '公建项目管理处'],
  },
];
