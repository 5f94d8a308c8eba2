import type { SandboxMessage } from '../sandbox/protocol.ts';
import type { Cast } from './cast.ts';
import { declare, SECOND, words } from './declare.ts';
import type { Narrator } from './narrator.ts';
import { type Phone, type Sandbox, until } from './phone.ts';

/** The newest card of a person that asks for a review of something with these words. */
export const deskOf = (who: Phone, about: string): Promise<SandboxMessage> =>
  until(`${who.person.name} 的待审卡片`, async () => {
    const asking = (await who.messages()).filter(
      (m) => words(m).includes('〔同意〕') && words(m).includes(about),
    );
    return asking.at(-1);
  });

async function approve(who: Phone, about: string, tell: Narrator): Promise<SandboxMessage> {
  const desk = await deskOf(who, about);
  const tapped = await who.tap(desk, '同意');
  tell.toast(who, tapped);
  tell.holds(
    `${who.person.name} 同意，卡片随即变为已办`,
    tapped.result.ok && words(tapped.message).includes('您已'),
  );
  return tapped.message;
}

async function returning({ buyer, head }: Cast, tell: Narrator): Promise<void> {
  tell.act('三、逐级审核：退回、修改、同意');
  const desk = await deskOf(head, '评分标准带有倾向性');
  tell.sees(head, desk);
  const form = await head.tap(desk, '退回修改');
  tell.sees(head, form.message);
  const returned = await head.tap(form.message, '退回修改', {
    reason: 'vague',
    comment: '请写明主观分占多少算偏高。',
  });
  tell.toast(head, returned);
  const back = await until('退回的表单', async () => {
    const newest = await buyer.newest();
    return newest && words(newest).includes('请写明主观分占多少算偏高') ? newest : undefined;
  });
  tell.sees(buyer, back);
  tell.holds(
    '退回原因、说明和期限都在卡片上，原文已预填',
    words(back).includes('内容空泛') && words(back).includes('参数与单一品牌样本逐条吻合'),
  );
  const again = await buyer.tap(back, '下一步：看等级', {
    manifestation: '参数与单一品牌样本逐条吻合；主观分占比超过三成。',
  });
  const sent = await buyer.tap(again.message, '提交');
  tell.toast(buyer, sent);
}

export async function reviewing(
  cast: Cast,
  sandbox: Sandbox,
  tell: Narrator,
  crash: () => Promise<void>,
): Promise<void> {
  await returning(cast, tell);
  const { head, branch, officer, otherOfficer, committee, chief, colleague, buyer } = cast;
  const desk = await deskOf(head, '超过三成');
  tell.sees(head, desk);
  tell.holds(
    '审核人看得到改了哪里',
    words(desk).includes('主观分占比过高') && words(desk).includes('主观分占比超过三成'),
  );
  await approve(head, '评分标准', tell);
  await crash();
  await approve(branch, '评分标准', tell);
  await approve(officer, '评分标准', tell);
  await until('其他纪检干部的卡片更新', async () => {
    const cards = (await otherOfficer.messages()).filter((m) => words(m).includes('评分标准'));
    return cards.some((m) => words(m).includes('〔同意〕')) ? undefined : true;
  });
  tell.holds('同一环节的其他人，卡片也变为真实状态', true);
  await approve(committee, '评分标准', tell);
  await approve(chief, '评分标准', tell);
  const status = await buyer.say('我的');
  tell.sees(buyer, status);

  tell.act('四、批量审核：勾出例外，其余一次同意');
  await declare(colleague, SECOND);
  await declare(buyer, {
    ...SECOND,
    step: '需求与评分标准编写',
    content: '需求调研时可能只问一家厂商，参数来自其宣传材料。',
    manifestation: '调研记录只有一家；参数页与样本同版式。',
  });
  await sandbox.moveClock({ by: 60_000 });
  const list = await until('列表卡片', async () => {
    const newest = await head.newest();
    return newest && words(newest).includes('待审 2 条') ? newest : undefined;
  });
  tell.sees(head, list);
  const rest = await head.tap(list, '其余');
  tell.toast(head, rest);
  tell.sees(head, rest.message);
  tell.holds('两条一次办完', rest.result.ok && !words(rest.message).includes('待审 2 条'));
}
