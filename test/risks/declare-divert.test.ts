import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import { CONFIRM, drafted, FORM, idOn, openForm, risksIn, stored, submitted } from './declaring.ts';
import { type BadRisk, badRisks } from './samples.ts';

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((f) => join(dir, f))
    .filter((f) => statSync(f).isFile());
const sent = (b: BadRisk) => ({ ...FORM, content: b.content, manifestation: b.manifestation });
const by = (expected: string) => badRisks.filter((b) => b.expect === expected).map((b) => [b.id, b] as const);

describe('what the form does with the bad samples', () => {
  let bot: TestBot;
  let dir: string;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'qingfeng-divert-'));
    bot = await testBot({ dir });
  });
  afterEach(async () => {
    await bot.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each(by('转举报通道'))('%s goes elsewhere and leaves no trace of its words', async (_id, b) => {
    const on = await openForm(bot, 'ou_clerk');
    const before = bot.store.status().seq;
    const reply = await bot.clicks('ou_clerk', on, 'risks.draft', { form: sent(b) });
    expect(bot.store.status().seq, 'not even that somebody tried').toBe(before);
    expect(wordsOn(reply.card)).toContain('12388');
    expect(wordsOn(reply.card)).toContain('飞书管理员');
    expect(wordsOn(reply.card)).not.toContain('王某');
    expect(await risksIn(bot)).toEqual([]);
    await bot.store.close();
    for (const file of filesIn(dir)) expect(readFileSync(file, 'utf8'), file).not.toContain('中秋');
    await bot.store.open();
  });
  it.each(by('拦截'))('%s is refused and not kept', async (_id, b) => {
    const on = await openForm(bot, 'ou_clerk');
    const reply = await bot.clicks('ou_clerk', on, 'risks.draft', { form: sent(b) });
    expect(wordsOn(reply.card)).toContain('保密工作人员');
    expect(await risksIn(bot)).toEqual([]);
  });
  it.each(by('脱敏'))('%s has to lose its numbers first', async (_id, b) => {
    const on = await openForm(bot, 'ou_clerk');
    const reply = await bot.clicks('ou_clerk', on, 'risks.draft', { form: sent(b) });
    expect(reply.toast?.text['zh-CN']).toMatch(/风险内容.*证件号/);
    expect(reply.card).toBeUndefined();
    expect(await risksIn(bot)).toEqual([]);
  });
  it('looks at optional fields, unknown fields, the title and the measure too', async () => {
    const on = await openForm(bot, 'ou_clerk');
    const form = { ...FORM, cause: '听说王科长去年收了红包。' };
    expect(wordsOn((await bot.clicks('ou_clerk', on, 'risks.draft', { form })).card)).toContain('12388');
    const again = await drafted(bot, 'ou_clerk');
    const reply = await bot.clicks('ou_clerk', again, 'risks.confirm', {
      form: { ...CONFIRM, measure: '联系 13812345678' },
    });
    expect(reply.toast?.text['zh-CN']).toContain('防控措施');
    expect((await risksIn(bot))[0]?.body.status).toBe('draft');
  });

  it('asks to write the post where a person of the directory is named', async () => {
    const people = smallBureau.people.map((p) => (p.id === 'ou_head' ? { ...p, name: '欧阳明华' } : p));
    const other = await testBot({ data: { ...smallBureau, people } });
    const on = await openForm(other, 'ou_clerk');
    const form = { ...FORM, manifestation: '由欧阳明华一人保管印鉴。' };
    const reply = await other.clicks('ou_clerk', on, 'risks.draft', { form });
    expect(reply.toast?.text['zh-CN']).toMatch(/表现形式.*人名/);
    expect(await risksIn(other)).toEqual([]);
    await other.close();
  });

  it.each([...by('内容空泛'), ...by('脱离实际'), ...by('通过(提示相似)')])(
    '%s warns and does not block',
    async (_id, b) => {
      const on = await drafted(bot, 'ou_clerk', sent(b));
      expect(wordsOn(on.card)).toContain('提醒：');
      const reply = await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
      expect(reply.toast?.type).toBe('success');
    },
  );
  it.each(by('敷衍搪塞'))('%s blocks', async (_id, b) => {
    const on = await openForm(bot, 'ou_clerk');
    const reply = await bot.clicks('ou_clerk', on, 'risks.draft', { form: sent(b) });
    expect(reply.toast?.text['zh-CN']).toContain('只写“无”');
  });
  it.each(by('通过'))('%s passes without a word', async (_id, b) => {
    const on = await drafted(bot, 'ou_clerk', sent(b));
    expect(wordsOn(on.card)).not.toContain('提醒：');
  });
  it.each(by('措施空泛'))('%s gets its hint when it is submitted', async (_id, b) => {
    const on = await drafted(bot, 'ou_clerk', sent(b));
    const id = idOn(on);
    await bot.clicks('ou_clerk', on, 'risks.confirm', {
      form: { title: b.title, measure: b.measures?.join('；') },
    });
    expect((await stored(bot, id)).body).toMatchObject({ status: 'inReview', hints: ['vagueMeasure'] });
  });
  it.each(by('雷同'))('%s names the post that has it already', async (_id, b) => {
    await submitted(bot, 'ou_clerk', { ...sent(b), content: `${b.content.slice(0, -1)}！` });
    const own = await drafted(bot, 'ou_clerk', sent(b));
    expect(wordsOn(own.card)).toContain('与“局机关 · 财务处 · 资金支付”已登记的一条几乎相同');
    // The same text in another unit is a copy too, but that unit's post is not shown.
    const far = await drafted(bot, 'ou_buyer', { ...sent(b), step: 'S2' });
    expect(wordsOn(far.card)).toContain('几乎相同');
    expect(wordsOn(far.card)).not.toContain('财务处');
  });
});
