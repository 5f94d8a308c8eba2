import { decodeEntities, entityAt } from './entities.ts';
import type { Inline } from './nodes.ts';
import { type Hit, tagAt } from './tags.ts';

/** Deeper than any honest card; a wall against stack overflow by thousands of nested marks. */
const MAX_DEPTH = 20;

type Rule = (source: string, depth: number, before: string) => Hit | undefined;

const one = (node: Inline, length: number): Hit => ({ nodes: [node], length });

const escaped: Rule = (s) => {
  const hit = /^\\([!-/:-@[-`{-~])/.exec(s);
  return hit ? one({ kind: 'text', text: hit[1] ?? '' }, 2) : undefined;
};
const entity: Rule = (s) => {
  const hit = s.startsWith('&') ? entityAt(s) : undefined;
  return hit ? one({ kind: 'text', text: hit.char }, hit.length) : undefined;
};
const newline: Rule = (s) => (s.startsWith('\n') ? one({ kind: 'br' }, 1) : undefined);
const tag: Rule = (s, depth) =>
  s.startsWith('<') ? tagAt(s, (inner) => parseAt(inner, depth + 1)) : undefined;
const code: Rule = (s) => {
  const hit = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/.exec(s);
  return hit ? one({ kind: 'code', text: decodeEntities(hit[2] ?? '') }, hit[0].length) : undefined;
};
const image: Rule = (s) => {
  const hit = /^!\[([^\]\n]*)\]\(([^()\s]+)\)/.exec(s);
  return hit
    ? one({ kind: 'image', alt: decodeEntities(hit[1] ?? ''), key: hit[2] ?? '' }, hit[0].length)
    : undefined;
};
const link: Rule = (s, depth) => {
  const hit =
    /^\[((?:[^[\]\n]|\[[^[\]\n]{0,200}\]){0,1000})\]\((https?:\/\/[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/i.exec(
      s,
    );
  if (!hit) return undefined;
  const children = parseAt(hit[1] ?? '', depth + 1);
  return one({ kind: 'link', href: decodeEntities(hit[2] ?? ''), children }, hit[0].length);
};
const MARKS = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'del'],
  ['*', 'em'],
  ['_', 'em'],
] as const;
/** Nothing emphasised is longer; it keeps the search for a closing mark short. */
const MAX_MARKED = 2000;

/** Where the mark at the start of `s` closes: not behind white space, not within a longer run; -1 when nowhere. */
function closingMark(s: string, sign: string): number {
  const mark = sign[0];
  for (let at = s.indexOf(sign, sign.length + 1); at >= 0; at = s.indexOf(sign, at + 1)) {
    const alone = s[at + sign.length] !== mark && (sign.length > 1 || s[at - 1] !== mark);
    const word = mark === '_' && /\w/.test(s[at + sign.length] ?? '');
    if (alone && !word && !/\s/.test(s[at - 1] ?? ' ')) return at;
  }
  return -1;
}

const mark: Rule = (s, depth, before) => {
  const found = MARKS.find(([sign]) => s.startsWith(sign));
  if (!found || (s[0] === '_' && /\w/.test(before))) return undefined;
  const [sign, kind] = found;
  if (/\s/.test(s[sign.length] ?? ' ')) return undefined;
  const end = closingMark(s.slice(0, MAX_MARKED), sign);
  if (end < 0) return undefined;
  return one({ kind, children: parseAt(s.slice(sign.length, end), depth + 1) }, end + sign.length);
};
const bareUrl: Rule = (s, _depth, before) => {
  const hit = /\w/.test(before) ? null : /^https?:\/\/[^\s<>"'`]+/i.exec(s);
  if (!hit) return undefined;
  // As in the client, Chinese text behind an address is swallowed into the link.
  return one(
    {
      kind: 'link',
      href: decodeEntities(hit[0]),
      children: [{ kind: 'text', text: decodeEntities(hit[0]) }],
    },
    hit[0].length,
  );
};
const emoji: Rule = (s) => {
  const hit = /^:([A-Z][A-Za-z0-9_]{1,30}):/.exec(s);
  return hit ? one({ kind: 'emoji', name: hit[1] ?? '' }, hit[0].length) : undefined;
};

const RULES: readonly Rule[] = [escaped, entity, newline, tag, code, image, link, mark, bareUrl, emoji];
const PLAIN = /^[^\\&\n<`![*_~h:H]+/;

function parseAt(source: string, depth: number): readonly Inline[] {
  if (depth > MAX_DEPTH) return [{ kind: 'text', text: source }];
  const out: Inline[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') out.push({ kind: 'text', text });
    text = '';
  };
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const plain = PLAIN.exec(rest)?.[0];
    const hit = plain
      ? undefined
      : RULES.reduce<Hit | undefined>((h, rule) => h ?? rule(rest, depth, source[at - 1] ?? ''), undefined);
    if (hit && hit.nodes[0]?.kind !== 'text') {
      flush();
      out.push(...hit.nodes);
    } else text += hit?.nodes[0]?.kind === 'text' ? hit.nodes[0].text : (plain ?? rest[0] ?? '');
    at += hit?.length ?? plain?.length ?? 1;
  }
  flush();
  return out;
}

/** Feishu's inline markdown (feature list of the client's rich text) as nodes. Unknown tags stay literal text. */
export const parseInline = (source: string): readonly Inline[] => parseAt(source, 0);
