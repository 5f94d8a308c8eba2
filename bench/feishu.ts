import type { Messenger } from '../src/feishu/messenger.ts';

type Sent = { readonly messageId: string; readonly chatId: string };

/** A Feishu that takes everything; `arrive` is told of each message. */
export function willingFeishu(arrive: (uuid: string) => void = () => {}): Messenger {
  const take = async (uuid: string): Promise<Sent> => {
    arrive(uuid);
    return { messageId: `om_${uuid}`, chatId: 'oc_p2p' };
  };
  return {
    ask: async () => {},
    sendCard: (_to, _card, uuid) => take(uuid),
    patchCard: async () => {},
    lookUp: async () => ({ others: [] }),
    sendFile: (_to, _file, uuid) => take(uuid),
    download: async () => new Uint8Array(),
  };
}
