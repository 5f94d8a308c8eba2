/** Why the platform would refuse a card: inner code of 230099, path and text. */
export type CardFault = { readonly code: number; readonly path: string; readonly message: string };

/** Gives the first fault of a card, or undefined. `knowsUser` tells whether an open id exists. */
export function cardFault(
  card: Record<string, unknown>,
  _knowsUser: (openId: string) => boolean,
): CardFault | undefined {
  if (card.schema !== '2.0')
    return { code: 200621, path: 'ROOT', message: 'the sandbox takes card JSON 2.0 only' };
  return undefined;
}
