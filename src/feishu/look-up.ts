import { z } from 'zod';
import { type Call, path } from './call.ts';
import { markIn, markOf } from './mark.ts';
import { type LookUp, MessengerError, type Sought } from './messenger.ts';
import { readItems } from './pages.ts';

/** The clock here and Feishu's may differ by so much. */
const SLACK_MS = 5 * 60_000;

const one = z.object({ data: z.object({ items: z.array(z.object({ chat_id: z.string() })).min(1) }) });
const message = z.object({
  message_id: z.string(),
  msg_type: z.string(),
  sender: z.object({ id: z.string().default(''), sender_type: z.string() }),
  body: z.object({ content: z.string().default('') }).default({ content: '' }),
});

async function chatOf(call: Call, messageId: string): Promise<string> {
  const parsed = one.safeParse(await call({ method: 'GET', path: path`/im/v1/messages/${messageId}` }));
  const chat = parsed.data?.data.items[0]?.chat_id;
  if (chat === undefined) throw new MessengerError('again', 0, 'Feishu answered without a message');
  return chat;
}

/**
 * Reads the chat since shortly before the first attempt, with cards as they were sent (feishu.md §4.2:
 * `user_card_content`). One that was redrawn by a tap or recalled has lost its mark and is among `others`.
 */
export async function lookUp(call: Call, appId: string, sought: Sought): Promise<LookUp> {
  const container_id = await chatOf(call, sought.near);
  const items = await readItems(call, '/im/v1/messages', {
    ...{ container_id_type: 'chat', container_id, sort_type: 'ByCreateTimeAsc' },
    start_time: String(Math.floor((Date.parse(sought.since) - SLACK_MS) / 1000)),
    card_msg_content_type: 'user_card_content',
  });
  const type = sought.what === 'file' ? 'file' : 'interactive';
  const others: string[] = [];
  for (const item of items) {
    const parsed = message.safeParse(item);
    if (!parsed.success)
      throw new MessengerError('again', 0, 'Feishu answered with a message without its parts');
    const { message_id: id, msg_type, sender, body } = parsed.data;
    if (sender.sender_type !== 'app' || sender.id !== appId || msg_type !== type) continue;
    const mark = type === 'file' ? undefined : markIn(body.content);
    if (mark === markOf(sought.uuid)) return { messageId: id, others: [] };
    if (mark === undefined) others.push(id);
  }
  return { others };
}
