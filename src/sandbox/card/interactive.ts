import { behaviours, callbackValue, confirm, multiUrl, needsName, uniqueName } from './behaviours.ts';
import { element, icon, image, padding } from './common.ts';
import { type Fields, fail, type Place, type Rule } from './judge.ts';
import { all, anyText, bool, int, listOf, matching, oneOf, shape, sized, whole } from './rules.ts';
import { perLocale, plainOrLark, plainText, shortText } from './texts.ts';

const usable: Readonly<Record<string, Rule>> = {
  name: uniqueName,
  behaviors: behaviours,
  confirm,
  disabled: bool,
  disabled_tips: plainText,
  hover_tips: plainText,
  required: bool,
  value: callbackValue,
  width: sized(['default', 'fill'], 100, 9999),
};

const interactive = (
  tag: string,
  own: Readonly<Record<string, Rule>>,
  required: readonly string[] = [],
  more?: (f: Fields, at: Place) => void,
): Rule =>
  all(
    element(tag, { ...usable, ...own }, required),
    whole((f, at) => {
      needsName(f, at);
      more?.(f, at);
    }),
  );

const buttonType = oneOf(
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
);
const button = interactive(
  'button',
  {
    type: buttonType,
    size: oneOf('tiny', 'small', 'medium', 'large'),
    text: shortText,
    icon,
    form_action_type: oneOf('submit', 'reset'),
  },
  [],
  (f, at) => {
    if (f.form_action_type !== undefined && !at.inForm) fail(at, 'form_action_type outside of a form');
    if (f.text === undefined && f.icon === undefined) fail(at, 'missing required property: text');
  },
);

const input = interactive(
  'input',
  {
    placeholder: shortText,
    default_value: anyText,
    i18n_default_value: perLocale(anyText),
    max_length: int(1, 1000),
    input_type: oneOf('text', 'multiline_text', 'password'),
    rows: int(1, 1000),
    auto_resize: bool,
    max_rows: int(1, 1000),
    show_icon: bool,
    label: plainText,
    label_position: oneOf('top', 'left'),
  },
  [],
  (f, at) => {
    if ([...String(f.default_value ?? '')].length > Number(f.max_length ?? 1000))
      fail(at, 'default_value is longer than max_length');
  },
);

const values = (f: Fields): unknown[] =>
  Array.isArray(f.options) ? f.options.map((o: { value?: unknown }) => o.value) : [];
const uniqueValues = (f: Fields, at: Place): void => {
  if (new Set(values(f)).size !== values(f).length) fail(at, 'option values are not unique');
};
const options = listOf(shape({ text: plainText, icon, value: anyText }, ['text', 'value']), 1);
const selectType = oneOf('default', 'text');

const selectStatic = interactive(
  'select_static',
  { type: selectType, options, initial_option: anyText, initial_index: int(1, 1000), placeholder: shortText },
  ['options'],
  (f, at) => {
    uniqueValues(f, at);
    if (f.initial_option !== undefined && !values(f).includes(f.initial_option))
      fail(at, 'initial_option is not an option');
    if (Number(f.initial_index ?? 1) > values(f).length) fail(at, 'initial_index is beyond the options');
  },
);

const formOnly = (f: Fields, at: Place): void => {
  if (!at.inForm) fail(at, `${String(f.tag)} is only allowed in a form`);
};
const multiSelectStatic = interactive(
  'multi_select_static',
  { type: selectType, options, selected_values: listOf(anyText), placeholder: shortText },
  ['options'],
  (f, at) => {
    formOnly(f, at);
    uniqueValues(f, at);
    if (((f.selected_values ?? []) as unknown[]).some((v) => !values(f).includes(v)))
      fail(at, 'selected_values are not options');
  },
);

const openId = matching(/^ou_/, 'an open id');
const people = listOf(shape({ value: openId }, ['value']));
const personOwn = { type: selectType, options: people, placeholder: shortText };
const selectPerson = interactive('select_person', { ...personOwn, initial_option: openId }, [], uniqueValues);
const multiSelectPerson = interactive(
  'multi_select_person',
  { ...personOwn, selected_values: listOf(openId) },
  [],
  formOnly,
);

const DAY = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const CLOCK = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const datePicker = interactive('date_picker', {
  initial_date: matching(new RegExp(`^${DAY}$`), 'yyyy-MM-dd'),
  placeholder: shortText,
});
const pickerTime = interactive('picker_time', {
  initial_time: matching(new RegExp(`^${CLOCK}$`), 'HH:mm'),
  placeholder: shortText,
});
const pickerDatetime = interactive(
  'picker_datetime',
  { initial_datetime: matching(new RegExp(`^${DAY} ${CLOCK}$`), 'yyyy-MM-dd HH:mm'), placeholder: shortText },
  [],
  (f, at) => {
    if (f.initial_datetime === undefined && f.placeholder === undefined)
      fail(at, 'missing required property: placeholder');
  },
);

const buttonArea = shape({ pc_display_rule: oneOf('always', 'on_hover'), buttons: listOf(button, 1, 3) });
const opacity: Rule = (value, at) => {
  if (typeof value !== 'number' || value < 0 || value > 1) fail(at, 'opacity is from 0 to 1');
};
const checker = interactive(
  'checker',
  {
    checked: bool,
    text: plainOrLark,
    overall_checkable: bool,
    button_area: buttonArea,
    checked_style: shape({ show_strikethrough: bool, opacity }),
    padding,
  },
  ['text'],
);

const overflowOption = shape({ text: shortText, multi_url: multiUrl, value: anyText }, ['text']);
const overflow = interactive('overflow', { options: listOf(overflowOption, 1) }, ['options']);

const imgOption = shape(
  { img_key: image, value: anyText, disabled: bool, disabled_tips: plainText, hover_tips: plainText },
  ['img_key', 'value'],
);
const selectImg = interactive(
  'select_img',
  { multi_select: bool, layout: oneOf('stretch', 'bisect', 'trisect'), options: listOf(imgOption, 1) },
  ['options'],
  uniqueValues,
);

/** Elements that a person can use. */
export const interactiveRules: Readonly<Record<string, Rule>> = {
  button,
  input,
  select_static: selectStatic,
  multi_select_static: multiSelectStatic,
  select_person: selectPerson,
  multi_select_person: multiSelectPerson,
  date_picker: datePicker,
  picker_time: pickerTime,
  picker_datetime: pickerDatetime,
  checker,
  overflow,
  select_img: selectImg,
};
