import type { SandboxMessage } from '../sandbox/protocol.ts';
import type { Cast } from './cast.ts';
import { words } from './declare.ts';
import type { Narrator } from './narrator.ts';
import { type Sandbox, until } from './phone.ts';
import { optionValue } from './screen.ts';

export async function publishing(cast: Cast, sandbox: Sandbox, tell: Narrator): Promise<void> {
  const { neighbour, otherOfficer, buyer, chief } = cast;
  tell.act('五、公示与异议：按岗位公示，不出现姓名');
  const group = sandbox.group('政府采购中心');
  const notice = await until('公示卡片', async () => {
    const found = (await neighbour.messages(group)).filter((m) => words(m).includes('公示'));
    return found.at(-1);
  });
  tell.sees(`${group.name}`, notice);
  tell.holds(
    '公示写岗位和起止日期，不写人名',
    words(notice).includes('采购项目经办') && !words(notice).includes(buyer.person.name),
  );
  const asked = await neighbour.tap(notice, '提出异议');
  tell.toast(neighbour, asked);
  const form = await until('异议表单', async () => {
    const newest = await neighbour.newest();
    return newest && words(newest).includes('提交异议') ? newest : undefined;
  });
  tell.sees(neighbour, form);
  const item = optionValue(form.card, 'item', '评分标准') ?? '';
  const objected = await neighbour.tap(form, '提交异议', {
    item,
    text: '该环节已经实行两人会审，几率可能偏高。',
  });
  tell.toast(neighbour, objected);
  const task = await until('异议待答复', async () => {
    for (const officer of [otherOfficer, sandbox.phone('蔡见微', '机关纪委'), cast.officer]) {
      const newest = await officer.newest();
      if (newest && words(newest).includes('异议待答复')) return { officer, newest };
    }
    return undefined;
  });
  tell.sees(task.officer, task.newest);
  tell.holds('答复人不是审核过该条的人', task.officer.person.openId !== cast.officer.person.openId);
  const answered = await task.officer.tap(task.newest, '不采纳', {
    reply: '会审只覆盖限额以上项目，维持一级，感谢监督。',
  });
  tell.toast(task.officer, answered);
  const reply = await until('异议答复', async () => {
    const newest = await neighbour.newest();
    return newest && words(newest).includes('异议答复') ? newest : undefined;
  });
  tell.sees(neighbour, reply);

  tell.act('六、公示期满：自动生效，进入目录');
  // Day by day, so that each morning's digest has its chance: the notice ends on the sixth working day's morning.
  for (let day = 0; day < 6; day += 1) {
    await sandbox.moveClock({ next: 'workday' });
    await sandbox.moveClock({ by: 45 * 60_000 });
  }
  const closed = await until('公示结束', async () => {
    const found = (await neighbour.messages(group)).filter((m) => words(m).includes('已结束'));
    return found.at(-1);
  });
  tell.sees(group.name, closed);
  const mine = await buyer.say('我的');
  tell.sees(buyer, mine);
  tell.holds('本人看到已入目录', words(mine).includes('已入目录'));
  const catalogue = await buyer.say('目录');
  tell.sees(buyer, catalogue);
  tell.holds(
    '目录按最高等级列出岗位',
    words(catalogue).includes('采购项目经办') && words(catalogue).includes('一级'),
  );
  const forChief = await chief.say('目录');
  const whole = await chief.tap(forChief, '选择单位', {}, '全局');
  tell.sees(chief, whole.message);
  await chief.tap(whole.message, '导出 Excel');
  const file = await until<SandboxMessage>('Excel 文件', async () =>
    (await chief.messages()).filter((m) => m.type === 'file').at(-1),
  );
  tell.sees(chief, file);
  const bytes = await sandbox.bytes(file.file?.key ?? '');
  tell.holds('目录可以导出为 Excel 文件', bytes[0] === 0x50 && bytes[1] === 0x4b && bytes.length > 1000);
}
