/**
 * PostgreSQL orders text by the bytes of UTF-8, JavaScript by UTF-16 units; they part at U+D800, where emoji and
 * full-width punctuation begin. PostgreSQL also takes neither NUL nor half a surrogate pair. Texts that are looked up or
 * ordered are therefore written so that every string has its own text, in the same order. ASCII and Chinese characters
 * stay as they are.
 */
const PLAIN = /^[ -\ud7ff]*$/;
const LOW = '\u0001';
const HIGH = '\ue000';
/** First of 10,240 characters that PostgreSQL takes as they are, one for every unit from D800 on. */
const SHIFT = 0x4e00 - 0xd800;

/** A string as a text with the same place in the order of bytes; prefixes stay prefixes. */
export function toKey(text: string): string {
  if (PLAIN.test(text)) return text;
  let key = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 2) key += LOW + String.fromCharCode(unit + 1);
    else key += unit < 0xd800 ? text[at] : HIGH + String.fromCharCode(unit + SHIFT);
  }
  return key;
}

/** The string that `toKey` wrote. */
export function fromKey(key: string): string {
  if (PLAIN.test(key)) return key;
  let text = '';
  for (let at = 0; at < key.length; at++) {
    const mark = key[at] ?? '';
    if (mark !== LOW && mark !== HIGH) text += mark;
    else text += String.fromCharCode(key.charCodeAt(++at) - (mark === LOW ? 1 : SHIFT));
  }
  return text;
}

/** Follows every key that begins with `prefix`: no key holds a character from beyond the first plane. */
export const afterPrefix = (prefix: string): string => `${toKey(prefix)}\u{10ffff}`;

/** JSON text that jsonb takes: without NUL and without halves of surrogate pairs. For looking at, never for reading back. */
export const forJsonb = (json: string): string =>
  json.replace(/\\(\\|u0000|ud[89a-f][0-9a-f]{2})/g, (all, what: string) => (what === '\\' ? all : ''));
