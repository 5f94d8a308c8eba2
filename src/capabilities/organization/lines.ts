import type { LineRenderer } from '../../kernel/capability.ts';
import { text } from '../../kernel/text.ts';
import { stuckRows } from './delivery.ts';
import type { ChatBody, StandInBody } from './model.ts';
import { labelOf } from './who-view.ts';

const groupName = async (
  world: Parameters<LineRenderer>[0],
  id: string,
): Promise<{ name: string; chat: ChatBody } | undefined> => {
  const chat = (await world.read.get<ChatBody>({ kind: 'chat', id }))?.body;
  return chat && { name: chat.name || id.slice(0, 10), chat };
};

/** What an office admin reads in the digest about the organisation itself; undefined when it is no longer so. */
export const organizationLines: Readonly<Record<string, LineRenderer>> = {
  'organization.groupJoined': async (world, id) => {
    const group = await groupName(world, id);
    if (!group?.chat.inside || group.chat.purpose !== undefined) return undefined;
    return text(
      `机器人被加入群“${group.name}”，尚未绑定用途。`,
      `The bot was added to the group "${group.name}", which is not bound yet.`,
    );
  },
  'organization.groupLost': async (world, id) => {
    const group = await groupName(world, id);
    if (!group || group.chat.inside) return undefined;
    return text(
      `机器人已不在群“${group.name}”中，该群的绑定已解除。`,
      `The bot is no longer in the group "${group.name}"; its binding was released.`,
    );
  },
  'organization.standInEnded': async (world, id) => {
    const body = (await world.read.get<StandInBody>({ kind: 'standIn', id }))?.body;
    if (!body) return undefined;
    const [person, absent] = [labelOf(world.org, body.person), labelOf(world.org, body.absent)];
    return text(`${person} 代 ${absent} 办理已提前结束。`, `${person} no longer stands in for ${absent}.`);
  },
  'organization.syncHeld': async (_world, _id, params) =>
    text(
      `飞书通讯录一次少了 ${Number(params.count)} 人，可能是应用的通讯录权限范围变小；这些人暂未停用，请核对。`,
      `${Number(params.count)} people vanished from Feishu's directory at once, perhaps because the app's data range shrank. They were kept; please check.`,
    ),
  'organization.unreachable': async (world, id) => {
    const person = world.org.people.get(id);
    if (person?.unreachable === undefined) return undefined;
    const name = labelOf(world.org, id);
    return text(
      `消息无法送达：${name}。发送“管理”可以查看。`,
      `Messages do not reach ${name}. Send "admin" to see more.`,
    );
  },
  'organization.undelivered': async (world) => {
    const count = (await stuckRows(world)).length;
    return count === 0
      ? undefined
      : text(
          `有 ${count} 条消息没有送达，发送“管理”可以查看和重发。`,
          `${count} messages were not delivered. Send "admin" to see and resend them.`,
        );
  },
};
