import { column, type SheetSpec } from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';

const YES_NO = text('填“是”或“否”', 'yes or no');
/** 业务领域: one row an area and year (S12). */
export const AREA_SHEET: SheetSpec = {
  key: 'areas',
  name: '业务领域',
  label: text('业务领域与规模', 'areas and their scale'),
  also: ['重点领域', '领域规模', 'areas'],
  columns: [
    column(
      'name',
      '领域名称',
      ['领域', 'area'],
      22,
      text('与环节表中的业务领域同名', 'the name that steps use'),
      true,
    ),
    column('key', '是否重点领域', ['重点领域', 'key area'], 12, YES_NO),
    column(
      'line',
      '业务性质',
      ['业务条线', 'business line'],
      12,
      text('经营或服务保障', 'operating or service support'),
    ),
    column('unit', '主责单位', ['责任单位', 'unit in charge'], 20, text('单位名称', 'name of the unit')),
    column(
      'year',
      '年度',
      ['年份', 'year'],
      8,
      text('四位年份；一个领域可有多行', 'four digits; an area may have several rows'),
    ),
    column('amount', '规模亿元', ['规模', '金额亿元', 'amount'], 10, text('以亿元计', 'in 100 million yuan')),
  ],
  example: ['示例领域', '是', '服务保障', '示例中心', '2026', '30.5'],
};
/** 建设项目: one row a project (S8, S13, S15). */
export const PROJECT_SHEET: SheetSpec = {
  key: 'projects',
  name: '建设项目',
  label: text('建设项目', 'construction projects'),
  also: ['公建项目', '项目', 'projects'],
  columns: [
    column('name', '项目名称', ['项目', 'project'], 28, text('单位内不重名', 'unique in its unit'), true),
    column('unit', '建设单位', ['单位', 'unit'], 20, text('单位名称', 'name of the unit'), true),
    column('area', '业务领域', ['领域', 'area'], 16, text('可不填', 'optional')),
    column('way', '建设方式', ['方式', 'way'], 10, text('自建或代建', 'own or delegated'), true),
    column('agent', '代建单位', ['代建方', 'agent'], 22, text('代建时填写', 'when delegated')),
    column(
      'budget',
      '预算万元',
      ['预算', '投资额万元', 'budget'],
      12,
      text('以万元计', 'in 10,000 yuan'),
      true,
    ),
    column('from', '开工日期', ['开工', 'from'], 12, text('如 2026-03-01', 'such as 2026-03-01')),
    column('to', '计划竣工', ['竣工日期', 'to'], 12, text('如 2027-06-30', 'such as 2027-06-30')),
    column(
      'state',
      '状态',
      ['进度', 'state'],
      10,
      text('筹备、在建或竣工', 'preparing, running or completed'),
      true,
    ),
    column('quality', '质量目标', ['quality'], 18, text('如 合格率 100%', 'such as: all parts accepted')),
    column('saving', '节约率目标', ['节约率', 'saving'], 10, text('百分数', 'percent')),
    column('clean', '廉洁目标', ['零违纪', 'clean'], 10, YES_NO),
  ],
  example: [
    '示例项目',
    '示例中心',
    '',
    '代建',
    '示例代建公司',
    '1200',
    '2026-03-01',
    '2027-06-30',
    '在建',
    '合格率 100%',
    '3',
    '是',
  ],
};
