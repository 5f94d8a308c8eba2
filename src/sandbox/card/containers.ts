import { behaviours, confirm, multiUrl, uniqueName } from './behaviours.ts';
import { colour } from './colours.ts';
import { element, layout, padding, sizedIcon } from './common.ts';
import { type Fields, fail, isFields, type Place, type Rule } from './judge.ts';
import { all, bool, int, listOf, matching, oneOf, shape, sized, whole } from './rules.ts';
import { plainOrMarkdown, plainText } from './texts.ts';

/** Levels of containers in one another. */
const MAX_DEPTH = 5;

const inside = (at: Place): Place => ({ ...at, depth: at.depth + 1, atRoot: false });

/** A container's own rule, then its elements one level deeper. */
const container =
  (rule: (elements: Rule) => Rule, enter: (at: Place) => Place = inside): Rule =>
  (value, at, judge) => {
    if (at.depth >= MAX_DEPTH) fail(at, `containers are nested deeper than ${MAX_DEPTH} levels`, 11310);
    const around = enter(at);
    const elements = listOf((item, place, j) => j.element(item, { ...around, trail: place.trail }, j));
    rule(elements)(value, at, judge);
  };

const columnAction = shape({ multi_url: multiUrl }, ['multi_url']);
const columnWidth = sized(['auto', 'weighted'], 16, 600);
const column = (elements: Rule): Rule =>
  shape(
    {
      ...layout,
      tag: oneOf('column'),
      element_id: matching(/^[A-Za-z]\w{0,19}$/, 'an element id'),
      margin: matching(/px$/, 'a margin'),
      width: columnWidth,
      weight: int(1, 5),
      elements,
      background_style: colour,
      action: columnAction,
    },
    ['tag', 'elements'],
  );

const columnSet = container((elements) =>
  element(
    'column_set',
    {
      columns: listOf(column(elements)),
      flex_mode: oneOf('none', 'stretch', 'flow', 'bisect', 'trisect'),
      background_style: colour,
      horizontal_spacing: layout.horizontal_spacing as Rule,
      horizontal_align: layout.horizontal_align as Rule,
      action: columnAction,
    },
    ['columns'],
  ),
);

const panelHeader = shape(
  {
    title: plainOrMarkdown,
    background_color: colour,
    width: oneOf('fill', 'auto', 'auto_when_fold'),
    vertical_align: layout.vertical_align as Rule,
    padding,
    position: oneOf('top', 'bottom'),
    icon: sizedIcon,
    icon_position: oneOf('left', 'right', 'follow_text'),
    icon_expanded_angle: oneOf(-180, -90, 90, 180),
  },
  ['title'],
);
const radius = matching(/^(\d+px|\d+%)$/, 'a radius');

const panel = container((elements) =>
  element(
    'collapsible_panel',
    {
      ...layout,
      expanded: bool,
      header: panelHeader,
      border: shape({ color: colour, corner_radius: radius }),
      background_color: colour,
      elements,
    },
    ['header', 'elements'],
  ),
);

const backgroundStyle: Rule = (value, at, judge) => {
  if (value !== 'laser') colour(value, at, judge);
};
const interactiveContainer = container((elements) =>
  element(
    'interactive_container',
    {
      ...layout,
      width: sized(['fill', 'auto'], 16, 999),
      height: sized(['auto'], 1, 999),
      background_style: backgroundStyle,
      has_border: bool,
      border_color: colour,
      corner_radius: radius,
      behaviors: behaviours,
      hover_tips: plainText,
      disabled: bool,
      disabled_tips: plainText,
      confirm,
      elements,
    },
    ['behaviors', 'elements'],
  ),
);

const hasSubmit = (node: unknown): boolean => {
  if (Array.isArray(node)) return node.some(hasSubmit);
  if (!isFields(node)) return false;
  return (node.tag === 'button' && node.form_action_type === 'submit') || Object.values(node).some(hasSubmit);
};

/** Forms stand directly in the body and have a way to be submitted. */
const formPlace = (f: Fields, at: Place): void => {
  if (!at.atRoot) fail(at, 'form is only allowed directly in the body');
  if (!hasSubmit(f.elements))
    fail(at, 'there is no submit button in the form container, at least one', 300123);
};
const form = all(
  whole(formPlace),
  container(
    (elements) => element('form', { ...layout, name: uniqueName, elements }, ['name', 'elements']),
    (at) => ({ ...inside(at), inForm: true }),
  ),
);

export const containerRules: Readonly<Record<string, Rule>> = {
  column_set: columnSet,
  collapsible_panel: panel,
  interactive_container: interactiveContainer,
  form,
};
