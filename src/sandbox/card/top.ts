import { cardLink } from './behaviours.ts';
import { headerTemplate, tagColour } from './colours.ts';
import { icon, layout, padding } from './common.ts';
import { fail, type Rule } from './judge.ts';
import { anyText, bool, int, listOf, mapOf, matching, oneOf, shape } from './rules.ts';
import { isLocale, perLocale, plainOrLark, plainText } from './texts.ts';

const anyKey = () => true;
const perPlatform = (rule: Rule): Rule =>
  mapOf(rule, (key) => ['default', 'android', 'ios', 'pc'].includes(key));
const rgba = matching(/^rgba?\([\d\s.,%]+\)$/, 'rgba()');
const style = shape({
  text_size: mapOf(
    mapOf(anyText, (key) => ['default', 'pc', 'mobile'].includes(key)),
    anyKey,
  ),
  color: mapOf(shape({ light_mode: rgba, dark_mode: rgba }), anyKey),
});

const onlyTrue: Rule = (value, at) => {
  if (value !== true) fail(at, 'cards of schema V2 only support update_multi true');
};

const config = shape({
  update_multi: onlyTrue,
  enable_forward: bool,
  enable_forward_interaction: bool,
  width_mode: oneOf('default', 'compact', 'fill'),
  summary: shape({ content: anyText, i18n_content: perLocale(anyText) }),
  locales: listOf((value, at) => {
    if (!isLocale(String(value))) fail(at, `invalid locale ${String(value)}`);
  }),
  use_custom_translation: bool,
  streaming_mode: bool,
  streaming_config: shape({
    print_frequency_ms: perPlatform(int(1, 100_000)),
    print_step: perPlatform(int(1, 100_000)),
    print_strategy: oneOf('fast', 'delay'),
  }),
  style,
});

const textTag = shape({ tag: oneOf('text_tag'), element_id: anyText, text: plainText, color: tagColour }, [
  'tag',
  'text',
]);
const header = shape(
  {
    title: plainOrLark,
    subtitle: plainOrLark,
    text_tag_list: listOf(textTag),
    i18n_text_tag_list: perLocale(listOf(textTag)),
    template: headerTemplate,
    icon,
    padding,
  },
  ['title'],
);

const body = shape(
  { ...layout, elements: listOf((item, at, judge) => judge.element(item, { ...at, atRoot: true }, judge)) },
  ['elements'],
);

/** The card itself. */
export const cardRule: Rule = shape({ schema: oneOf('2.0'), config, card_link: cardLink, header, body }, [
  'schema',
]);
