import { z } from 'zod';

/** Shapes of what Feishu sends, only the parts we read. Unknown keys are dropped, so new ones do no harm. */
const id = (...prefixes: readonly string[]) =>
  z.string().regex(new RegExp(`^(?:${prefixes.join('|')})_[A-Za-z0-9_-]{1,64}$`));

export const openId = id('ou');
export const chatId = id('oc');
export const messageId = id('om');
export const fileKey = id('file', 'img');
const plainId = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/);
const person = z.object({ open_id: openId });
const tenant = z.string().max(64);

export const header = z.object({
  event_id: plainId,
  event_type: z.string().regex(/^[a-z0-9_.]{1,80}$/),
  create_time: z.string().regex(/^\d{1,17}$/),
  app_id: z.string(),
  tenant_key: tenant,
  token: z.string().optional(),
});

export const message = z.object({
  sender: z.object({ sender_id: person, sender_type: z.string(), tenant_key: tenant.optional() }),
  message: z.object({
    message_id: messageId,
    chat_id: chatId,
    chat_type: z.enum(['p2p', 'group', 'topic_group']),
    message_type: z.string().max(40),
    content: z.string(),
    mentions: z
      .array(
        z.object({
          key: z.string(),
          id: z.object({ open_id: z.string().optional() }),
          name: z.string().default(''),
        }),
      )
      .default([]),
  }),
});
export type WireMessage = z.infer<typeof message>['message'];

const looseObject = z.record(z.string(), z.unknown());
const context = z.object({ open_message_id: messageId, open_chat_id: chatId });

/** Some of the vendor's samples put `context` beside `event`; both places are read. */
export const click = z.object({
  operator: person.extend({ tenant_key: tenant.optional() }),
  context,
  action: z.object({
    value: z.union([looseObject, z.string()]).optional(),
    form_value: looseObject.optional(),
    option: z.string().max(4000).optional(),
    options: z.string().max(4000).optional().catch(undefined),
    input_value: z.string().optional(),
  }),
});

export const menu = z.object({ operator: z.object({ operator_id: person }), event_key: z.string().max(30) });
export const entered = z.object({ operator_id: person, chat_id: chatId });
export const chatChange = z.object({
  chat_id: chatId,
  operator_id: person,
  operator_tenant_key: tenant.optional(),
  name: z.string().default(''),
});

/** The one old-style event still met: somebody opens the chat with the bot for the first time. */
export const firstChat = z.object({
  uuid: plainId,
  ts: z.string().regex(/^\d{1,12}(\.\d{1,9})?$/),
  event: z.object({
    type: z.literal('p2p_chat_create'),
    app_id: z.string(),
    tenant_key: tenant,
    chat_id: chatId,
    user: person,
  }),
});
