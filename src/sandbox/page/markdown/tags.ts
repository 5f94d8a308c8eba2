import { decodeEntities } from './entities.ts';
import type { Inline } from './nodes.ts';

type Parse = (source: string) => readonly Inline[];
export type Hit = { readonly nodes: readonly Inline[]; readonly length: number };

const OPEN = /^<(at|person|a|link|font|text_tag|number_tag|local_datetime)((?:\s[^<>]*)?)>/;
const ATTRIBUTE = /([a-z_]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

function attributes(source: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name, double, single, none] of source.matchAll(ATTRIBUTE)) {
    if (name) found[name] = decodeEntities(double ?? single ?? none ?? '');
  }
  return found;
}

/** Index of the closing tag that belongs to an opening one before `from`; fonts nest. */
function closing(source: string, tag: string, from: number): number {
  const edge = new RegExp(`<(/?)${tag}(?=[\\s>])`, 'g');
  edge.lastIndex = from;
  let depth = 1;
  for (let hit = edge.exec(source); hit; hit = edge.exec(source)) {
    depth += hit[1] ? -1 : 1;
    if (depth === 0) return hit.index;
  }
  return -1;
}

function build(
  tag: string,
  attrs: Readonly<Record<string, string>>,
  inner: string,
  parse: Parse,
): Inline | undefined {
  if (tag === 'font') return { kind: 'font', colour: attrs.color ?? 'default', children: parse(inner) };
  if (tag === 'text_tag' || tag === 'number_tag')
    return {
      kind: 'tag',
      colour: attrs.color ?? attrs.background_color ?? 'neutral',
      children: parse(inner),
    };
  if (tag === 'at') {
    const ids = attrs.id ?? attrs.ids ?? attrs.email;
    return ids ? { kind: 'at', ids: ids.split(',').map((id) => id.trim()) } : undefined;
  }
  if (tag === 'person') return attrs.id ? { kind: 'person', id: attrs.id } : undefined;
  if (tag === 'local_datetime')
    return {
      kind: 'time',
      ms: Number(attrs.millisecond ?? Number.NaN),
      format: attrs.format_type ?? 'date_num',
    };
  const href = attrs.href ?? attrs.url ?? '';
  const children = inner === '' ? [{ kind: 'text' as const, text: href }] : parse(inner);
  return /^https?:\/\//i.test(href) ? { kind: 'link', href, children } : undefined;
}

/** One of Feishu's own tags at the start of `source`; undefined for anything else, which then shows literally. */
export function tagAt(source: string, parse: Parse): Hit | undefined {
  const breaks = /^<(br|hr)\s*\/?>/.exec(source);
  if (breaks) return { nodes: [{ kind: breaks[1] === 'br' ? 'br' : 'hr' }], length: breaks[0].length };
  const open = OPEN.exec(source);
  if (!open) return undefined;
  const tag = open[1] ?? '';
  const end = closing(source, tag, open[0].length);
  if (end < 0) return undefined;
  const node = build(tag, attributes(open[2] ?? ''), source.slice(open[0].length, end), parse);
  const tail = source.indexOf('>', end) + 1;
  return node && tail > 0 ? { nodes: [node], length: tail } : undefined;
}
