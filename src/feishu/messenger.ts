import type { Card } from '../../cards/kit/card.ts';

/** THE MESSENGER PORT: everything the bot says to Feishu in chat. Real: client.ts (the SDK). Tests: test/doubles. */
export type Recipient = { readonly person: string } | { readonly chat: string };

/**
 * slow      Feishu asks to slow down (429, 99991400, 230020): again after `waitMs`
 * again     it surely did not happen (connection refused, 5xx with a code that says so, expired token): again later
 * unknown   it may have happened (timeout, reset after sending, 5xx): same uuid within the hour, else look or ask
 * permanent it never will (230013 not available to the user, 230053 refused by the user, 230002 not in the group, bad card)
 */
export type MessengerFault = 'slow' | 'again' | 'unknown' | 'permanent';

export class MessengerError extends Error {
  readonly fault: MessengerFault;
  /** Feishu's code, 0 when there was no answer. */
  readonly code: number;
  readonly waitMs: number;
  constructor(fault: MessengerFault, code: number, message: string, waitMs = 0) {
    super(message);
    this.name = 'MessengerError';
    this.fault = fault;
    this.code = code;
    this.waitMs = waitMs;
  }
}

/** A message that may have been sent. */
export type Sought = {
  readonly what: 'card' | 'file';
  readonly uuid: string;
  /** The id of another message in the same private chat. */
  readonly near: string;
  /** When it was tried first. */
  readonly since: string;
};
export type LookUp = {
  /** What was sent with that uuid. */
  readonly messageId?: string;
  /** Ids of the bot's own messages of that kind, since then, that do not tell their uuid. */
  readonly others: readonly string[];
};

export type OutgoingFile = { readonly name: string; readonly bytes: Uint8Array };
export type Messenger = {
  /** A call that changes nothing: resolves when Feishu answers, throws MessengerError when it does not. */
  ask(): Promise<void>;
  /** uuid ≤ 50 characters; the same one sends at most once within an hour. */
  sendCard(to: Recipient, card: Card, uuid: string): Promise<{ messageId: string; chatId: string }>;
  patchCard(messageId: string, card: Card): Promise<void>;
  /** Looks whether a message of which no answer came hangs in its chat. */
  lookUp(sought: Sought): Promise<LookUp>;
  sendFile(to: Recipient, file: OutgoingFile, uuid: string): Promise<{ messageId: string; chatId: string }>;
  /** What a person sent to the bot. Throws MessengerError; `maxBytes` is enforced while reading. */
  download(messageId: string, fileKey: string, maxBytes: number): Promise<Uint8Array>;
};
