import { colour, tagColour } from './colours.ts';
import { fail, type Judge, type Place, type Rule } from './judge.ts';
import { all, anyText, byTag, int, mapOf, oneOf, shape, whole } from './rules.ts';

const LOCALES = [
  'zh_cn',
  'en_us',
  'zh_hk',
  'zh_tw',
  'ja_jp',
  'id_id',
  'vi_vn',
  'th_th',
  'pt_br',
  'es_es',
  'ko_kr',
  'de_de',
  'fr_fr',
  'it_it',
  'ru_ru',
  'ms_my',
];
export const isLocale = (key: string): boolean => LOCALES.includes(key);
/** The same thing in several languages. */
export const perLocale = (rule: Rule): Rule => mapOf(rule, isLocale);

const SIZES = [
  ...['heading-0', 'heading-1', 'heading-2', 'heading-3', 'heading-4', 'heading', 'normal', 'notation'],
  ...['xxxx-large', 'xxx-large', 'xx-large', 'x-large', 'large', 'medium', 'small', 'x-small'],
];
export const textSize: Rule = (value, at, judge) => {
  if (!SIZES.includes(String(value)) && !judge.customSizes.has(String(value)))
    fail(at, `invalid text_size: ${String(value)}`);
};
export const textAlign = oneOf('left', 'center', 'right');

/** People named in markdown must exist, `all` aside; colours must be of the enumeration; at most 4 tables in one text. */
export const markdownText: Rule = (value, at, judge) => {
  anyText(value, at, judge);
  const source = String(value);
  for (const id of mentionedIds(source))
    if (id !== 'all' && !judge.knowsUser(id)) fail(at, `invalid user id: ${id}`, 100290);
  checkColours(source, at, judge);
  const tables = source.match(/^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/gm)?.length ?? 0;
  if (tables > 4) fail(at, 'card table number over limit', 11310);
};

/** Ids of `<at id=…>`, `<at ids=a,b>` and `<person id='…'>`. */
const mentionedIds = (source: string): string[] =>
  [...source.matchAll(/<(?:at|person)\s+[^>]*?\bids?=["']?([^"'\s>]+)/g)].flatMap((m) =>
    (m[1] ?? '').split(','),
  );

function checkColours(source: string, at: Place, judge: Judge): void {
  for (const [, tag, name] of source.matchAll(/<(font|text_tag)\s+color=["']?([^"'\s>]*)/g))
    (tag === 'font' ? colour : tagColour)(name, at, judge);
}

const plainProperties = { tag: oneOf('plain_text'), content: anyText, i18n_content: perLocale(anyText) };
const larkProperties = {
  tag: oneOf('lark_md'),
  content: markdownText,
  i18n_content: perLocale(markdownText),
};

/** A text that never parses anything. */
export const plainText: Rule = shape(plainProperties, ['tag', 'content']);
export const larkMd: Rule = shape(larkProperties, ['tag', 'content']);
export const plainOrLark: Rule = byTag({ plain_text: plainText, lark_md: larkMd });
const markdownTitle = shape({ ...larkProperties, tag: oneOf('markdown') }, ['tag', 'content']);
export const plainOrMarkdown: Rule = byTag({ plain_text: plainText, markdown: markdownTitle });

/** Labels of buttons and menus, placeholders: at most 100 characters in every language. */
export const shortText: Rule = all(
  plainText,
  whole((f, at) => {
    const texts = [f.content, ...Object.values((f.i18n_content ?? {}) as object)];
    if (texts.some((t) => [...String(t)].length > 100)) fail(at, 'longer than 100 characters');
  }),
);

const styled = { text_size: textSize, text_align: textAlign, lines: int(1, 1000), element_id: anyText };
/** The text of a div; only plain text has a colour of its own. */
export const divText: Rule = byTag({
  plain_text: shape({ ...plainProperties, ...styled, text_color: colour }, ['tag', 'content']),
  lark_md: shape({ ...larkProperties, ...styled }, ['tag', 'content']),
});
