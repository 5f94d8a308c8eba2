import type { Notice, Shown } from '../kernel/capability.ts';
import type { Json, KindSpec } from '../store/store.ts';

/**
 * A card that hangs in somebody's chat, so that it can be redrawn. Made in the same commit as its outbox row.
 * waiting: not sent yet · live: hangs there · old: a fresh one took its place, or its chat is gone · failed: never arrived
 */
export type CopyBody = Shown & {
  readonly state: 'waiting' | 'live' | 'old' | 'failed';
  readonly person?: string;
  readonly chat?: string;
  readonly message?: string;
  /** Its own row put the message there. Without it a tap has told its id, and it may be of any row. */
  readonly sent?: true;
  readonly sentAt?: string;
};
export const copyKind: KindSpec = {
  kind: 'copy',
  schema: 1,
  passing: true,
  indexes: {
    about: (c: CopyBody) => (c.state === 'live' ? c.about : undefined),
    message: (c: CopyBody) => c.message,
    /** `<person or chat>|<subject>` of what is on its way or hangs there. */
    to: (c: CopyBody) =>
      c.state === 'live' || c.state === 'waiting' ? `${c.person ?? c.chat}|${c.about}` : undefined,
    sentAt: (c: CopyBody) => (c.state === 'live' ? c.sentAt : undefined),
    /** When what is over was sent; first what never was. */
    endedOf: (c: CopyBody) => (c.state === 'old' ? (c.sentAt ?? '') : undefined),
  },
};

/** A digest line that waits for its person's next digest. */
export type PendingBody = {
  readonly to: string;
  readonly line: string;
  readonly about: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly at: string;
};
export const pendingKind: KindSpec = {
  kind: 'pending',
  schema: 1,
  passing: true,
  indexes: { to: (p: PendingBody) => p.to },
};

/** Until when a schedule has been looked at. */
export type TickBody = { readonly until: string };
export const tickKind: KindSpec = { kind: 'tick', schema: 1, indexes: {} };

/** `<kind>:<id>` → who was shown it, how and when; the newest of many. */
export type ReadingBody = {
  readonly entries: readonly {
    readonly who: string;
    readonly how: string;
    readonly at: string;
    /** Only named with its title, among others. */
    readonly listed?: true;
  }[];
};
export const readingKind: KindSpec = { kind: 'reading', schema: 1, indexes: {} };

export const runtimeKinds: readonly KindSpec[] = [copyKind, pendingKind, tickKind, readingKind];

/** What an outbox row says: draw this card for them now, or redraw that copy. */
export type SendPayload = Shown & {
  readonly op: 'send' | 'file';
  readonly to: { readonly person: string } | { readonly chat: string };
  readonly copy: string;
  /** It keeps quiet hours, also when it could not leave at its time. */
  readonly quiet?: true;
  readonly until?: string;
  readonly back?: readonly Notice[];
};
export type PatchPayload = { readonly op: 'patch'; readonly copy: string; readonly moved?: boolean };
export type RowPayload = SendPayload | PatchPayload;
