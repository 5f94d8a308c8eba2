import type { Text } from '../../src/kernel/text.ts';
import { plain } from './elements.ts';
import type { Element } from './types.ts';

/** Who may see it. The outbox refuses to put a private card into a group (domain.md §7.2). */
export type Audience = 'private' | 'group';
export type HeaderColour =
  | 'red'
  | 'orange'
  | 'yellow'
  | 'blue'
  | 'wathet'
  | 'turquoise'
  | 'green'
  | 'grey'
  | 'indigo'
  | 'violet';

/** Card JSON 2.0, only what we use (feishu.md §7.1). */
export type CardJson = {
  readonly schema: '2.0';
  readonly config: {
    readonly update_multi: true;
    readonly enable_forward: boolean;
    readonly width_mode?: 'fill';
  };
  readonly header: {
    readonly title: ReturnType<typeof plain>;
    readonly subtitle?: ReturnType<typeof plain>;
    readonly template: HeaderColour;
  };
  readonly body: { readonly elements: readonly Element[] };
};
/** `waits`: its viewer is expected to act on it. Only such cards gather later items and are renewed before they die. */
export type Card = { readonly audience: Audience; readonly json: CardJson; readonly waits: boolean };

export type Header = {
  readonly audience: Audience;
  readonly title: Text;
  readonly subtitle?: Text;
  readonly colour: HeaderColour;
  readonly waits?: boolean;
};

/** Feishu: 30 KB documented, 200 tagged objects (feishu.md §7.2). */
export const MAX_BYTES = 30 * 1024;
export const MAX_TAGS = 200;

type Size = { tags: number; bytesAtMost: number };
// What JSON writes as six bytes, `\u0000`; everything else takes at most three of UTF-8 for each unit of a string.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is asked for
const ESCAPED = /[\u0000-\u001F\uD800-\uDFFF]/;
const NUMBER_BYTES = 25;

/** Adds up a node's tagged objects and the most bytes that its JSON can have, in one walk. */
function measure(node: unknown, size: Size): void {
  if (typeof node === 'string') size.bytesAtMost += node.length * (ESCAPED.test(node) ? 6 : 3) + 2;
  else if (node === null || typeof node !== 'object') size.bytesAtMost += NUMBER_BYTES;
  else if (Array.isArray(node)) {
    size.bytesAtMost += node.length + 2;
    for (const part of node) measure(part, size);
  } else {
    size.bytesAtMost += 2;
    if ('tag' in node) size.tags += 1;
    for (const key in node) {
      size.bytesAtMost += key.length * 3 + 4;
      measure(node[key as keyof typeof node], size);
    }
  }
}

const sizeOf = (node: unknown): Size => {
  const size = { tags: 0, bytesAtMost: 0 };
  measure(node, size);
  return size;
};

export const countTags = (node: unknown): number => sizeOf(node).tags;

/** Writing a card out to count its bytes costs as much as drawing it, so it is done only where they may be too many. */
const bytesOf = (json: CardJson, atMost: number): number =>
  atMost <= MAX_BYTES ? atMost : Buffer.byteLength(JSON.stringify(json));

/** The only way to make a Card. Throws when Feishu would refuse it, naming the limit that was passed. */
export function card(header: Header, elements: readonly (Element | false | undefined | null)[]): Card {
  const json: CardJson = {
    schema: '2.0',
    // A private card must not wander into a group by forwarding.
    config: { update_multi: true, enable_forward: header.audience === 'group' },
    header: {
      title: plain(header.title),
      ...(header.subtitle ? { subtitle: plain(header.subtitle) } : {}),
      template: header.colour,
    },
    body: { elements: elements.filter((e): e is Element => e !== false && e !== undefined && e !== null) },
  };
  const { tags, bytesAtMost } = sizeOf(json);
  const bytes = bytesOf(json, bytesAtMost);
  if (bytes > MAX_BYTES)
    throw new Error(`card "${header.title['en-US']}" has ${bytes} bytes; Feishu takes ${MAX_BYTES}`);
  if (tags > MAX_TAGS)
    throw new Error(`card "${header.title['en-US']}" has ${tags} elements; Feishu takes ${MAX_TAGS}`);
  return { audience: header.audience, json, waits: header.waits ?? false };
}
