/** Elements of card JSON 2.0, only those we use; none that parses markdown. Vendor pages: feishu.md §7.3–7.5. */
export type I18n = { readonly zh_cn: string; readonly en_us: string };
export type PlainText = { readonly tag: 'plain_text'; readonly content: string; readonly i18n_content: I18n };

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
      readonly rows: readonly TableRow[];
    }
  | {
      readonly tag: 'chart';
      readonly aspect_ratio: '1:1' | '2:1' | '4:3' | '16:9';
      readonly chart_spec: Readonly<Record<string, unknown>>;
    };

/** A cell of an `options` column: its words on a colour of Feishu's tags. */
export type Tagged = {
  readonly text: string;
  readonly color: 'red' | 'orange' | 'blue' | 'green' | 'neutral';
};
export type TableRow = Readonly<Record<string, string | number | readonly Tagged[]>>;
export type TableColumn = {
  readonly name: string;
  readonly display_name: string;
  readonly data_type: 'text' | 'number' | 'options';
  readonly width?: string;
  readonly horizontal_align?: 'left' | 'right' | 'center';
};
