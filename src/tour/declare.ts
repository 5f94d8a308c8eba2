import type { SandboxMessage } from '../sandbox/protocol.ts';
import type { Cast } from './cast.ts';
import type { Narrator } from './narrator.ts';
import type { Phone } from './phone.ts';
import { linesOf, optionValue } from './screen.ts';

export const words = (message: SandboxMessage | undefined): string => linesOf(message?.card).join('\n');

export type Declaration = {
  readonly step: string;
  readonly source: string;
  readonly content: string;
  readonly manifestation: string;
  readonly likelihood: 'high' | 'middle' | 'low';
  readonly harm: 'high' | 'middle' | 'low';
  readonly measure: string;
};

export const RISK: Declaration = {
  step: '需求与评分标准编写',
  source: 'duty',
  content: '编写采购文件时，技术参数和评分项可能贴近某一品牌的特点，使其他供应商难以公平竞争。',
  manifestation: '参数与单一品牌样本逐条吻合；主观分占比过高。',
  likelihood: 'high',
  harm: 'high',
  measure: '经办人起草后由另一名同岗人员按参数可替代性清单复核并签名，每个项目一次',
};
export const SECOND: Declaration = {
  step: '专家抽取与评审现场',
  source: 'process',
  content: '抽取到开标之间，专家名单可能被提前知悉，给投标人接触专家留下空间。',
  manifestation: '抽取时间过早；抽取结果由一人保管。',
  likelihood: 'low',
  harm: 'high',
  measure: '抽取不早于评审前规定时点，由系统自动语音通知，打印结果密封，每次抽取留档',
};

export const fieldsOf = (form: SandboxMessage, d: Declaration): Record<string, unknown> => ({
  source: d.source,
  step: optionValue(form.card, 'step', d.step) ?? d.step,
  content: d.content,
  manifestation: d.manifestation,
  likelihood: d.likelihood,
  harm: d.harm,
});

/** From the word to the submitted risk; gives the message that shows where it stands. */
export async function declare(who: Phone, d: Declaration): Promise<SandboxMessage> {
  const form = await who.say('填报');
  const confirm = await who.tap(form, '下一步：看等级', fieldsOf(form, d));
  return (await who.tap(confirm.message, '提交', { measure: d.measure })).message;
}

export async function declaring({ buyer }: Cast, tell: Narrator): Promise<SandboxMessage> {
  tell.act('一、填报：三分钟，用自己的话');
  tell.sees(buyer, await buyer.open());
  tell.says(buyer, '填报');
  const form = await buyer.say('填报');
  tell.sees(buyer, form);
  tell.holds('表单提供本岗位自己的环节', words(form).includes(RISK.step));

  const empty = await buyer.tap(form, '下一步：看等级', {
    ...fieldsOf(form, RISK),
    content: '无',
    manifestation: '无',
  });
  tell.toast(buyer, empty);
  tell.holds(
    '填“无”只得到提示，表单原样保留',
    empty.result.ok && empty.result.card === undefined && empty.toast !== '',
  );

  const confirm = await buyer.tap(form, '下一步：看等级', fieldsOf(form, RISK));
  tell.sees(buyer, confirm.message);
  tell.holds(
    '确认卡写明等级和一句话理由',
    /一级（高）/.test(words(confirm.message)) && words(confirm.message).includes('按评级表'),
  );
  const sent = await buyer.tap(confirm.message, '提交', { measure: RISK.measure });
  tell.toast(buyer, sent);
  tell.sees(buyer, sent.message);
  tell.holds(
    '提交后卡片写明在等谁、等到哪天',
    words(sent.message).includes('等待') && /最迟 \d{4}-\d{2}-\d{2}/.test(words(sent.message)),
  );
  return sent.message;
}

/** An accusation is not a risk point: it is turned away and nothing of it is kept. */
export async function diverting({ neighbour }: Cast, tell: Narrator): Promise<void> {
  tell.act('二、分流：反映具体人的问题不进登记簿');
  const form = await neighbour.say('填报');
  const accusation = {
    ...fieldsOf(form, RISK),
    step: optionValue(form.card, 'step', '') ?? '',
    content: '听说工程科王某去年中秋收了承包方的礼金，还安排亲戚进场供料。',
    manifestation: '多次与承包方老板吃饭。',
  };
  const diverted = await neighbour.tap(form, '下一步：看等级', accusation);
  tell.sees(neighbour, diverted.message);
  tell.holds(
    '卡片指明去处，且不再显示原文',
    words(diverted.message).includes('12388') && !words(diverted.message).includes('王某'),
  );
}
