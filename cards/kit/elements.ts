import { type Text, text } from '../../src/kernel/text.ts';
import type { Md } from './md.ts';

/** Elements of card JSON 2.0, only those we use. Vendor pages: feishu.md §7.3–7.5. */
type I18n = { readonly zh_cn: string; readonly en_us: string };
type PlainText = { readonly tag: 'plain_text'; readonly content: string; readonly i18n_content: I18n };

/** What a button says back: what, on which, which revision was shown; more keys only as plain ids. Never texts or rights. */
export type Action = {
  readonly do: string;
  readonly id: string;
  readonly rev: number;
  readonly [more: string]: string | number;
};

type Callback = { readonly type: 'callback'; readonly value: Action };
type OpenUrl = { readonly type: 'open_url'; readonly default_url: string };
type Confirm = { readonly title: PlainText; readonly text: PlainText };
export type ButtonType = 'primary' | 'primary_filled' | 'danger' | 'default' | 'text';

export type Element =
  | {
      readonly tag: 'markdown';
      readonly content: string;
      readonly i18n_content: I18n;
      readonly text_size?: string;
    }
  | {
      readonly tag: 'div';
      readonly text: PlainText & { readonly text_size?: string; readonly text_color?: string };
    }
  | { readonly tag: 'hr' }
  | {
      readonly tag: 'button';
      readonly text: PlainText;
      readonly type: ButtonType;
      readonly width?: 'fill';
      readonly size?: 'small' | 'medium';
      readonly name?: string;
      readonly form_action_type?: 'submit';
      readonly confirm?: Confirm;
      readonly behaviors: readonly [Callback | OpenUrl];
    }
  | {
      readonly tag: 'input';
      readonly name: string;
      readonly required: boolean;
      readonly label: PlainText;
      readonly label_position: 'top';
      readonly placeholder?: PlainText;
      readonly default_value?: string;
      readonly max_length: number;
      readonly input_type: 'text' | 'multiline_text';
      readonly rows?: number;
      readonly auto_resize?: boolean;
      readonly width: 'fill';
    }
  | {
      readonly tag: 'select_static';
      readonly name?: string;
      readonly required?: boolean;
      readonly placeholder: PlainText;
      readonly options: readonly { readonly text: PlainText; readonly value: string }[];
      readonly initial_option?: string;
      readonly width: 'fill';
      readonly behaviors?: readonly [Callback];
    }
  | {
      readonly tag: 'multi_select_static';
      readonly name: string;
      readonly required: boolean;
      readonly placeholder: PlainText;
      readonly options: readonly { readonly text: PlainText; readonly value: string }[];
      readonly selected_values?: readonly string[];
      readonly width: 'fill';
    }
  | {
      readonly tag: 'date_picker';
      readonly name: string;
      readonly required: boolean;
      readonly placeholder: PlainText;
      readonly initial_date?: string;
      readonly width: 'fill';
    }
  | { readonly tag: 'checker'; readonly name: string; readonly checked: boolean; readonly text: PlainText }
  | { readonly tag: 'form'; readonly name: string; readonly elements: readonly Element[] }
  | {
      readonly tag: 'column_set';
      readonly flex_mode: 'none' | 'flow' | 'bisect' | 'stretch';
      readonly horizontal_spacing?: string;
      readonly columns: readonly {
        readonly tag: 'column';
        readonly width: 'auto' | 'weighted';
        readonly weight?: number;
        readonly vertical_align?: 'top' | 'center';
        readonly elements: readonly Element[];
      }[];
    }
  | {
      readonly tag: 'collapsible_panel';
      readonly expanded: boolean;
      readonly header: { readonly title: PlainText };
      readonly elements: readonly Element[];
    }
  | {
      readonly tag: 'table';
      readonly page_size: number;
      readonly row_height: 'low' | 'auto';
      readonly header_style: { readonly bold: boolean; readonly background_style: 'grey' };
      readonly columns: readonly TableColumn[];
      readonly rows: readonly Readonly<Record<string, string | number>>[];
    }
  | {
      readonly tag: 'chart';
      readonly aspect_ratio: '1:1' | '2:1' | '4:3' | '16:9';
      readonly chart_spec: Readonly<Record<string, unknown>>;
    };

export type TableColumn = {
  readonly name: string;
  readonly display_name: string;
  readonly data_type: 'text' | 'number';
  readonly width?: string;
  readonly horizontal_align?: 'left' | 'right' | 'center';
};

const i18n = (t: Text): I18n => ({ zh_cn: t['zh-CN'], en_us: t['en-US'] });

export const plain = (t: Text): PlainText => ({
  tag: 'plain_text',
  content: t['zh-CN'],
  i18n_content: i18n(t),
});

export const markdown = (zh: Md, en: Md, size?: 'notation' | 'heading'): Element => ({
  tag: 'markdown',
  content: zh.source,
  i18n_content: { zh_cn: zh.source, en_us: en.source },
  ...(size ? { text_size: size } : {}),
});

/** A paragraph that never parses markdown: the place for what people typed. */
export const para = (
  t: Text,
  style: {
    size?: 'normal' | 'heading' | 'notation' | 'xx-large';
    colour?: 'grey' | 'red' | 'orange' | 'blue' | 'green';
  } = {},
): Element => ({
  tag: 'div',
  text: {
    ...plain(t),
    ...(style.size ? { text_size: style.size } : {}),
    ...(style.colour ? { text_color: style.colour } : {}),
  },
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
  more: { confirm?: { title: Text; text: Text }; fill?: boolean } = {},
): Element => ({
  tag: 'button',
  text: plain(label),
  type,
  ...(more.fill ? { width: 'fill' as const } : {}),
  ...(more.confirm ? { confirm: { title: plain(more.confirm.title), text: plain(more.confirm.text) } } : {}),
  behaviors: [{ type: 'callback', value: action }],
});

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
  rows: readonly Readonly<Record<string, string | number>>[],
): Element => ({
  tag: 'table',
  page_size: 10,
  row_height: 'low',
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
