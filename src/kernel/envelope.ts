import type { Card } from '../../cards/kit/card.ts';
import type { Text } from './text.ts';
import type { Instant } from './time.ts';

/**
 * What came in, whichever way it came: both the webhook and the long connection end in one `handle(envelope)`.
 * `cause` is the idempotency key. Only verified, own-tenant, own-app, human-made input becomes an envelope.
 */
export type Envelope =
  | {
      readonly kind: 'message';
      readonly cause: string; // `msg:om_…`
      readonly openId: string;
      readonly chatId: string;
      readonly chatType: 'p2p' | 'group';
      readonly messageId: string;
      /** Text with mentions of the bot removed and trimmed; empty for other message types. */
      readonly text: string;
      readonly file?: { readonly key: string; readonly name: string };
      readonly at: Instant;
    }
  | {
      readonly kind: 'click';
      readonly cause: string; // `evt:<event_id>`
      readonly openId: string;
      readonly chatId: string;
      readonly messageId: string;
      /** The button's value as it came back through the client: untrusted. */
      readonly value: Readonly<Record<string, unknown>>;
      /** Present for a form submit. */
      readonly form?: Readonly<Record<string, unknown>>;
      /** Present for a select outside a form. */
      readonly option?: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'menu';
      readonly cause: string;
      readonly openId: string;
      readonly key: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'entered';
      readonly cause: string;
      readonly openId: string;
      readonly chatId: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'botAdded' | 'botRemoved' | 'chatDisbanded';
      readonly cause: string;
      readonly openId: string;
      readonly chatId: string;
      readonly name: string;
      readonly at: Instant;
    }
  /** People or departments changed in Feishu: the directory must be read again. */
  | { readonly kind: 'contact'; readonly cause: string; readonly what: string; readonly at: Instant };

export type Toast = { readonly type: 'info' | 'success' | 'error' | 'warning'; readonly text: Text };

/** The answer to a click (feishu.md §3.1). `{}` changes nothing. */
export type Reply = { readonly toast?: Toast; readonly card?: Card };

export type Handle = (envelope: Envelope) => Promise<Reply>;
