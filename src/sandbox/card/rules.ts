import { type Fields, fail, isFields, type Rule, step } from './judge.ts';

/** Building blocks of the rules: each checks one value and ends the check when it is wrong. */
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60);

export const anyText: Rule = (value, at) => {
  if (typeof value !== 'string') fail(at, `a string is needed, got ${shown(value)}`);
};

/** A string of 1 to `max` characters. */
export const text =
  (max: number): Rule =>
  (value, at) => {
    if (typeof value !== 'string' || value === '')
      fail(at, `a non-empty string is needed, got ${shown(value)}`);
    if ([...value].length > max) fail(at, `longer than ${max} characters`);
  };

export const bool: Rule = (value, at) => {
  if (typeof value !== 'boolean') fail(at, `true or false is needed, got ${shown(value)}`);
};

export const int =
  (min: number, max: number): Rule =>
  (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      fail(at, `an integer from ${min} to ${max} is needed, got ${shown(value)}`);
  };

export const oneOf =
  (...allowed: readonly unknown[]): Rule =>
  (value, at) => {
    if (!allowed.includes(value)) fail(at, `invalid value ${shown(value)}, allowed: ${allowed.join(', ')}`);
  };

export const matching =
  (pattern: RegExp, what: string): Rule =>
  (value, at) => {
    if (typeof value !== 'string' || !pattern.test(value)) fail(at, `${what} is needed, got ${shown(value)}`);
  };

const isPixels = (value: string, min: number, max: number): boolean => {
  const n = /^(-?\d+)px$/.exec(value)?.[1];
  return n !== undefined && Number(n) >= min && Number(n) <= max;
};

/** One of the words, or `Npx` within the bounds. */
export const sized =
  (words: readonly string[], min: number, max: number): Rule =>
  (value, at) => {
    if (typeof value !== 'string' || !(words.includes(value) || isPixels(value, min, max)))
      fail(at, `invalid size ${shown(value)}, allowed: ${[...words, `${min}px to ${max}px`].join(', ')}`);
  };

/** One, two or four pixel values. */
export const edges =
  (min: number, max: number): Rule =>
  (value, at) => {
    const parts = typeof value === 'string' ? value.split(' ') : [];
    if (![1, 2, 4].includes(parts.length) || !parts.every((p) => isPixels(p, min, max)))
      fail(at, `1, 2 or 4 values from ${min}px to ${max}px are needed, got ${shown(value)}`);
  };

/** Only the given properties, the required ones among them; anything else is an unknown property. */
export const shape =
  (properties: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule =>
  (value, at, judge) => {
    if (!isFields(value)) fail(at, `an object is needed, got ${shown(value)}`);
    for (const key of Object.keys(value))
      if (!Object.hasOwn(properties, key))
        fail(at, `unknown property, property: ${key}, path: ${at.trail.join(' -> ')}`);
    for (const key of required) if (value[key] === undefined) fail(at, `missing required property: ${key}`);
    for (const [key, inner] of Object.entries(value)) properties[key]?.(inner, step(at, key), judge);
  };

export const listOf =
  (rule: Rule, min = 0, max = Number.POSITIVE_INFINITY): Rule =>
  (value, at, judge) => {
    if (!Array.isArray(value)) fail(at, `a list is needed, got ${shown(value)}`);
    if (value.length < min || value.length > max)
      fail(at, `${min} to ${max} entries are needed, got ${value.length}`);
    for (const [i, item] of value.entries()) rule(item, step(at, entryName(item, i)), judge);
  };

/** How the platform writes a list entry in a path: `[3](tag: column_set)`. */
const entryName = (item: unknown, i: number): string =>
  isFields(item) && typeof item.tag === 'string' ? `[${i}](tag: ${item.tag})` : `[${i}]`;

/** An object whose keys are free (custom styles) or from a set, each value under one rule. */
export const mapOf =
  (rule: Rule, keys: (key: string) => boolean): Rule =>
  (value, at, judge) => {
    if (!isFields(value)) fail(at, `an object is needed, got ${shown(value)}`);
    for (const [key, inner] of Object.entries(value)) {
      if (!keys(key)) fail(at, `unknown property, property: ${key}, path: ${at.trail.join(' -> ')}`);
      rule(inner, step(at, key), judge);
    }
  };

/** Chooses the rule by the object's tag. */
export const byTag =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value, at, judge) => {
    const tag = isFields(value) ? String(value.tag) : '';
    const rule = Object.hasOwn(rules, tag) ? rules[tag] : undefined;
    if (!rule) fail(at, `invalid tag ${shown(tag)}, allowed: ${Object.keys(rules).join(', ')}`);
    rule(value, at, judge);
  };

/** All rules in turn on the same value. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, at, judge) => {
    for (const rule of rules) rule(value, at, judge);
  };

/** A rule that looks at several properties of an object at once. */
export const whole =
  (check: (fields: Fields, at: Parameters<Rule>[1], judge: Parameters<Rule>[2]) => void): Rule =>
  (value, at, judge) => {
    if (isFields(value)) check(value, at, judge);
  };
