import type { Cast } from './cast.ts';
import { words } from './declare.ts';
import type { Narrator } from './narrator.ts';
import { type Phone, type Sandbox, until } from './phone.ts';

export async function summing(cast: Cast, sandbox: Sandbox, tell: Narrator): Promise<void> {
  const { chief, admin, buyer } = cast;
  tell.act('七、汇总与提醒：少而准');
  const group = sandbox.group('领导小组');
  const weekly = await until('每周汇总', async () =>
    (await chief.messages(group)).filter((m) => words(m).includes('汇总')).at(-1),
  );
  tell.sees(group.name, weekly);
  const names = sandbox.state.people.map((p) => p.name);
  tell.holds(
    '群里的汇总有等级数字和图表，没有人名',
    words(weekly).includes('一级') &&
      words(weekly).includes('（图表）') &&
      !names.some((n) => words(weekly).includes(n)),
  );
  const now = await chief.say('汇总');
  tell.sees(chief, now);
  const digests = (await buyer.messages()).filter((m) => words(m).includes('今日提醒'));
  tell.sees(buyer, digests.at(-1));
  const days = new Set(digests.map((m) => new Date(m.createdAt + 8 * 3_600_000).toISOString().slice(0, 10)));
  tell.holds('每个工作日至多一条提醒', digests.length > 0 && days.size === digests.length);

  tell.act('八、各司其职');
  const help = await admin.say('帮助');
  tell.sees(admin, help);
  const refused = await buyer.say('导入');
  tell.sees(buyer, refused);
  tell.holds('不归自己办的事，得到礼貌说明和该找谁', words(refused).includes('管理员'));
  const progress = await cast.head.say('进度');
  tell.sees(cast.head, progress);
  tell.holds('部门负责人看得到本部门进度', words(progress).includes('采购'));
}

/** Nothing came twice: one notice for one approval, one summary a week, and how many messages each chat got. */
export async function nothingTwice(
  cast: Cast,
  sandbox: Sandbox,
  tell: Narrator,
): Promise<Readonly<Record<string, number>>> {
  const { chief, neighbour } = cast;
  const notices = (await neighbour.messages(sandbox.group('政府采购中心'))).filter((m) =>
    words(m).includes('廉政风险点公示'),
  );
  tell.holds('一次公示只发一张卡片', notices.length === 1);
  const summaries = (await chief.messages(sandbox.group('领导小组'))).filter((m) =>
    words(m).includes('汇总'),
  );
  tell.holds('每周汇总各发一次', summaries.length === 2);
  const counts: Record<string, number> = {};
  for (const phone of Object.values(cast) as Phone[])
    counts[phone.person.name] = (await phone.messages()).filter((m) => m.from === 'bot').length;
  return counts;
}
