/** Cuts what people typed to what a card can show. Order matters: cap → well-formed → NFC → strip → cut (reliability §3). */

const MAX_INPUT = 4000;
// Control characters but newline; bidi overrides and isolates; zero-width characters; variation junk; interlinear marks.
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: stripping them is the purpose
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDFFF]/g;

/** Well-formed, NFC, without control, bidi and zero-width characters; newlines kept, other space folded; trimmed. */
export const cleanText = (typed: string): string =>
  typed
    .slice(0, MAX_INPUT)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

// Making one costs more than using it.
const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** One line of at most `max` characters (graphemes), cut with …; segments only a small window (a whole-text Segmenter is quadratic). */
export function shorten(value: string, max: number): string {
  const line = value.replace(/\s*\n\s*/g, ' ');
  if (line.length <= max) return line;
  const window = line.slice(0, max * 4);
  const graphemes = [...GRAPHEMES.segment(window)];
  return graphemes.length <= max && window.length === line.length
    ? line
    : `${graphemes
        .slice(0, max - 1)
        .map((g) => g.segment)
        .join('')}…`;
}
