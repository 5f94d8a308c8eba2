import { colour } from './colours.ts';
import { fail, type Rule } from './judge.ts';
import { byTag, edges, matching, oneOf, shape, sized } from './rules.ts';

const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;

/** Unique in the card. */
const elementId: Rule = (value, at, judge) => {
  if (typeof value !== 'string' || !ELEMENT_ID.test(value))
    fail(at, `element_id is invalid: ${String(value)}`);
  if (judge.elementIds.has(value)) fail(at, `duplicate element_id(${value})`, 11310);
  judge.elementIds.add(value);
};

/** What every element may have beside its own properties. */
export const element = (
  tag: string,
  properties: Readonly<Record<string, Rule>>,
  required: readonly string[] = [],
): Rule =>
  shape({ tag: oneOf(tag), element_id: elementId, margin: edges(-99, 99), ...properties }, [
    'tag',
    ...required,
  ]);

const spacing = sized(['small', 'medium', 'large', 'extra_large'], 0, 99);
/** What every container may have: how its elements are laid out. */
export const layout: Readonly<Record<string, Rule>> = {
  direction: oneOf('vertical', 'horizontal'),
  padding: edges(0, 99),
  horizontal_spacing: spacing,
  vertical_spacing: spacing,
  horizontal_align: oneOf('left', 'center', 'right'),
  vertical_align: oneOf('top', 'center', 'bottom'),
};
export const padding = edges(0, 99);

const imageKey = matching(/^img_/, 'an image key');
export const image: Rule = (value, at, judge) => {
  if (typeof value !== 'string' || !value.startsWith('img_'))
    fail(at, `invalid image key: ${String(value)}`, 200570);
  imageKey(value, at, judge);
};
const standardIcon = {
  tag: oneOf('standard_icon'),
  token: matching(/^[a-z0-9-]+_(outlined|filled|colorful)$/, 'an icon token'),
  color: colour,
};
const customIcon = { tag: oneOf('custom_icon'), img_key: image };
const iconSize = matching(/^\d+px \d+px$/, 'a size such as 16px 16px');

/** An icon of the library or an uploaded one. */
export const icon: Rule = byTag({
  standard_icon: shape(standardIcon, ['tag', 'token']),
  custom_icon: shape(customIcon, ['tag', 'img_key']),
});
export const sizedIcon: Rule = byTag({
  standard_icon: shape({ ...standardIcon, size: iconSize }, ['tag', 'token']),
  custom_icon: shape({ ...customIcon, size: iconSize }, ['tag', 'img_key']),
});
