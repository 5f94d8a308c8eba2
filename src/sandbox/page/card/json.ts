import type { Lang } from '../words.ts';

/** Cards come from outside: every value is looked at before it is used. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export const objectAt = (node: Json, key: string): Json | undefined => {
  const value = node[key];
  return isObject(value) ? value : undefined;
};

export const listAt = (node: Json, key: string): readonly Json[] => {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

export const textAt = (node: Json, key: string): string | undefined => {
  const value = node[key];
  return typeof value === 'string' ? value : undefined;
};

export const numberAt = (node: Json, key: string): number | undefined => {
  const value = node[key];
  return typeof value === 'number' ? value : undefined;
};

/** The text of a text element or markdown component in the client's language; unlisted ones fall back to `content`. */
export function contentOf(node: Json | undefined, lang: Lang, key = 'content'): string {
  if (!node) return '';
  const i18n = objectAt(node, `i18n_${key}`);
  const local = i18n ? textAt(i18n, lang === 'zh' ? 'zh_cn' : 'en_us') : undefined;
  return local ?? textAt(node, key) ?? '';
}
