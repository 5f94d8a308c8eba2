import { idsOf, unionIdOf, userIdOf } from '../ids.ts';
import type { SandboxChat } from '../protocol.ts';
import type { SeedDepartment, SeedPerson } from '../seed.ts';
import type { StoredMessage } from '../world.ts';

/** Bodies of the events the platform pushes (`event` part only; the envelope is push.ts). */
export type Mention = { readonly openId: string; readonly name: string; readonly bot: boolean };

export function messageReceived(
  message: StoredMessage,
  chat: SandboxChat,
  mentions: readonly Mention[],
  tenant: string,
): object {
  const sender = { sender_id: idsOf(message.from), sender_type: 'user', tenant_key: tenant };
  return {
    sender,
    message: {
      message_id: message.messageId,
      ...(message.rootId ? { root_id: message.rootId, parent_id: message.parentId } : {}),
      create_time: String(message.createdAt),
      update_time: String(message.updatedAt),
      chat_id: chat.chatId,
      chat_type: chat.type,
      message_type: message.msgType,
      content: message.content,
      ...(mentions.length > 0 ? { mentions: mentions.map((m, i) => mentionOf(m, i, tenant)) } : {}),
    },
  };
}

const mentionOf = (m: Mention, index: number, tenant: string): object => ({
  key: `@_user_${index + 1}`,
  id: { union_id: unionIdOf(m.openId), user_id: m.bot ? '' : userIdOf(m.openId), open_id: m.openId },
  mentioned_type: m.bot ? 'bot' : 'user',
  name: m.name,
  tenant_key: tenant,
});

export const menuPressed = (person: SeedPerson, eventKey: string, nowMs: number): object => ({
  operator: { operator_name: person.name, operator_id: idsOf(person.openId) },
  event_key: eventKey,
  timestamp: Math.floor(nowMs / 1000),
});

export const p2pEntered = (chatId: string, openId: string, last: StoredMessage | undefined): object => ({
  chat_id: chatId,
  operator_id: idsOf(openId),
  ...(last ? { last_message_id: last.messageId, last_message_create_time: String(last.createdAt) } : {}),
});

export const botMembership = (chat: SandboxChat, operator: string, tenant: string): object => ({
  chat_id: chat.chatId,
  operator_id: idsOf(operator),
  external: false,
  operator_tenant_key: tenant,
  name: chat.name,
  i18n_names: { zh_cn: chat.name, en_us: '', ja_jp: '' },
});

/** A person as contact events and the contact API show it; `user_order` of the primary department comes first. */
export function userObject(p: SeedPerson): Record<string, unknown> {
  return {
    union_id: unionIdOf(p.openId),
    user_id: userIdOf(p.openId),
    open_id: p.openId,
    name: p.name,
    en_name: p.enName,
    nickname: '',
    gender: 0,
    avatar: { avatar_72: '', avatar_240: '', avatar_640: '', avatar_origin: '' },
    status: {
      is_frozen: false,
      is_resigned: !p.active,
      is_activated: true,
      is_exited: false,
      is_unjoin: false,
    },
    department_ids: p.departmentIds,
    ...(p.leaderOpenId ? { leader_user_id: p.leaderOpenId } : {}),
    city: '',
    country: '',
    work_station: '',
    join_time: 1_577_808_000,
    is_tenant_manager: false,
    employee_no: p.employeeNo,
    employee_type: 1,
    orders: p.departmentIds.map((id, i) => ({
      department_id: id,
      user_order: 100 - i,
      department_order: 1,
      is_primary_dept: id === p.primaryDepartmentId,
    })),
    custom_attrs: [],
    job_title: p.title,
  };
}

/** `order` is a number in events and a string in the API. */
export const departmentObject = (d: SeedDepartment, order: number): Record<string, unknown> => ({
  name: d.name,
  parent_department_id: d.parentId,
  department_id: d.id.replace(/^od-/, 'D'),
  open_department_id: d.id,
  ...(d.leaderOpenId ? { leader_user_id: d.leaderOpenId } : {}),
  chat_id: '',
  order,
  status: { is_deleted: false },
  leaders: d.leaderOpenId ? [{ leaderType: 1, leaderID: d.leaderOpenId }] : [],
  department_hrbps: [],
});
