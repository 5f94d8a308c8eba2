import { element } from './common.ts';
import { type Fields, fail, isFields, type Place, type Rule } from './judge.ts';
import { all, bool, oneOf, sized, whole } from './rules.ts';

const TYPES = [
  'line',
  'area',
  'bar',
  'pie',
  'funnel',
  'scatter',
  'radar',
  'linearProgress',
  'circularProgress',
  'wordCloud',
  'common',
];
/** Properties that name a field of the data. */
const FIELD_KEYS = ['xField', 'yField', 'seriesField', 'valueField', 'categoryField', 'nameField'];

function bad(at: Place, why: string): never {
  fail(at, `chart spec is invalid; ErrorValue: - (root): ${why}`, 200550);
}

function checkNulls(value: unknown, at: Place, where: string): void {
  if (value === null) bad(at, `${where} is null`);
  if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value as object)) checkNulls(inner, at, `${where}.${key}`);
}

/** All rows of `data`: `{values}`, or a list of such. */
function rowsOf(data: unknown, at: Place): Fields[] {
  const sets = Array.isArray(data) ? data : [data];
  return sets.flatMap((set) => {
    if (!isFields(set) || !Array.isArray(set.values) || !set.values.every(isFields))
      return bad(at, 'data must have values');
    return set.values as Fields[];
  });
}

function checkFields(spec: Fields, rows: readonly Fields[], at: Place): void {
  for (const key of FIELD_KEYS)
    for (const name of [spec[key] ?? []].flat())
      if (rows.length > 0 && !rows.some((row) => Object.hasOwn(row, String(name))))
        bad(at, `${key} ${String(name)} is not in the data`);
}

/** What can be known without drawing: a chart type, data with rows, fields that exist in them, no null anywhere. */
function checkSpec(spec: unknown, at: Place): void {
  if (!isFields(spec)) bad(at, 'not an object');
  if (!TYPES.includes(String(spec.type))) bad(at, `unknown type ${String(spec.type)}`);
  checkNulls(spec, at, 'spec');
  if (spec.type === 'common') {
    if (!Array.isArray(spec.series) || spec.series.length === 0) bad(at, 'common needs series');
    return;
  }
  checkFields(spec, rowsOf(spec.data, at), at);
}

/** A chart; not inside a form. */
export const chart: Rule = all(
  whole((_, at) => {
    if (at.inForm) fail(at, 'chart is not allowed in a form');
  }),
  element(
    'chart',
    {
      chart_spec: checkSpec,
      aspect_ratio: oneOf('1:1', '2:1', '4:3', '16:9'),
      color_theme: oneOf('brand', 'rainbow', 'complementary', 'converse', 'primary'),
      height: sized(['auto'], 1, 999),
      preview: bool,
    },
    ['chart_spec'],
  ),
);
