import { z } from 'zod';
import { type Call, path } from './call.ts';
import { markIn, markOf } from './mark.ts';
import { type LookUp, MessengerError, type Sought } from './messenger.ts';
import { readItems } from './pages.ts';

/** The clock here may have been ahead of Feishu's by so much: one that was put forward by mistake, or in another zone. */
const SLACK_MS = 24 * 60 * 60_000;

const one = z.object({ data: z.object({ items: z.array(z.object({ chat_id: z.string() })).min(1) }) });
const message = z.object({
  message_id: z.string(),
  msg_type: z.string(),
  sender: z.object({ sender_type: z.string() }),
  body: z.object({ content: z.string().default('') }).default({ content: '' }),
});

async function chatOf(call: Call, messageId: string): Promise<string> {
  const parsed = one.safeParse(await call({ method: 'GET', path: path`/im/v1/messages/${messageId}` }));
  const chat = parsed.data?.data.items[0]?.chat_id;
  if (chat === undefined) throw new MessengerError('again', 0, 'Feishu answered without a message');
  return chat;
}

/**
 * Reads the chat since a day before the first attempt, with cards as they were sent (feishu.md §4.2:
 * `user_card_content`). One that was redrawn by a tap or recalled has lost its mark and is among `others`. In a private
 * chat whatever the person did not send is ours. Throws MessengerError, `permanent` for a message that cannot be read.
 */
export async function lookUp(call: Call, sought: Sought): Promise<LookUp> {
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
      throw new MessengerError('permanent', 0, 'Feishu answered with a message without its parts');
    const { message_id: id, msg_type, sender, body } = parsed.data;
    if (sender.sender_type === 'user' || msg_type !== type) continue;
    const mark = type === 'file' ? undefined : markIn(body.content);
    if (mark === markOf(sought.uuid)) return { messageId: id, others: [] };
    if (mark === undefined) others.push(id);
  }
  return { others };
}
