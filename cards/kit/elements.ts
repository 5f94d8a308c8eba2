import { type Text, text } from '../../src/kernel/text.ts';
import type { Action, ButtonType, Element, I18n, PlainText, TableColumn, TableRow } from './types.ts';

export type { Action, ButtonType, Element, TableColumn, TableRow } from './types.ts';

const i18n = (t: Text): I18n => ({ zh_cn: t['zh-CN'], en_us: t['en-US'] });

export const plain = (t: Text): PlainText => ({
  tag: 'plain_text',
  content: t['zh-CN'],
  i18n_content: i18n(t),
});

type Style = {
  size?: 'normal' | 'heading' | 'notation' | 'xx-large';
  colour?: 'grey' | 'red' | 'orange' | 'blue' | 'green';
};
type Dressed = PlainText & { readonly text_size?: string; readonly text_color?: string };
/** Written out by case, as in `button`: a card has dozens of these, and spreads were half of what drawing it cost. */
function dressed(words: PlainText, { size, colour }: Style): Dressed {
  const { tag, content, i18n_content } = words;
  if (size && colour) return { tag, content, i18n_content, text_size: size, text_color: colour };
  if (size) return { tag, content, i18n_content, text_size: size };
  return colour ? { tag, content, i18n_content, text_color: colour } : words;
}

/** A paragraph. No card has markdown, so that nothing people typed can ever be more than its letters. */
export const para = (t: Text, style: Style = {}): Element => ({
  tag: 'div',
  text: dressed(plain(t), style),
});

/** Small grey line: footnotes, sources, "what happens next". */
export const note = (t: Text): Element => para(t, { size: 'notation', colour: 'grey' });

/** `label：value` on one paragraph, user text safe. */
export const fact = (label: Text, value: Text): Element =>
  para(text(`${label['zh-CN']}：${value['zh-CN']}`, `${label['en-US']}: ${value['en-US']}`));

export const hr: Element = { tag: 'hr' };

export const button = (
  label: Text,
  action: Action,
  type: ButtonType = 'default',
  { confirm, fill }: { confirm?: { title: Text; text: Text }; fill?: boolean } = {},
): Element => {
  const behaviors = [{ type: 'callback', value: action }] as const;
  if (!confirm && !fill) return { tag: 'button', text: plain(label), type, behaviors };
  return {
    tag: 'button',
    text: plain(label),
    type,
    ...(fill ? { width: 'fill' as const } : {}),
    ...(confirm ? { confirm: { title: plain(confirm.title), text: plain(confirm.text) } } : {}),
    behaviors,
  };
};

/** A form's submit button. `name` is unique in the card; the callback carries the whole form. */
export const submit = (
  label: Text,
  name: string,
  action: Action,
  type: ButtonType = 'primary_filled',
  confirm?: { title: Text; text: Text },
): Element => ({
  tag: 'button',
  text: plain(label),
  type,
  name,
  form_action_type: 'submit',
  ...(confirm ? { confirm: { title: plain(confirm.title), text: plain(confirm.text) } } : {}),
  behaviors: [{ type: 'callback', value: action }],
});

export const linkButton = (label: Text, url: string): Element => ({
  tag: 'button',
  text: plain(label),
  type: 'default',
  behaviors: [{ type: 'open_url', default_url: url }],
});

export const form = (name: string, elements: readonly (Element | false | undefined)[]): Element => ({
  tag: 'form',
  name,
  elements: elements.filter((e): e is Element => e !== false && e !== undefined),
});

export const input = (o: {
  name: string;
  label: Text;
  placeholder?: Text;
  value?: string;
  max: number;
  required?: boolean;
  lines?: number;
}): Element => ({
  tag: 'input',
  name: o.name,
  required: o.required ?? false,
  label: plain(o.label),
  label_position: 'top',
  ...(o.placeholder ? { placeholder: plain(o.placeholder) } : {}),
  ...(o.value ? { default_value: o.value } : {}),
  max_length: o.max,
  ...(o.lines && o.lines > 1
    ? { input_type: 'multiline_text' as const, rows: o.lines, auto_resize: true }
    : { input_type: 'text' as const }),
  width: 'fill',
});

export type Option = { readonly value: string; readonly label: Text };
const options = (list: readonly Option[]) => list.map((o) => ({ text: plain(o.label), value: o.value }));

/** A select inside a form. Every option costs one of the card's 200 tagged objects. */
export const select = (o: {
  name: string;
  placeholder: Text;
  options: readonly Option[];
  value?: string;
  required?: boolean;
}): Element => ({
  tag: 'select_static',
  name: o.name,
  required: o.required ?? false,
  placeholder: plain(o.placeholder),
  options: options(o.options),
  ...(o.value !== undefined && o.options.some((x) => x.value === o.value) ? { initial_option: o.value } : {}),
  width: 'fill',
});

/** A select outside a form: choosing calls back at once with `option`. */
export const pick = (o: { placeholder: Text; options: readonly Option[]; action: Action }): Element => ({
  tag: 'select_static',
  placeholder: plain(o.placeholder),
  options: options(o.options),
  width: 'fill',
  behaviors: [{ type: 'callback', value: o.action }],
});

export const multiSelect = (o: {
  name: string;
  placeholder: Text;
  options: readonly Option[];
  values?: readonly string[];
  required?: boolean;
}): Element => {
  const chosen = (o.values ?? []).filter((v) => o.options.some((x) => x.value === v));
  return {
    tag: 'multi_select_static',
    name: o.name,
    required: o.required ?? false,
    placeholder: plain(o.placeholder),
    options: options(o.options),
    ...(chosen.length > 0 ? { selected_values: chosen } : {}),
    width: 'fill',
  };
};

export const datePicker = (o: {
  name: string;
  placeholder: Text;
  value?: string;
  required?: boolean;
}): Element => ({
  tag: 'date_picker',
  name: o.name,
  required: o.required ?? false,
  placeholder: plain(o.placeholder),
  ...(o.value ? { initial_date: o.value } : {}),
  width: 'fill',
});

export const checker = (o: { name: string; label: Text; checked?: boolean }): Element => ({
  tag: 'checker',
  name: o.name,
  checked: o.checked ?? false,
  text: plain(o.label),
});

/** Buttons side by side, wrapping on a phone. */
export const row = (...elements: readonly (Element | false | undefined)[]): Element => ({
  tag: 'column_set',
  flex_mode: 'flow',
  horizontal_spacing: '8px',
  columns: elements
    .filter((e): e is Element => e !== false && e !== undefined)
    .map((e) => ({ tag: 'column', width: 'auto', elements: [e] })),
});

/** Columns of given weights (1–5), each a list of elements. */
export const columns = (...cols: readonly { weight: number; elements: readonly Element[] }[]): Element => ({
  tag: 'column_set',
  flex_mode: 'none',
  horizontal_spacing: '8px',
  columns: cols.map((c) => ({
    tag: 'column',
    width: 'weighted',
    weight: c.weight,
    vertical_align: 'center',
    elements: c.elements,
  })),
});

export const panel = (
  title: Text,
  elements: readonly (Element | false | undefined)[],
  expanded = false,
): Element => ({
  tag: 'collapsible_panel',
  expanded,
  header: { title: plain(title) },
  elements: elements.filter((e): e is Element => e !== false && e !== undefined),
});

/** Tables have no i18n in Feishu: the columns' names are given in both languages at once ("一级 High"). ≤ 5 per card, root only. */
export const table = (
  columnList: readonly TableColumn[],
  rows: readonly TableRow[],
  height: 'low' | 'auto' = 'low',
): Element => ({
  tag: 'table',
  page_size: 10,
  row_height: height,
  header_style: { bold: true, background_style: 'grey' },
  columns: columnList,
  rows,
});

/** VChart spec (line 1.12 of the client). No functions in it; labels bilingual, since a spec has no i18n. */
export const chart = (
  spec: Readonly<Record<string, unknown>>,
  ratio: '1:1' | '2:1' | '4:3' | '16:9' = '16:9',
): Element => ({
  tag: 'chart',
  aspect_ratio: ratio,
  chart_spec: spec,
});
