import type { Card } from '../../cards/kit/card.ts';
import { type Messenger, MessengerError, type Recipient } from '../../src/feishu/messenger.ts';

/** A message as its reader has it on the screen: the card is the newest one. */
export type Shown = {
  readonly id: string;
  readonly to: Recipient;
  readonly chatId: string;
  card?: Card;
  file?: { name: string; bytes: Uint8Array };
  patches: number;
};

/** The other implementation of the messenger port: keeps what was sent, honours uuids, and can be told to fail. */
export type RecordingMessenger = Messenger & {
  readonly messages: Shown[];
  readonly files: Map<string, Uint8Array>;
  /** Throws what `fail` gives before (`lost: false`) or after (`lost: true`: sent, but the answer never came) sending. */
  fail: (to: Recipient, uuid: string) => { error: MessengerError; lost: boolean } | undefined;
  /** Nothing answers, whatever it is asked. */
  down: boolean;
  /** An hour passes: what was sent hangs there, and its uuid sends once more. */
  forget(): void;
};

const chatOf = (to: Recipient): string => ('chat' in to ? to.chat : `oc_p2p_${to.person.slice(3)}`);

export function recordingMessenger(): RecordingMessenger {
  const messages: Shown[] = [];
  const byUuid = new Map<string, Shown>();
  const marks = new Map<string, Shown>();
  const send = (to: Recipient, uuid: string, what: Partial<Shown>) => {
    const fault = made.fail(to, uuid);
    if (fault && !fault.lost) throw fault.error;
    const known = byUuid.get(uuid);
    const shown = known ?? {
      id: `om_${String(messages.length + 1).padStart(6, '0')}`,
      to,
      chatId: chatOf(to),
      patches: 0,
      ...what,
    };
    if (!known) {
      messages.push(shown);
      byUuid.set(uuid, shown);
      marks.set(uuid, shown);
    }
    if (fault) throw fault.error;
    return { messageId: shown.id, chatId: shown.chatId };
  };
  const made: RecordingMessenger = {
    messages,
    files: new Map(),
    fail: () => undefined,
    down: false,
    forget: () => byUuid.clear(),
    async ask() {
      if (made.down) throw new MessengerError('again', 0, 'down');
    },
    sendCard: async (to, card, uuid) => send(to, uuid, { card }),
    sendFile: async (to, file, uuid) => send(to, uuid, { file }),
    async patchCard(messageId, card) {
      const shown = messages.find((m) => m.id === messageId);
      if (!shown) throw new MessengerError('permanent', 230001, 'no such message');
      shown.card = card;
      shown.patches += 1;
    },
    /** A card that was redrawn no longer tells its uuid. */
    async lookUp({ what, uuid, near }) {
      if (made.down) throw new MessengerError('unknown', 0, 'down');
      const chat = messages.find((m) => m.id === near)?.chatId;
      const sought = marks.get(uuid);
      const mute = (m: Shown): boolean => what === 'file' || m.patches > 0;
      if (sought?.chatId === chat && sought && !mute(sought)) return { messageId: sought.id, others: [] };
      const there = messages.filter(
        (m) => m.chatId === chat && (m.file ? 'file' : 'card') === what && mute(m),
      );
      return { others: there.map(({ id }) => id) };
    },
    async download(_messageId, fileKey, maxBytes) {
      const bytes = made.files.get(fileKey);
      if (!bytes || bytes.length > maxBytes) throw new MessengerError('permanent', 234037, 'no such file');
      return bytes;
    },
  };
  return made;
}
