export type JsonObject = Readonly<Record<string, unknown>>;

/** Feishu's deepest real body (a form click) has 6 levels; a stack overflow needs thousands. */
const MAX_DEPTH = 32;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Counts brackets outside strings before JSON.parse sees the text, so that depth costs one pass and no stack. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i += 1) {
    const c = json.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i += 1;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (c === 0x7d || c === 0x5d) depth -= 1;
  }
  return false;
}

/** True when a key could change a prototype further on. Recursion is safe: the depth is known to be small. */
function hasForbiddenKey(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasForbiddenKey);
  if (!isObject(node)) return false;
  return Object.keys(node).some((key) => FORBIDDEN.has(key) || hasForbiddenKey(node[key]));
}

/**
 * Reads a JSON object out of bytes or text that a stranger wrote.
 * @returns undefined for broken UTF-8, broken JSON, anything but an object at the top, more than 32 levels,
 * or a `__proto__`, `constructor` or `prototype` key anywhere. Never throws.
 */
export function safeParse(input: Uint8Array | string): JsonObject | undefined {
  try {
    const json = typeof input === 'string' ? input : utf8.decode(input);
    if (!/^[\t\n\r ]*\{/.test(json) || isTooDeep(json)) return undefined;
    const value: unknown = JSON.parse(json);
    return isObject(value) && !hasForbiddenKey(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
