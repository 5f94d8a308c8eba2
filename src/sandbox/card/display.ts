import { element, icon, image } from './common.ts';
import { fail, type Rule } from './judge.ts';
import { bool, int, listOf, matching, oneOf, shape, sized } from './rules.ts';
import { divText, markdownText, perLocale, plainText, textAlign, textSize } from './texts.ts';

const knownUser: Rule = (value, at, judge) => {
  if (typeof value !== 'string' || !judge.knowsUser(value))
    fail(at, `invalid user id: ${String(value)}`, 100290);
};

const div = element('div', { text: divText, icon, width: sized(['fill', 'auto'], 16, 999) });

const markdown = element(
  'markdown',
  {
    content: markdownText,
    i18n_content: perLocale(markdownText),
    text_size: textSize,
    text_align: textAlign,
    icon,
  },
  ['content'],
);

const img = element(
  'img',
  {
    img_key: image,
    i18n_img_key: perLocale(image),
    alt: plainText,
    title: plainText,
    corner_radius: matching(/^(\d+px|\d+%)$/, 'a radius'),
    scale_type: oneOf('crop_center', 'crop_top', 'fit_horizontal'),
    size: matching(/^(stretch|large|medium|small|tiny|\d+px \d+px)$/, 'an image size'),
    transparent: bool,
    preview: bool,
  },
  ['img_key', 'alt'],
);

const personSize = oneOf('extra_small', 'small', 'medium', 'large');
const person = element(
  'person',
  {
    user_id: knownUser,
    size: personSize,
    show_avatar: bool,
    show_name: bool,
    style: oneOf('normal', 'capsule'),
  },
  ['user_id'],
);

/** An unknown person is an error unless the list says that such are to be dropped. */
const personList: Rule = (value, at, judge) => {
  const drops = (value as { drop_invalid_user_id?: unknown }).drop_invalid_user_id === true;
  const id: Rule = drops ? matching(/./, 'a user id') : knownUser;
  const persons = listOf(shape({ id }, ['id']), 1);
  const own = {
    persons,
    drop_invalid_user_id: bool,
    lines: int(1, 1000),
    show_name: bool,
    show_avatar: bool,
    size: personSize,
    icon,
    ud_icon: icon,
  };
  element('person_list', own, ['persons'])(value, at, judge);
};

/** Elements that only show something. */
export const displayRules: Readonly<Record<string, Rule>> = {
  div,
  markdown,
  hr: element('hr', {}),
  img,
  person,
  person_list: personList,
};
