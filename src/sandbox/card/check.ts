import { chart } from './chart.ts';
import { containerRules } from './containers.ts';
import { displayRules } from './display.ts';
import { interactiveRules } from './interactive.ts';
import { type CardFault, FaultFound, fail, isFields, type Judge, type Place, type Rule } from './judge.ts';
import { table } from './table.ts';
import { cardRule } from './top.ts';

/**
 * The platform's judgement of card JSON 2.0, written from the vendor's pages and from nothing of the bot's. It is
 * stricter than the platform where the pages are silent: what it lets through should pass everywhere.
 */
const MAX_TAGS = 200;
const MAX_TABLES = 5;

const rules: Readonly<Record<string, Rule>> = {
  ...displayRules,
  ...interactiveRules,
  ...containerRules,
  table,
  chart,
};

const element: Rule = (value, at, judge) => {
  const tag = isFields(value) ? value.tag : undefined;
  if (typeof tag !== 'string') fail(at, 'missing required property: tag');
  if (tag === 'note' || tag === 'action')
    fail(
      at,
      `cards of schema V2 no longer support this capability; ErrorValue: unsupported tag ${tag}`,
      200861,
    );
  const rule = Object.hasOwn(rules, tag) ? rules[tag] : undefined;
  if (!rule) fail(at, `unknown tag: ${tag}`);
  rule(value, at, judge);
};

/** Objects with a tag, all the way down; that is what the platform counts as elements. */
const tagged = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  const own = isFields(node) && typeof node.tag === 'string' ? [node.tag] : [];
  return [...own, ...Object.values(node).flatMap(tagged)];
};

const keysOf = (node: unknown): ReadonlySet<string> => new Set(isFields(node) ? Object.keys(node) : []);

/** Gives the first fault of a card, or undefined. `knowsUser` tells whether an open id exists. */
export function cardFault(
  card: Readonly<Record<string, unknown>>,
  knowsUser: (openId: string) => boolean,
): CardFault | undefined {
  const root: Place = { trail: ['ROOT'], depth: 0, inForm: false, atRoot: false };
  const style = isFields(card.config) && isFields(card.config.style) ? card.config.style : {};
  const judge: Judge = {
    knowsUser,
    customColours: keysOf(style.color),
    customSizes: keysOf(style.text_size),
    names: new Set(),
    elementIds: new Set(),
    element,
  };
  try {
    if (card.schema === undefined) fail(root, 'the sandbox takes card JSON 2.0 only: schema is missing');
    cardRule(card, root, judge);
    const tags = tagged(card);
    if (tags.length > MAX_TAGS) fail(root, 'element exceeds the limit', 11310);
    if (tags.filter((tag) => tag === 'table').length > MAX_TABLES)
      fail(root, 'card table number over limit', 11310);
    return undefined;
  } catch (error) {
    if (error instanceof FaultFound) return error.fault;
    throw error;
  }
}
