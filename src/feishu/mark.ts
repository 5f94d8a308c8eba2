import { hash } from 'node:crypto';
import { isObject, safeParse } from './parse.ts';

/**
 * The uuid of a message is told to nobody by Feishu. A card carries it as the id of its first element, which no reader
 * sees and which comes back with the card (feishu.md §7.3: a letter first, 20 characters).
 */
export const markOf = (uuid: string): string => `q${hash('sha256', uuid, 'hex').slice(0, 19)}`;

const MARK = /^q[0-9a-f]{19}$/;

/** Quotes inside texts are written \", so this is found at one place only. */
const FIRST = '"body":{"elements":[{';
/** Feishu's limit for a card, bytes (feishu.md §7.2). */
const MAX_BYTES = 30 * 1024;

/** A card's JSON with the mark of its uuid; as it was where there is no room for one. */
export function marked(card: string, uuid: string): string {
  const at = card.indexOf(FIRST) + FIRST.length;
  if (at < FIRST.length) return card;
  const whole = `${card.slice(0, at)}"element_id":"${markOf(uuid)}",${card.slice(at)}`;
  return Buffer.byteLength(whole) > MAX_BYTES ? card : whole;
}

/**
 * The mark of a card as Feishu gives it back; undefined when it has none. A card of JSON 2.0 comes degraded, with what was
 * sent as a text in `user_dsl`; by the vendor's words it is the content itself.
 */
export function markIn(content: string): string | undefined {
  const whole = safeParse(content);
  const card = typeof whole?.user_dsl === 'string' ? safeParse(whole.user_dsl) : whole;
  const elements = isObject(card?.body) ? card.body.elements : undefined;
  const first: unknown = Array.isArray(elements) ? elements[0] : undefined;
  const id = isObject(first) ? first.element_id : undefined;
  return typeof id === 'string' && MARK.test(id) ? id : undefined;
}
