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
export type Card = {
  readonly audience: Audience;
  readonly json: CardJson;
  /** `json` written out, as it is sent: what the limits are held against. */
  readonly text: string;
  readonly waits: boolean;
};

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

/** A quote inside a string is written \", so nothing that people typed reads like this key. */
const TAG = '"tag":';

function tagsIn(text: string): number {
  let tags = 0;
  for (let at = text.indexOf(TAG); at >= 0; at = text.indexOf(TAG, at + TAG.length)) tags += 1;
  return tags;
}

export const countTags = (node: unknown): number => tagsIn(JSON.stringify(node));

/** A UTF-16 unit takes at most three bytes, so most cards need no counting. */
const bytesOf = (text: string): number =>
  text.length * 3 <= MAX_BYTES ? text.length * 3 : Buffer.byteLength(text);

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
  const text = JSON.stringify(json);
  const [bytes, tags] = [bytesOf(text), tagsIn(text)];
  if (bytes > MAX_BYTES)
    throw new Error(`card "${header.title['en-US']}" has ${bytes} bytes; Feishu takes ${MAX_BYTES}`);
  if (tags > MAX_TAGS)
    throw new Error(`card "${header.title['en-US']}" has ${tags} elements; Feishu takes ${MAX_TAGS}`);
  return { audience: header.audience, json, text, waits: header.waits ?? false };
}
