import { z } from 'zod';
import { type Call, openApi, path, withToken } from './call.ts';
import type { ReadDirectory } from './directory.ts';
import { directoryReader } from './directory-reader.ts';
import { download, upload } from './files.ts';
import { checkAppId, domainUrl } from './identity.ts';
import type { Log } from './log.ts';
import { lookUp } from './look-up.ts';
import { marked } from './mark.ts';
import { type Messenger, MessengerError, type Recipient } from './messenger.ts';
import { type HttpRequest, type HttpResponse, sdkTransport } from './sdk.ts';

export type ClientOptions = {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark` or an https address (http on this machine). */
  readonly domain: string;
  /** One call, all in all; uploads and downloads have a minute. Default 10 s. */
  readonly timeoutMs?: number;
  readonly now: () => number;
  readonly log: Log;
};
export type BotInfo = { readonly openId: string; readonly name: string; readonly active: boolean };
export type FeishuClient = Messenger & {
  readonly call: Call;
  /** The bot's own open id and name. Throws MessengerError. */
  botInfo(): Promise<BotInfo>;
  readonly readDirectory: ReadDirectory;
};

const TIMEOUT_MS = 10_000;
const MAX_UUID = 50;
const sent = z.object({ data: z.object({ message_id: z.string(), chat_id: z.string() }) });
const info = z.object({
  bot: z.object({
    open_id: z.string(),
    app_name: z.string().default(''),
    activate_status: z.number().optional(),
  }),
});
/** activate_status 2: in use. */
const IN_USE = 2;
const PERSON = /^ou_[A-Za-z0-9_-]{1,64}$/;
const CHAT = /^oc_[A-Za-z0-9_-]{1,64}$/;

function receiver(to: Recipient): { type: string; id: string } {
  const [type, id, form] = 'person' in to ? ['open_id', to.person, PERSON] : ['chat_id', to.chat, CHAT];
  if (!(form as RegExp).test(id as string))
    throw new MessengerError('permanent', 0, 'not a Feishu id; nothing was sent');
  return { type: type as string, id: id as string };
}

/** POST /im/v1/messages. The uuid makes a repeat within the hour the same message. */
async function send(call: Call, to: Recipient, type: 'interactive' | 'file', content: string, uuid: string) {
  if (!uuid || uuid.length > MAX_UUID)
    throw new MessengerError('permanent', 0, `uuid must have 1 to ${MAX_UUID} characters`);
  const { type: receiveIdType, id } = receiver(to);
  const answer = await call({
    method: 'POST',
    path: '/im/v1/messages',
    query: { receive_id_type: receiveIdType },
    body: { receive_id: id, msg_type: type, content, uuid },
  });
  const parsed = sent.safeParse(answer);
  // It was accepted, so it is out; only its id is lost. The same uuid brings it back.
  if (!parsed.success) throw new MessengerError('unknown', 0, 'Feishu answered without a message id');
  return { messageId: parsed.data.data.message_id, chatId: parsed.data.data.chat_id };
}

/** While the upload fails nothing can have been sent, so nothing about it is ever `unknown`. */
async function uploadFirst(
  transport: (request: HttpRequest) => Promise<HttpResponse>,
  file: { name: string; bytes: Uint8Array },
) {
  try {
    return await upload(transport, file);
  } catch (thrown) {
    if (thrown instanceof MessengerError && thrown.fault === 'unknown')
      throw new MessengerError('again', thrown.code, thrown.message);
    throw thrown;
  }
}

async function readBotInfo(call: Call): Promise<BotInfo> {
  const parsed = info.safeParse(await call({ method: 'GET', path: '/bot/v3/info' }));
  if (!parsed.success) throw new MessengerError('again', 0, 'Feishu answered without the bot');
  const { open_id: openId, app_name: name, activate_status: status } = parsed.data.bot;
  return { openId, name, active: status === undefined || status === IN_USE };
}

/**
 * Feishu's Open API as the bot uses it. Throws at once for a wrong app id or an unencrypted address; every call throws
 * MessengerError and nothing else, and neither errors nor log lines hold texts, tokens or secrets.
 */
export function feishuMessenger(options: ClientOptions): FeishuClient {
  checkAppId(options.appId);
  if (!options.appSecret) throw new Error('the app secret is missing');
  const domain = domainUrl(options.domain);
  const raw = sdkTransport({ ...options, domain, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  const transport = withToken({ ...options, send: raw });
  const call = openApi(transport);
  return {
    call,
    ask: async () => void (await readBotInfo(call)),
    botInfo: () => readBotInfo(call),
    readDirectory: directoryReader(call),
    sendCard: (to, card, uuid) => send(call, to, 'interactive', marked(card.text, uuid), uuid),
    async patchCard(messageId, card) {
      const below = path`/im/v1/messages/${messageId}`;
      await call({ method: 'PATCH', path: below, body: { content: card.text } });
    },
    lookUp: (sought) => lookUp(call, sought),
    async sendFile(to, file, uuid) {
      receiver(to);
      const content = JSON.stringify({ file_key: await uploadFirst(transport, file) });
      return send(call, to, 'file', content, uuid);
    },
    download: (messageId, fileKey, maxBytes) => download(transport, messageId, fileKey, maxBytes),
  };
}
