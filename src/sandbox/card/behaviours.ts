import { fail, isFields, type Place, type Rule } from './judge.ts';
import { anyText, listOf, matching, oneOf, shape } from './rules.ts';
import { plainText } from './texts.ts';

const url = matching(/^(https?|lark|mailto):/, 'an http, https or lark address');
/** What a callback brings back: an object, as the vendor's SDKs read nothing else. */
export const callbackValue: Rule = (value, at) => {
  if (!isFields(value)) fail(at, 'value must be an object');
};

const callback = shape({ type: oneOf('callback'), value: callbackValue }, ['type', 'value']);
const openUrl = shape(
  { type: oneOf('open_url'), default_url: url, pc_url: anyText, ios_url: anyText, android_url: anyText },
  ['type', 'default_url'],
);

export const behaviours: Rule = listOf((value, at, judge) => {
  const type = isFields(value) ? value.type : undefined;
  if (type !== 'callback' && type !== 'open_url') fail(at, `unknown behavior type: ${String(type)}`);
  (type === 'callback' ? callback : openUrl)(value, at, judge);
}, 1);

export const confirm: Rule = shape({ title: plainText, text: plainText }, ['title', 'text']);
export const multiUrl: Rule = shape({ url, pc_url: anyText, ios_url: anyText, android_url: anyText }, [
  'url',
]);

/** `url`, or all three platforms. */
export const cardLink: Rule = (value, at, judge) => {
  shape({ url: anyText, pc_url: anyText, ios_url: anyText, android_url: anyText })(value, at, judge);
  const link = value as Record<string, unknown>;
  if (!link.url && !(link.pc_url && link.ios_url && link.android_url))
    fail(at, 'card_link needs url, or pc_url, ios_url and android_url');
};

/** Names are not empty and unique in the whole card, forms included. */
export const uniqueName: Rule = (value, at, judge) => {
  if (typeof value !== 'string' || value === '') fail(at, 'name is empty', 200530);
  if (judge.names.has(value)) fail(at, `duplicate name(${value})`, 11310);
  judge.names.add(value);
};

/** Inside a form a component that a person can use must have a name. */
export function needsName(fields: Readonly<Record<string, unknown>>, at: Place): void {
  if (at.inForm && fields.name === undefined) fail(at, 'the name of a component in a form is empty', 200530);
}
