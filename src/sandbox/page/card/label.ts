import type { Lang } from '../words.ts';
import { contentOf, type Json, objectAt } from './json.ts';

/** Id of a field in the document: two phones may show the same card. */
export const fieldId = (unique: string, path: string): string => `f-${unique}-${path.replaceAll('.', '-')}`;

/** What a field is called for a screen reader: its label, else its placeholder. */
export const fieldName = (node: Json, lang: Lang): string =>
  contentOf(objectAt(node, 'label'), lang) ||
  contentOf(objectAt(node, 'placeholder'), lang) ||
  String(node.name ?? '');
