export type JsonObject = Readonly<Record<string, unknown>>;

/** Feishu's deepest real body (a form click) has 6 levels; a stack overflow needs thousands. */
const MAX_DEPTH = 32;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** True when nothing lies deeper than the limit and no key could change a prototype further on. */
export function isClean(node: unknown, depth = 1): boolean {
  if (node === null || typeof node !== 'object') return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(node)) return node.every((item) => isClean(item, depth + 1));
  return Object.keys(node).every(
    (key) => !FORBIDDEN.has(key) && isClean((node as JsonObject)[key], depth + 1),
  );
}

/**
 * Reads a JSON object out of bytes or text that a stranger wrote.
 * @returns undefined for broken UTF-8, broken JSON, anything but an object at the top, more than 32 levels,
 * or a `__proto__`, `constructor` or `prototype` key anywhere. Never throws.
 */
export function safeParse(input: Uint8Array | string): JsonObject | undefined {
  try {
    const json = typeof input === 'string' ? input : utf8.decode(input);
    if (!/^[\t\n\r ]*\{/.test(json)) return undefined;
    const value: unknown = JSON.parse(json);
    return isObject(value) && isClean(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
