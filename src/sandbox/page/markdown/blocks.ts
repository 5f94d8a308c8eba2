import { parseInline } from './inline.ts';
import type { Block, ListItem } from './nodes.ts';

// No pattern here may try the same blank twice: a line of thousands of them must not hold up the page.
const HEADING = /^(#{1,6})\s+(\S.*)$/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|<hr\/?>)$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const FENCE = /^```/;
const TABLE_LINE = /^\|?:?-+:?(?:\|:?-+:?)+\|?$/;

type Taken = { readonly block: Block; readonly lines: number };

const cells = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((c) => c.trim());

function takeFence(lines: readonly string[]): Taken | undefined {
  if (!FENCE.test(lines[0] ?? '')) return undefined;
  const end = lines.findIndex((line, i) => i > 0 && FENCE.test(line));
  const last = end < 0 ? lines.length : end;
  return {
    block: { kind: 'code', text: lines.slice(1, last).join('\n') },
    lines: Math.min(last + 1, lines.length),
  };
}

function takeTable(lines: readonly string[]): Taken | undefined {
  if (!lines[0]?.includes('|') || !TABLE_LINE.test((lines[1] ?? '').replace(/\s+/g, ''))) return undefined;
  const end = lines.findIndex((line, i) => i > 1 && !line.includes('|'));
  const rows = lines.slice(2, end < 0 ? undefined : end);
  return { block: { kind: 'table', head: cells(lines[0]), rows: rows.map(cells) }, lines: rows.length + 2 };
}

function takeQuote(lines: readonly string[]): Taken | undefined {
  const end = lines.findIndex((line) => !line.startsWith('>'));
  const quoted = lines.slice(0, end < 0 ? undefined : end);
  if (quoted.length === 0) return undefined;
  const inner = quoted.map((line) => line.replace(/^>\s?/, '')).join('\n');
  return { block: { kind: 'quote', children: parseInline(inner) }, lines: quoted.length };
}

/** Items of one indentation; deeper ones become a list inside the item before them. */
function takeList(lines: readonly string[]): Taken | undefined {
  const first = ITEM.exec(lines[0] ?? '');
  if (!first) return undefined;
  const indent = first[1]?.length ?? 0;
  const items: ListItem[] = [];
  let at = 0;
  for (let hit = ITEM.exec(lines[at] ?? ''); hit; hit = ITEM.exec(lines[at] ?? '')) {
    const own = hit[1]?.length ?? 0;
    if (own < indent) break;
    const last = items.at(-1);
    const inner = own >= indent + 2 && last ? takeList(lines.slice(at)) : undefined;
    if (inner && last) {
      items[items.length - 1] = { ...last, lists: [...last.lists, inner.block] };
      at += inner.lines;
    } else {
      items.push({ children: parseInline(hit[3] ?? ''), lists: [] });
      at += 1;
    }
  }
  const ordered = /\d/.test(first[2] ?? '');
  return {
    block: { kind: 'list', ordered, start: Number.parseInt(first[2] ?? '1', 10) || 1, items },
    lines: at,
  };
}

function takeLine(line: string): Taken | undefined {
  const heading = HEADING.exec(line);
  if (heading)
    return {
      block: {
        kind: 'heading',
        level: heading[1]?.length ?? 1,
        children: parseInline((heading[2] ?? '').trimEnd()),
      },
      lines: 1,
    };
  return RULE.test(line.replace(/\s+/g, '')) ? { block: { kind: 'hr' }, lines: 1 } : undefined;
}

/** Feishu's markdown component as blocks. Lines without a block of their own gather into paragraphs. */
export function parseBlocks(source: string): readonly Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const out: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) out.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const rest = lines.slice(at);
    const line = rest[0] ?? '';
    const taken = takeFence(rest) ?? takeLine(line) ?? takeTable(rest) ?? takeQuote(rest) ?? takeList(rest);
    if (taken || line.trim() === '') flush();
    else paragraph.push(line);
    if (taken) out.push(taken.block);
    at += taken?.lines ?? 1;
  }
  flush();
  return out;
}
