import { tagColour } from './colours.ts';
import { element } from './common.ts';
import { type Fields, fail, isFields, type Judge, type Place, type Rule, step } from './judge.ts';
import { all, anyText, bool, int, listOf, matching, oneOf, shape, sized, text, whole } from './rules.ts';
import { markdownText, textAlign } from './texts.ts';

const width = matching(
  /^(auto|[1-9]\d?%|100%|([89]\d|[1-5]\d\d|600)px)$/,
  'auto, 80px to 600px or 1% to 100%',
);
const format = shape({ precision: int(0, 10), symbol: text(1), separator: bool });
const DATA_TYPES = ['text', 'lark_md', 'markdown', 'options', 'number', 'persons', 'date'];
const column = shape(
  {
    name: text(100),
    display_name: anyText,
    width,
    vertical_align: oneOf('top', 'center', 'bottom'),
    horizontal_align: textAlign,
    data_type: oneOf(...DATA_TYPES),
    format,
    date_format: anyText,
  },
  ['name', 'data_type'],
);
const headerStyle = shape({
  text_align: textAlign,
  text_size: oneOf('normal', 'heading'),
  background_style: oneOf('none', 'grey'),
  text_color: oneOf('default', 'grey'),
  bold: bool,
  lines: int(1, 1000),
});
const anyRow: Rule = (value, at) => {
  if (!isFields(value)) fail(at, 'a row is an object', 200914);
};

const rowsFault = (at: Place, message: string): never => fail(at, message, 200914);
const optionCell: Rule = shape({ text: anyText, color: tagColour }, ['text']);

/** What a cell may hold, by the data type of its column. */
const CELLS: Readonly<Record<string, (value: unknown, at: Place, judge: Judge) => void>> = {
  text: (v, at) => typeof v !== 'string' && rowsFault(at, 'a text cell is a string'),
  number: (v, at) => typeof v !== 'number' && rowsFault(at, 'a number cell is a number'),
  date: (v, at) => typeof v !== 'number' && rowsFault(at, 'a date cell is a number of ms'),
  lark_md: (v, at, judge) => markdownText(v, at, judge),
  markdown: (v, at, judge) => markdownText(v, at, judge),
  options: (v, at, judge) => {
    if (Array.isArray(v)) for (const o of v) optionCell(o, at, judge);
    else if (typeof v !== 'string') rowsFault(at, 'an options cell is a string or a list');
  },
  persons: (v, at, judge) => {
    for (const id of Array.isArray(v) ? v : [v])
      if (!judge.knowsUser(String(id))) fail(at, `invalid user id: ${String(id)}`, 100290);
  },
};

function checkRows(f: Fields, at: Place, judge: Judge): void {
  const columns = f.columns as readonly { name: string; data_type: string }[];
  const types = new Map(columns.map((c) => [c.name, c.data_type]));
  if (types.size !== columns.length) rowsFault(at, 'column names are not unique');
  for (const [i, row] of (f.rows as readonly Fields[]).entries())
    for (const [name, cell] of Object.entries(row)) {
      const place = step(step(step(at, 'rows'), `[${i}]`), name);
      const check = CELLS[types.get(name) ?? ''];
      if (!check) rowsFault(place, `no column ${name}`);
      else check(cell, place, judge);
    }
}

/** Tables stand directly in the body. */
export const table: Rule = all(
  whole((_, at) => {
    if (!at.atRoot) fail(at, 'table is only allowed directly in the body');
  }),
  element(
    'table',
    {
      page_size: int(1, 10),
      row_height: sized(['low', 'middle', 'high', 'auto'], 32, 124),
      row_max_height: sized([], 32, 999),
      freeze_first_column: bool,
      header_style: headerStyle,
      columns: listOf(column, 1),
      rows: listOf(anyRow),
    },
    ['columns', 'rows'],
  ),
  whole(checkRows),
);
